// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may read, and what a browser may do with what it reads: the same for all of the page. */
final class Access {
    private static final String POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
    private static final String ADDRESS = "[0-9.]+|\\[?[0-9a-f]*:[0-9a-f:.%]*\\]?";

    private final Set<String> names;

    Access(String... names) {
        this.names =
                Arrays.stream(names)
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Sets the headers that every answer has, and refuses names that anybody could point here.
     *
     * @return whether to go on; if not, the answer is complete
     */
    boolean grant(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setCharacterEncoding("UTF-8");
        String host = request.getServerName().toLowerCase(Locale.ROOT);
        if (trusted(host)) {
            return true;
        }
        response.setStatus(HttpServletResponse.SC_MISDIRECTED_REQUEST);
        response.setContentType("text/plain");
        response.getWriter()
                .println(
                        "Soribit does not answer under the name in this address. Use the machine's"
                                + " own name or IP address, or add the name to host_names in the"
                                + " configuration io.soribit.web.");
        return false;
    }

    boolean trusted(String host) {
        return !(host.contains(".") || host.contains(":"))
                || host.endsWith(".local")
                || host.endsWith(".home.arpa")
                || host.matches(ADDRESS)
                || names.contains(host);
    }
}
