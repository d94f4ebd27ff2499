// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.hub.Timeline;
import io.soribit.api.hub.Timeline.Filter;
import io.soribit.common.report.AlertReport;
import io.soribit.common.report.Period;
import io.soribit.web.message.MessageCode;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.time.ZoneId;
import java.util.Objects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/timeline/report[?from=DAY&to=DAY]}: alerts as comma-separated values, with the
 * filters of the timeline; days are those of the hub's time zone. It begins with a byte order mark,
 * by which spreadsheets know UTF-8.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/timeline/report")
public final class ReportServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final transient Timeline timeline;

    @Activate
    public ReportServlet(@Reference Timeline timeline, @Reference RequestGuard guard) {
        super(guard);
        this.timeline = timeline;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Filter filter;
        Period period;
        try {
            filter = TimelineServlet.filter(request);
            period = Period.of(text(request, "from"), text(request, "to"), ZoneId.systemDefault());
        } catch (IllegalArgumentException e) {
            JsonResponse.error(
                    response,
                    HttpServletResponse.SC_BAD_REQUEST,
                    MessageCode.INVALID.with(e.getMessage()));
            return;
        }
        response.setContentType("text/csv;charset=utf-8;header=present");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Disposition", "attachment; filename=\"soribit-alerts.csv\"");
        Writer out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), UTF_8));
        out.write(BYTE_ORDER_MARK);
        AlertReport.write(timeline, filter, period, out);
        out.flush();
    }

    private static String text(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "");
    }
}
