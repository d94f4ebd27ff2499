// SPDX-License-Identifier: Apache-2.0
package io.soribit.https;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * {@code GET /authority.crt}: the certificate of the hub's authority, for devices to trust. It is
 * no secret, and a device needs it before it is paired.
 */
final class AuthorityServlet extends HttpServlet {
    static final String PATH = "/authority.crt";

    private static final long serialVersionUID = 1;

    private final byte[] certificate;

    /**
     * @param certificate in DER
     */
    AuthorityServlet(byte[] certificate) {
        this.certificate = certificate.clone();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType("application/x-x509-ca-cert");
        response.setHeader("Content-Disposition", "attachment; filename=\"soribit-hub.crt\"");
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(certificate.length);
        response.getOutputStream().write(certificate);
    }
}
