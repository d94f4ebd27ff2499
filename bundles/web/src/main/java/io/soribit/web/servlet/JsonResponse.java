// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import io.soribit.web.live.Json;
import io.soribit.web.message.Message;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes JSON responses. */
public final class JsonResponse {
    /** The attribute of a request with the name of its user; empty without users. */
    static final String USER = "io.soribit.web.user";

    private static final String UNNAMED = "page";
    private static final int LONGEST_NAME = 60;

    private JsonResponse() {}

    /** Answers with a document. */
    public static void send(HttpServletResponse response, Object document) throws IOException {
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(Json.bytes(document));
    }

    /** Answers what was done. */
    public static void done(HttpServletResponse response, Message message) throws IOException {
        send(response, Outcome.done(message));
    }

    /** Answers that a request was refused. */
    public static void error(HttpServletResponse response, int status, Message message)
            throws IOException {
        response.setStatus(status);
        send(response, Outcome.refused(message));
    }

    /** The user of a request, or its paired device; empty without users. */
    public static String user(HttpServletRequest request) {
        return Objects.toString(request.getAttribute(USER), "");
    }

    /** The paired device or user of a request; {@code page} without users. */
    public static String device(HttpServletRequest request) {
        Object user = request.getAttribute(USER);
        return user == null || user.equals("") ? UNNAMED : user.toString();
    }

    /** Who requests a change: the user, or else the parameter {@code by}, or {@code page}. */
    public static String by(HttpServletRequest request) {
        Object user = request.getAttribute(USER);
        @Nullable String by =
                user == null || user.equals("") ? request.getParameter("by") : user.toString();
        if (by == null || by.isBlank()) {
            return UNNAMED;
        }
        String name = by.strip().replaceAll("\\p{Cntrl}", " ");
        return name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }
}
