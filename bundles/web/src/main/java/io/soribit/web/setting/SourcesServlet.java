// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.setting;

import io.soribit.api.setting.Sources;
import io.soribit.web.servlet.JsonResponse;
import io.soribit.web.servlet.RequestGuard;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/sources}: the sources in files, the kinds that can be added, the latest changes;
 * they can be changed, and added with {@code kind=KIND}. {@code GET /api/sources/offers}: what is
 * there and not set up.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/api/sources", "/api/sources/*"})
public final class SourcesServlet extends SettingFilesServlet {
    private static final long serialVersionUID = 1;

    private final transient Sources sources;

    private record Table(
            List<Row> sources, Map<String, List<String>> kinds, List<ChangeRow> changes) {}

    @Activate
    public SourcesServlet(@Reference Sources sources, @Reference RequestGuard guard) {
        super(sources, guard);
        this.sources = sources;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        JsonResponse.send(
                response,
                "/offers".equals(request.getPathInfo())
                        ? offers()
                        : new Table(rows(), sources.kinds(), changes()));
    }

    private Sources.Offers offers() throws IOException {
        try {
            return sources.offers();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("the hub stops").initCause(e);
        }
    }
}
