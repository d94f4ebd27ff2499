// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertStore;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code GET /api/history[?limit=N]}: what happened to alerts, the newest first. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/history")
public final class HistoryServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final int USUAL = 100;
    private static final int MOST = 10_000;

    private final transient AlertStore store;
    private final transient Access access;

    /** All that is asked for. */
    private record History(List<Row> history) {}

    /** One change. */
    private record Row(
            String time,
            String alert,
            String state,
            String who,
            String label,
            Map<String, String> names,
            String urgency,
            List<String> rooms) {
        static Row of(AlertChange change) {
            return new Row(
                    change.time().toString(),
                    change.alert().id(),
                    change.state().name().toLowerCase(Locale.ROOT),
                    change.who(),
                    change.alert().event().sound().id(),
                    change.alert().event().sound().names(),
                    change.alert().urgency().name().toLowerCase(Locale.ROOT),
                    change.alert().event().rooms());
        }
    }

    @Activate
    public HistoryServlet(@Reference LivePage page, @Reference AlertStore store) {
        this.store = store;
        this.access = new Access(page.config().host__names());
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!access.grant(request, response)) {
            return;
        }
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        List<Row> rows =
                store.history(limit(request.getParameter("limit"))).stream().map(Row::of).toList();
        response.getOutputStream().write(Messages.json(new History(rows)));
    }

    private static int limit(@Nullable String asked) {
        return asked != null && asked.matches("[0-9]{1,6}")
                ? Math.min(MOST, Integer.parseInt(asked))
                : USUAL;
    }
}
