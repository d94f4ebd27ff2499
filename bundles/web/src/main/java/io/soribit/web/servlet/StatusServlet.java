// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import io.soribit.web.LivePage;
import io.soribit.web.live.Live;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code GET /api/status}: the {@link io.soribit.web.live.Snapshot} as JSON. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/status")
public final class StatusServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;

    private final transient Live live;

    @Activate
    public StatusServlet(@Reference LivePage page, @Reference RequestGuard guard) {
        super(guard);
        live = page.live();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        JsonResponse.send(response, live.snapshot());
    }
}
