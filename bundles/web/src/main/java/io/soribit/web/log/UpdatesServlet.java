// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.log;

import io.soribit.common.release.UpgradeHistory;
import io.soribit.web.servlet.GuardedServlet;
import io.soribit.web.servlet.JsonResponse;
import io.soribit.web.servlet.RequestGuard;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/updates}: the version that runs, and what {@code soribit upgrade} has installed
 * and taken back, the latest first, for administrators.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/updates")
public final class UpdatesServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;
    private static final int MOST = 20;

    private final transient UpgradeHistory history;
    private final String version;

    private record Updates(String version, List<String> history) {}

    @Activate
    public UpdatesServlet(BundleContext context, @Reference RequestGuard guard) {
        this(
                context.getBundle().getVersion().toString(),
                Path.of(context.getProperty("soribit.data")),
                guard);
    }

    /**
     * @param version of the hub
     * @param data the data folder
     */
    public UpdatesServlet(String version, Path data, RequestGuard guard) {
        super(guard);
        this.version = version;
        history = new UpgradeHistory(data, Clock.systemUTC());
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        List<String> lines = new ArrayList<>(history.lines());
        Collections.reverse(lines);
        JsonResponse.send(
                response, new Updates(version, lines.subList(0, Math.min(MOST, lines.size()))));
    }
}
