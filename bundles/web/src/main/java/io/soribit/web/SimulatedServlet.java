// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code POST /api/simulated/press?name=NAME}: presses the button of a display that is not there;
 * wants the header {@code Soribit-Request}, which pages of other sites cannot send.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/simulated/press")
public final class SimulatedServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Live live;
    private final transient Access access;

    @Activate
    public SimulatedServlet(@Reference LivePage page) {
        this.live = page.live();
        this.access = new Access(page.config().host__names());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!Answers.grantChange(access, request, response)) {
            return;
        }
        String name = String.valueOf(request.getParameter("name"));
        if (live.press(name)) {
            Answers.send(response, new Outcome(true, "the button of " + name + " is pressed"));
        } else {
            Answers.refuse(
                    response,
                    HttpServletResponse.SC_NOT_FOUND,
                    "no display '" + name + "' is simulated");
        }
    }
}
