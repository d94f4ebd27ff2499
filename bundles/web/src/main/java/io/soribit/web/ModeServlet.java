// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Modes;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
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
 * it; wants the header {@code Soribit-Request}, which pages of other sites cannot send.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/mode")
public final class ModeServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Modes modes;
    private final transient Access access;

    /** The mode now. */
    private record Mode(String mode) {}

    @Activate
    public ModeServlet(@Reference LivePage page, @Reference Modes modes) {
        this.modes = modes;
        this.access = new Access(page.config().host__names());
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (access.grant(request, response)) {
            Answers.send(response, new Mode(modes.mode().text()));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!Answers.grantChange(access, request, response)) {
            return;
        }
        Optional<HomeMode> wanted = HomeMode.of(String.valueOf(request.getParameter("set")));
        if (wanted.isEmpty()) {
            Answers.refuse(
                    response,
                    HttpServletResponse.SC_BAD_REQUEST,
                    "the modes are home, sleep and away: set=home, for example");
            return;
        }
        modes.set(wanted.get(), Answers.by(request));
        Answers.send(response, new Outcome(true, "the house is in mode " + modes.mode().text()));
    }
}
