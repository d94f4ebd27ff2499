// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.hub.Alerts;
import io.soribit.web.live.Json;
import io.soribit.web.message.MessageCode;
import jakarta.servlet.Servlet;
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
 * {@code GET /api/alerts}: the active alerts. {@code POST /api/alerts?ack=ID[&by=NAME]}:
 * acknowledges one; {@code POST /api/alerts/ack-all[?by=NAME]}: acknowledges all; {@code POST
 * /api/alerts/test[?target=NAME]}: raises a test alert.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/api/alerts", "/api/alerts/*"})
public final class AlertsServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;

    private final transient Alerts alerts;

    private record Active(List<ObjectNode> alerts) {}

    @Activate
    public AlertsServlet(@Reference Alerts alerts, @Reference RequestGuard guard) {
        super(guard);
        this.alerts = alerts;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        JsonResponse.send(response, new Active(alerts.active().stream().map(Json::alert).toList()));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        switch (String.valueOf(request.getPathInfo())) {
            case "null", "/" -> acknowledge(request, response);
            case "/ack-all" -> acknowledgeAll(request, response);
            case "/test" -> test(request, response);
            default ->
                    JsonResponse.error(
                            response,
                            HttpServletResponse.SC_NOT_FOUND,
                            MessageCode.NO_SUCH_REQUEST.with(
                                    "/api/alerts?ack=ID, /api/alerts/ack-all, /api/alerts/test"));
        }
    }

    private void acknowledge(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String id = String.valueOf(request.getParameter("ack"));
        if (alerts.acknowledge(id, JsonResponse.by(request))) {
            JsonResponse.done(response, MessageCode.ACKNOWLEDGED.with(id));
        } else {
            JsonResponse.error(
                    response,
                    HttpServletResponse.SC_NOT_FOUND,
                    MessageCode.ALERT_NOT_ACTIVE.with(id));
        }
    }

    private void acknowledgeAll(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        alerts.acknowledgeAll(JsonResponse.by(request));
        JsonResponse.done(response, MessageCode.ALL_ACKNOWLEDGED.with());
    }

    private void test(HttpServletRequest request, HttpServletResponse response) throws IOException {
        @Nullable String target = request.getParameter("target");
        if (alerts.test(target == null ? "" : target, JsonResponse.by(request))) {
            JsonResponse.done(response, MessageCode.TEST_RAISED.with());
        } else {
            JsonResponse.error(
                    response,
                    HttpServletResponse.SC_NOT_FOUND,
                    MessageCode.UNKNOWN_TARGET.with(String.join(", ", alerts.targets())));
        }
    }
}
