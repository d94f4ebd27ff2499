// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import io.soribit.web.message.MessageCode;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code POST /api/pair}: pairs a device by the code of {@code soribit page pair} in the header
 * {@code Soribit-Pairing}, where no log keeps it. The device gets a cookie.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/pair")
public final class PairServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;
    private static final String CODE = "Soribit-Pairing";

    private final transient RequestGuard guard;

    @Activate
    public PairServlet(@Reference RequestGuard guard) {
        super(guard);
        this.guard = guard;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String code = Objects.toString(request.getHeader(CODE), "");
        Optional<String> credentials = guard.login().pair(code, request.getRemoteAddr());
        if (credentials.isEmpty()) {
            JsonResponse.error(
                    response, HttpServletResponse.SC_FORBIDDEN, MessageCode.PAIRING_CODE.with());
            return;
        }
        response.addCookie(DeviceCookie.of(credentials.get(), request.isSecure()));
        JsonResponse.done(response, MessageCode.PAIRED.with());
    }
}
