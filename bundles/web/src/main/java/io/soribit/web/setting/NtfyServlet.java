// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.setting;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.soribit.api.setting.NtfyTopics;
import io.soribit.api.setting.NtfyTopics.Topic;
import io.soribit.web.message.MessageCode;
import io.soribit.web.servlet.GuardedServlet;
import io.soribit.web.servlet.JsonResponse;
import io.soribit.web.servlet.RequestGuard;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/ntfy}: the phones with the ntfy app that were added on the page. {@code POST
 * /api/ntfy?name=NAME}: adds one. {@code POST /api/ntfy/show?name=NAME}: its topic, as text and as
 * QR code, which is a change only in that a topic is a secret. {@code DELETE /api/ntfy?name=NAME}.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/ntfy/*")
public final class NtfyServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;

    private final transient NtfyTopics topics;

    private record Phones(String server, List<String> phones) {}

    /**
     * @param size of the QR code in modules, without the quiet zone
     * @param path its dark modules, as the path of an SVG
     */
    private record Shown(
            String name,
            String server,
            String topic,
            String link,
            @JsonProperty("qr_size") int size,
            @JsonProperty("qr_path") String path) {
        static Shown of(Topic topic) {
            QrPicture code = QrPicture.of(topic.link());
            return new Shown(
                    topic.name(),
                    topic.server(),
                    topic.topic(),
                    topic.link(),
                    code.size(),
                    code.path());
        }
    }

    @Activate
    public NtfyServlet(@Reference NtfyTopics topics, @Reference RequestGuard guard) {
        super(guard);
        this.topics = topics;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        JsonResponse.send(response, new Phones(NtfyTopics.PUBLIC_SERVER, topics.names()));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String name = text(request, "name", "");
        if ("/show".equals(request.getPathInfo())) {
            show(response, name);
            return;
        }
        String server = text(request, "server", NtfyTopics.PUBLIC_SERVER);
        String language = text(request, "lang", "en");
        ChangeResponse.send(response, () -> topics.add(name, server, language));
    }

    private void show(HttpServletResponse response, String name) throws IOException {
        Topic topic;
        try {
            topic = topics.topic(name);
        } catch (IllegalArgumentException e) {
            JsonResponse.error(
                    response, HttpServletResponse.SC_NOT_FOUND, MessageCode.NO_PHONE.with(name));
            return;
        }
        JsonResponse.send(response, Shown.of(topic));
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String name = text(request, "name", "");
        ChangeResponse.send(response, () -> topics.remove(name));
    }

    private static String text(HttpServletRequest request, String name, String usual) {
        return Objects.requireNonNullElse(request.getParameter(name), usual).strip();
    }
}
