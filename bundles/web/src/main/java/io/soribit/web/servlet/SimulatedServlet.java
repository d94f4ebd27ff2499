// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import io.soribit.web.LivePage;
import io.soribit.web.live.Live;
import io.soribit.web.message.MessageCode;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code POST /api/simulated/press?name=NAME}: presses the button of a simulated display. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/simulated/press")
public final class SimulatedServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;

    private final transient Live live;

    @Activate
    public SimulatedServlet(@Reference LivePage page, @Reference RequestGuard guard) {
        super(guard);
        live = page.live();
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String name = String.valueOf(request.getParameter("name"));
        if (live.press(name)) {
            JsonResponse.done(response, MessageCode.BUTTON_PRESSED.with(name));
        } else {
            JsonResponse.error(
                    response, HttpServletResponse.SC_NOT_FOUND, MessageCode.NO_DISPLAY.with(name));
        }
    }
}
