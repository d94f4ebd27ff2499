// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import io.soribit.common.device.DeviceDirectory;
import io.soribit.web.LivePage;
import io.soribit.web.live.Live;
import io.soribit.web.message.Message;
import io.soribit.web.message.MessageCode;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/devices}: lamps, displays and phones, those in use and those that were found.
 * {@code POST /api/devices/test?id=ID}: lets one identify itself; {@code POST
 * /api/devices/use?id=ID&used=true|false}: takes one into use, or out of it.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/api/devices", "/api/devices/*"})
public final class DevicesServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;
    private static final String REQUESTS =
            "/api/devices/test?id=ID and /api/devices/use?id=ID&used=true|false";

    private final transient Live live;

    @Activate
    public DevicesServlet(@Reference LivePage page, @Reference RequestGuard guard) {
        super(guard);
        live = page.live();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        JsonResponse.send(response, new Live.DeviceList(live.directory().list()));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String id = String.valueOf(request.getParameter("id"));
        try {
            Message done = change(request, id);
            if (done == null) {
                JsonResponse.error(
                        response,
                        HttpServletResponse.SC_NOT_FOUND,
                        MessageCode.NO_SUCH_REQUEST.with(REQUESTS));
            } else {
                JsonResponse.done(response, done);
            }
        } catch (IOException e) {
            JsonResponse.error(
                    response,
                    HttpServletResponse.SC_CONFLICT,
                    MessageCode.DEVICE_FAILED.with(id, e.getMessage()));
        }
    }

    private @Nullable Message change(HttpServletRequest request, String id) throws IOException {
        DeviceDirectory devices = live.directory();
        switch (String.valueOf(request.getPathInfo())) {
            case "/test" -> {
                devices.test(id);
                return MessageCode.DEVICE_IDENTIFIES.with(id);
            }
            case "/use" -> {
                boolean used = Boolean.parseBoolean(request.getParameter("used"));
                devices.use(id, used);
                live.refreshDevices();
                return (used ? MessageCode.DEVICE_USED : MessageCode.DEVICE_UNUSED).with(id);
            }
            default -> {
                return null;
            }
        }
    }
}
