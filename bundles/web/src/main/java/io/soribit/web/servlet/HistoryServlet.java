// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertStore;
import jakarta.servlet.Servlet;
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

/** {@code GET /api/history[?limit=N]}: what happened to alerts, newest first. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/history")
public final class HistoryServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 10_000;

    private final transient AlertStore store;

    private record History(List<Row> history) {}

    private record Row(
            String time,
            String alert,
            String state,
            String who,
            String label,
            Map<String, String> names,
            String icon,
            String colour,
            String urgency,
            String onset,
            String detector,
            List<String> rooms) {
        static Row of(AlertChange change) {
            return new Row(
                    change.time().toString(),
                    change.alert().id(),
                    change.state().name().toLowerCase(Locale.ROOT),
                    change.who(),
                    change.alert().event().sound().id(),
                    change.alert().event().sound().names(),
                    change.alert().event().sound().icon(),
                    change.alert().event().sound().colour(),
                    change.alert().urgency().name().toLowerCase(Locale.ROOT),
                    change.alert().event().onset().toString(),
                    change.alert().event().detector(),
                    change.alert().event().rooms());
        }
    }

    @Activate
    public HistoryServlet(@Reference AlertStore store, @Reference RequestGuard guard) {
        super(guard);
        this.store = store;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        List<Row> rows =
                store.history(limit(request.getParameter("limit"))).stream().map(Row::of).toList();
        JsonResponse.send(response, new History(rows));
    }

    private static int limit(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,6}")
                ? Math.min(MOST, Integer.parseInt(text))
                : DEFAULT_LIMIT;
    }
}
