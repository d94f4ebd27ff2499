// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How the servlets answer in JSON, and what they ask of those who want to change something. */
final class Answers {
    /** Pages of other sites cannot send it, whatever it says. */
    private static final String OWN = "Soribit-Request";

    private static final String NOBODY = "page";

    private Answers() {}

    static void send(HttpServletResponse response, Record document) throws IOException {
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(Messages.json(document));
    }

    static void refuse(HttpServletResponse response, int status, String why) throws IOException {
        response.setStatus(status);
        send(response, new Outcome(false, why));
    }

    /**
     * Whether a change may be made.
     *
     * @return whether to go on; if not, the answer is complete
     */
    static boolean grantChange(
            Access access, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!access.grant(request, response)) {
            return false;
        }
        if (request.getHeader(OWN) == null) {
            refuse(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "send the header " + OWN + ", whatever it says");
            return false;
        }
        return true;
    }

    /** Who wants it. */
    static String by(HttpServletRequest request) {
        @Nullable String by = request.getParameter("by");
        return by == null || by.isBlank() ? NOBODY : by;
    }
}
