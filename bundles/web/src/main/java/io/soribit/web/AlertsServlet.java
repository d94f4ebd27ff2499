// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.Alerts;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/alerts}: the alerts that go on. {@code POST /api/alerts?ack=ID[&by=NAME]}: a
 * person has seen one; wants the header {@code Soribit-Request}, which pages of other sites cannot
 * send.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/alerts")
public final class AlertsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final String OWN = "Soribit-Request";
    private static final String NOBODY = "page";

    private final transient Alerts alerts;
    private final transient Access access;

    /** All alerts that go on. */
    private record Active(List<ActiveAlert> alerts) {}

    /** What became of it. */
    private record Outcome(boolean ok, String message) {}

    @Activate
    public AlertsServlet(@Reference LivePage page, @Reference Alerts alerts) {
        this.alerts = alerts;
        this.access = new Access(page.config().host__names());
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (access.grant(request, response)) {
            answer(response, new Active(alerts.active().stream().map(ActiveAlert::of).toList()));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!access.grant(request, response)) {
            return;
        }
        if (request.getHeader(OWN) == null) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            answer(response, new Outcome(false, "send the header " + OWN + ", whatever it says"));
            return;
        }
        String id = String.valueOf(request.getParameter("ack"));
        @Nullable String by = request.getParameter("by");
        if (alerts.acknowledge(id, by == null || by.isBlank() ? NOBODY : by)) {
            answer(response, new Outcome(true, "alert " + id + " is acknowledged"));
        } else {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            answer(response, new Outcome(false, "no alert " + id + " goes on: it may be over"));
        }
    }

    private static void answer(HttpServletResponse response, Record document) throws IOException {
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(Messages.json(document));
    }
}
