// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.soribit.api.ModelException;
import io.soribit.api.hub.ModelFigures;
import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.hub.ModelStatus;
import io.soribit.common.time.MonotonicClock;
import io.soribit.web.LivePage;
import io.soribit.web.limit.Upload;
import io.soribit.web.message.Message;
import io.soribit.web.message.MessageCode;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/models}: every model and its state. {@code POST /api/models?use=ID[&room=ROOM]}
 * or {@code ?back}: switches, and answers when that is done; the switch continues if the client
 * disconnects. {@code POST /api/models?measure=ID}: measures a model on this machine. {@code PUT
 * /api/models?name=FILE}: adds the model file in the body; {@code DELETE /api/models?id=ID}:
 * removes one. Bundles, which can contain code, are not accepted.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/models")
public final class ModelsServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;

    private static final Set<String> UPLOADS = Set.of("tflite", "json", "sig");

    private final transient ModelRegistry models;
    private final long uploadLimit;
    private final transient Semaphore upload = new Semaphore(1);

    private record Known(List<Row> models) {}

    private record Row(String id, String version, String place, String state, String reason) {
        static Row of(ModelStatus model) {
            return new Row(
                    model.id(),
                    model.version(),
                    model.place(),
                    model.state().name().toLowerCase(Locale.ROOT),
                    model.reason());
        }
    }

    /** What was measured; null is unknown. */
    private record Figures(
            String id,
            long bytes,
            @JsonProperty("p50_ms") double p50Millis,
            @JsonProperty("p95_ms") double p95Millis,
            @Nullable Double agreement,
            @Nullable Double accuracy) {
        static Figures of(ModelFigures f) {
            return new Figures(
                    f.id(),
                    f.bytes(),
                    f.p50Millis(),
                    f.p95Millis(),
                    known(f.agreement()),
                    known(f.accuracy()));
        }

        private static @Nullable Double known(double value) {
            return Double.isFinite(value) ? value : null;
        }
    }

    @Activate
    public ModelsServlet(
            @Reference LivePage page,
            @Reference ModelRegistry models,
            @Reference RequestGuard guard) {
        super(guard);
        this.models = models;
        uploadLimit = (long) page.config().upload__megabytes() << 20;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        JsonResponse.send(response, new Known(models.list().stream().map(Row::of).toList()));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        change(
                response,
                () -> {
                    @Nullable String id = request.getParameter("use");
                    @Nullable String measured = request.getParameter("measure");
                    if (measured != null) {
                        return Figures.of(models.measure(measured));
                    }
                    return done(id == null ? models.back() : models.use(id, room(request)));
                });
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String name = String.valueOf(request.getParameter("name"));
        String type = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (!UPLOADS.contains(type)) {
            JsonResponse.error(
                    response,
                    HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
                    MessageCode.MODEL_FILE.with());
        } else if (request.getContentLengthLong() > uploadLimit) {
            JsonResponse.error(
                    response,
                    HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
                    MessageCode.MODEL_LARGE.with(uploadLimit >> 20));
        } else if (!upload.tryAcquire()) {
            JsonResponse.error(
                    response, HttpServletResponse.SC_CONFLICT, MessageCode.MODEL_UPLOADING.with());
        } else {
            try {
                upload(request, response, name);
            } finally {
                upload.release();
            }
        }
    }

    private void upload(HttpServletRequest request, HttpServletResponse response, String name)
            throws IOException {
        Upload body = new Upload(request.getInputStream(), uploadLimit, MonotonicClock.SYSTEM);
        try {
            JsonResponse.send(response, done(models.install(name, body)));
        } catch (ModelException e) {
            refuse(response, body.problem().orElseGet(() -> refused(e)));
        }
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        change(response, () -> done(models.remove(String.valueOf(request.getParameter("id")))));
    }

    private interface Change {
        Record carryOut() throws ModelException, IOException;
    }

    private static void change(HttpServletResponse response, Change change) throws IOException {
        try {
            JsonResponse.send(response, change.carryOut());
        } catch (ModelException e) {
            refuse(response, refused(e));
        }
    }

    private static void refuse(HttpServletResponse response, Message message) throws IOException {
        JsonResponse.error(response, HttpServletResponse.SC_CONFLICT, message);
    }

    private static Message refused(ModelException e) {
        return MessageCode.MODEL_REFUSED.with(e.getMessage());
    }

    private static Outcome done(String what) {
        return Outcome.done(MessageCode.MODEL_CHANGED.with(what));
    }

    private static @Nullable String room(HttpServletRequest request) {
        @Nullable String room = request.getParameter("room");
        return room == null || room.isEmpty() ? null : room;
    }
}
