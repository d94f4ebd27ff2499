// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.log;

import io.soribit.web.servlet.GuardedServlet;
import io.soribit.web.servlet.JsonResponse;
import io.soribit.web.servlet.RequestGuard;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/log}: the latest lines of the log, for administrators; with {@code level=warn}
 * warnings and errors alone.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/log")
public final class LogServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;

    private final transient RecentLog log;

    private record Lines(List<Line> lines) {}

    private record Line(long number, String time, String level, String logger, String message) {
        static Line of(RecentLog.Line line) {
            String time = line.time().toString();
            return new Line(line.number(), time, line.level(), line.logger(), line.message());
        }
    }

    @Activate
    public LogServlet(@Reference RecentLog log, @Reference RequestGuard guard) {
        super(guard);
        this.log = log;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean all = !"warn".equals(request.getParameter("level"));
        JsonResponse.send(response, new Lines(log.lines(all).stream().map(Line::of).toList()));
    }
}
