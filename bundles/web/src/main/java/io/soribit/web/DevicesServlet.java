// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.hub.Device;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/devices}: lamps, displays and the like, those in use and those that were found.
 * {@code POST /api/devices/test?id=ID}: one shows that it is the one; {@code POST
 * /api/devices/use?id=ID&used=true|false}: takes one into use, or out of it. They want the header
 * {@code Soribit-Request}, which pages of other sites cannot send.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/api/devices", "/api/devices/*"})
public final class DevicesServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient LivePage page;
    private final transient Access access;

    /** All that are known. */
    record Known(List<Device> devices) {}

    @Activate
    public DevicesServlet(@Reference LivePage page) {
        this.page = page;
        this.access = new Access(page.config().host__names());
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (access.grant(request, response)) {
            Answers.send(response, new Known(page.live().devices().list()));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!Answers.grantChange(access, request, response)) {
            return;
        }
        String id = String.valueOf(request.getParameter("id"));
        try {
            Answers.send(response, new Outcome(true, change(request, id)));
        } catch (IOException e) {
            Answers.refuse(
                    response, HttpServletResponse.SC_CONFLICT, String.valueOf(e.getMessage()));
        }
    }

    private String change(HttpServletRequest request, String id) throws IOException {
        DeviceBook devices = page.live().devices();
        switch (String.valueOf(request.getPathInfo())) {
            case "/test" -> {
                devices.test(id);
                return id + " shows itself";
            }
            case "/use" -> {
                boolean used = Boolean.parseBoolean(request.getParameter("used"));
                devices.use(id, used);
                page.live().tick();
                return id + (used ? " is in use" : " is not in use any more");
            }
            default ->
                    throw new IOException(
                            "there are /api/devices/test?id=ID and"
                                    + " /api/devices/use?id=ID&used=true|false");
        }
    }
}
