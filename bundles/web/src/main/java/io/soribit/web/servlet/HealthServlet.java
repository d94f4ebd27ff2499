// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import io.soribit.api.hub.Health;
import io.soribit.web.message.MessageCode;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /health}, {@code /health/live}, {@code /health/ready}, {@code /health/listening}: 200
 * or 503, for load balancers, containers and monitoring. Needs no user, and names no room.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({HealthServlet.PATH, HealthServlet.PATH + "/*"})
public final class HealthServlet extends GuardedServlet {
    static final String PATH = "/health";

    private static final long serialVersionUID = 1;

    private final transient Health health;

    @Activate
    public HealthServlet(@Reference Health health, @Reference RequestGuard guard) {
        super(guard);
        this.health = health;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Health.State state = health.state();
        Map<String, Boolean> asked =
                Map.of(
                        "", state.live() && state.ready(),
                        "/live", state.live(),
                        "/ready", state.ready(),
                        "/listening", state.listening());
        Boolean good = asked.get(Objects.toString(request.getPathInfo(), ""));
        if (good == null) {
            JsonResponse.error(
                    response,
                    HttpServletResponse.SC_NOT_FOUND,
                    MessageCode.NO_SUCH_REQUEST.with(
                            "/health, /health/live, /health/ready, /health/listening"));
            return;
        }
        response.setStatus(
                good ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        JsonResponse.send(
                response, new Answer(good, state.live(), state.ready(), state.listening()));
    }

    /** What is answered. */
    record Answer(boolean ok, boolean live, boolean ready, boolean listening) {}
}
