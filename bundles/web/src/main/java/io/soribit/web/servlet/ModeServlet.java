// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Modes;
import io.soribit.web.message.MessageCode;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/mode}: the mode of the house. {@code POST /api/mode?set=home|sleep|away}: changes
 * it.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/mode")
public final class ModeServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;

    private final transient Modes modes;

    private record Mode(String mode) {}

    @Activate
    public ModeServlet(@Reference Modes modes, @Reference RequestGuard guard) {
        super(guard);
        this.modes = modes;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        JsonResponse.send(response, new Mode(modes.mode().text()));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<HomeMode> mode = HomeMode.of(String.valueOf(request.getParameter("set")));
        if (mode.isEmpty()) {
            JsonResponse.error(
                    response, HttpServletResponse.SC_BAD_REQUEST, MessageCode.UNKNOWN_MODE.with());
            return;
        }
        modes.set(mode.get(), JsonResponse.by(request));
        JsonResponse.done(response, MessageCode.MODE_SET.with(modes.mode().text()));
    }
}
