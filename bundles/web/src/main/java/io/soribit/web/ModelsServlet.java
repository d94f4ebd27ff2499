// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.soribit.api.ModelException;
import io.soribit.api.hub.ModelFigures;
import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.hub.ModelStatus;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/models}: every model and how far it has come. {@code POST
 * /api/models?use=ID[&room=ROOM]} or {@code ?back}: a switch, answered when it is done; it goes on
 * if nobody waits for the answer. {@code POST /api/models?measure=ID}: what it costs here. {@code
 * PUT /api/models?name=FILE}: adds the model in the body; {@code DELETE /api/models?id=ID}: takes
 * it away. Changes want the header {@code Soribit-Request}, which pages of other sites cannot send.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/models")
public final class ModelsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient ModelRegistry models;
    private final transient Access access;

    /** All models. */
    private record Known(List<Row> models) {}

    /** One model. */
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

    /** What one costs on this machine; null is unknown. */
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
    public ModelsServlet(@Reference LivePage page, @Reference ModelRegistry models) {
        this(models, new Access(page.config().host__names()));
    }

    ModelsServlet(ModelRegistry models, Access access) {
        this.models = models;
        this.access = access;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (access.grant(request, response)) {
            Answers.send(response, new Known(models.list().stream().map(Row::of).toList()));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        change(
                request,
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
        change(
                request,
                response,
                () ->
                        done(
                                models.install(
                                        String.valueOf(request.getParameter("name")),
                                        request.getInputStream())));
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        change(
                request,
                response,
                () -> done(models.remove(String.valueOf(request.getParameter("id")))));
    }

    /** Changes something, and says what happened. */
    private interface Change {
        Record carryOut() throws ModelException, IOException;
    }

    private void change(HttpServletRequest request, HttpServletResponse response, Change change)
            throws IOException {
        if (!Answers.grantChange(access, request, response)) {
            return;
        }
        try {
            Answers.send(response, change.carryOut());
        } catch (ModelException e) {
            Answers.refuse(
                    response, HttpServletResponse.SC_CONFLICT, String.valueOf(e.getMessage()));
        }
    }

    private static Outcome done(String message) {
        return new Outcome(true, message);
    }

    private static @Nullable String room(HttpServletRequest request) {
        @Nullable String room = request.getParameter("room");
        return room == null || room.isEmpty() ? null : room;
    }
}
