// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.setting;

import io.soribit.api.setting.Settings;
import io.soribit.common.time.MonotonicClock;
import io.soribit.web.limit.Upload;
import io.soribit.web.message.Message;
import io.soribit.web.message.MessageCode;
import io.soribit.web.servlet.GuardedServlet;
import io.soribit.web.servlet.JsonResponse;
import io.soribit.web.servlet.RequestGuard;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/settings}: all settings that bundles describe, and the latest changes. {@code PUT
 * ?pid=PID&key=KEY} with the version that the person saw as {@code If-Match}, and the value as the
 * body, which is not logged; {@code DELETE} for the default. {@code POST
 * /api/settings/undo?change=ID}.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/api/settings", "/api/settings/*"})
public final class SettingsServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;
    private static final int LARGEST = 8_192;
    private static final int NEEDS_VERSION = 428;
    private static final int FULL = 507;

    private final transient Settings settings;

    @Activate
    public SettingsServlet(@Reference Settings settings, @Reference RequestGuard guard) {
        super(guard);
        this.settings = settings;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        JsonResponse.send(response, SettingsJson.of(settings.list(), settings.changes()));
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] body;
        try (Upload upload = new Upload(request.getInputStream(), LARGEST, MonotonicClock.SYSTEM)) {
            body = upload.readNBytes(LARGEST + 1);
        } catch (IOException e) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, MessageCode.SETTING_LONG.with());
            return;
        }
        String value;
        try {
            value = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            MessageCode code = MessageCode.SETTING_CHARACTERS;
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, code.with());
            return;
        }
        set(request, response, value);
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        set(request, response, null);
    }

    private void set(
            HttpServletRequest request, HttpServletResponse response, @Nullable String value)
            throws IOException {
        String version = request.getHeader("If-Match");
        if (version == null) {
            refuse(response, NEEDS_VERSION, MessageCode.SETTING_VERSION.with());
            return;
        }
        String pid = Objects.toString(request.getParameter("pid"), "");
        String key = Objects.toString(request.getParameter("key"), "");
        String seen = version.replaceFirst("^\"(.*)\"$", "$1");
        String by = JsonResponse.by(request);
        send(response, () -> settings.set(pid, key, value, seen, by), pid, key);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!"/undo".equals(request.getPathInfo())) {
            Message message = MessageCode.NO_SUCH_REQUEST.with("POST /api/settings/undo");
            refuse(response, HttpServletResponse.SC_NOT_FOUND, message);
            return;
        }
        String change = Objects.toString(request.getParameter("change"), "");
        String by = JsonResponse.by(request);
        send(response, () -> settings.undo(change, by), "", change);
    }

    private interface Change {
        Settings.Change make()
                throws Settings.InvalidValueException, Settings.ChangedException, IOException;
    }

    private static void send(HttpServletResponse response, Change change, String pid, String key)
            throws IOException {
        try {
            change.make();
            JsonResponse.done(response, MessageCode.SAVED.with());
        } catch (Settings.InvalidValueException e) {
            Message message = SettingsJson.worded(e.fault(), e.setting());
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, message);
        } catch (Settings.ChangedException e) {
            String value = Objects.toString(e.value(), "");
            refuse(
                    response,
                    HttpServletResponse.SC_PRECONDITION_FAILED,
                    MessageCode.SETTING_CHANGED.with(value));
        } catch (IllegalArgumentException e) {
            Message message = MessageCode.NO_SETTING.with((pid + " " + key).strip());
            refuse(response, HttpServletResponse.SC_NOT_FOUND, message);
        } catch (IllegalStateException e) {
            refuse(response, HttpServletResponse.SC_CONFLICT, MessageCode.SETTING_LOCKED.with());
        } catch (IOException e) {
            refuse(response, FULL, MessageCode.UNSAVED.with(e.getMessage()));
        }
    }

    private static void refuse(HttpServletResponse response, int status, Message message)
            throws IOException {
        JsonResponse.error(response, status, message);
    }
}
