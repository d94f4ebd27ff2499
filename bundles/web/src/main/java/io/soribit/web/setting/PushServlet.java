// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.setting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.setting.WebPush;
import io.soribit.common.time.MonotonicClock;
import io.soribit.web.limit.Upload;
import io.soribit.web.message.MessageCode;
import io.soribit.web.servlet.GuardedServlet;
import io.soribit.web.servlet.JsonResponse;
import io.soribit.web.servlet.RequestGuard;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/push}: the hub's key, and whether alerts are pushed to this device. {@code PUT
 * /api/push?lang=en}: pushes them, with the subscription of the browser as the body: addresses are
 * logged, and who knows a subscription can send to it. {@code DELETE /api/push}: pushes none.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/push")
public final class PushServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;
    private static final int LARGEST = 4_096;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final transient WebPush push;

    private record State(String key, boolean subscribed) {}

    @Activate
    public PushServlet(@Reference WebPush push, @Reference RequestGuard guard) {
        super(guard);
        this.push = push;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        JsonResponse.send(
                response, new State(push.key(), push.subscribed(JsonResponse.device(request))));
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] body;
        try (Upload upload = new Upload(request.getInputStream(), LARGEST, MonotonicClock.SYSTEM)) {
            body = upload.readNBytes(LARGEST + 1);
        } catch (IOException e) {
            JsonResponse.error(
                    response,
                    HttpServletResponse.SC_BAD_REQUEST,
                    MessageCode.PUSH_SUBSCRIPTION.with());
            return;
        }
        ChangeResponse.send(response, () -> subscribe(request, body));
    }

    private void subscribe(HttpServletRequest request, byte[] body) throws IOException {
        JsonNode subscription;
        try {
            subscription = MAPPER.readTree(body);
        } catch (IOException e) {
            throw new IllegalArgumentException("this is no subscription", e);
        }
        push.subscribe(
                JsonResponse.device(request),
                subscription.path("endpoint").asText(),
                subscription.at("/keys/p256dh").asText(),
                subscription.at("/keys/auth").asText(),
                String.valueOf(request.getParameter("lang")));
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ChangeResponse.send(response, () -> push.unsubscribe(JsonResponse.device(request)));
    }
}
