// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.hub.Alerts;
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
 * person has seen one; {@code POST /api/alerts/ack-all[?by=NAME]}: all of them; {@code POST
 * /api/alerts/test[?target=NAME]}: raises one that is only a test. They want the header {@code
 * Soribit-Request}, which pages of other sites cannot send.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/api/alerts", "/api/alerts/*"})
public final class AlertsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Alerts alerts;
    private final transient Access access;

    /** All alerts that go on. */
    private record Active(List<ActiveAlert> alerts) {}

    @Activate
    public AlertsServlet(@Reference LivePage page, @Reference Alerts alerts) {
        this.alerts = alerts;
        this.access = new Access(page.config().host__names());
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (access.grant(request, response)) {
            Answers.send(
                    response, new Active(alerts.active().stream().map(ActiveAlert::of).toList()));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!Answers.grantChange(access, request, response)) {
            return;
        }
        switch (String.valueOf(request.getPathInfo())) {
            case "null", "/" -> acknowledge(request, response);
            case "/ack-all" -> acknowledgeAll(request, response);
            case "/test" -> test(request, response);
            default ->
                    Answers.refuse(
                            response,
                            HttpServletResponse.SC_NOT_FOUND,
                            "there are /api/alerts?ack=ID, /api/alerts/ack-all, /api/alerts/test");
        }
    }

    private void acknowledge(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String id = String.valueOf(request.getParameter("ack"));
        if (alerts.acknowledge(id, Answers.by(request))) {
            Answers.send(response, new Outcome(true, "alert " + id + " is acknowledged"));
        } else {
            Answers.refuse(
                    response,
                    HttpServletResponse.SC_NOT_FOUND,
                    "no alert " + id + " goes on: it may be over");
        }
    }

    private void acknowledgeAll(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        alerts.acknowledgeAll(Answers.by(request));
        Answers.send(response, new Outcome(true, "all alerts are acknowledged"));
    }

    private void test(HttpServletRequest request, HttpServletResponse response) throws IOException {
        @Nullable String target = request.getParameter("target");
        if (alerts.test(target == null ? "" : target, Answers.by(request))) {
            Answers.send(response, new Outcome(true, "the test is under way"));
        } else {
            Answers.refuse(
                    response,
                    HttpServletResponse.SC_NOT_FOUND,
                    "nothing of that name tells of alerts; there are "
                            + String.join(", ", alerts.targets()));
        }
    }
}
