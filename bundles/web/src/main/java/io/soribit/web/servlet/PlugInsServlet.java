// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import io.soribit.api.hub.PlugIns;
import io.soribit.web.LivePage;
import io.soribit.web.live.Live;
import io.soribit.web.message.MessageCode;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/plugins}: the plug-ins of the data folder. {@code POST /api/plugins?retry=FILE}:
 * starts one again that failed.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/plugins")
public final class PlugInsServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;

    private final transient Live live;
    private final transient PlugIns plugIns;

    @Activate
    public PlugInsServlet(
            @Reference LivePage page, @Reference PlugIns plugIns, @Reference RequestGuard guard) {
        super(guard);
        live = page.live();
        this.plugIns = plugIns;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        JsonResponse.send(response, Live.PlugInList.of(plugIns));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String file = String.valueOf(request.getParameter("retry"));
        if (plugIns.retry(file)) {
            live.refreshDevices();
            JsonResponse.done(response, MessageCode.PLUGIN_STARTING.with(file));
        } else {
            JsonResponse.error(
                    response,
                    HttpServletResponse.SC_NOT_FOUND,
                    MessageCode.PLUGIN_NOT_STOPPED.with(file));
        }
    }
}
