// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.setting;

import io.soribit.api.setting.Teaching;
import io.soribit.web.message.MessageCode;
import io.soribit.web.servlet.GuardedServlet;
import io.soribit.web.servlet.JsonResponse;
import io.soribit.web.servlet.Outcome;
import io.soribit.web.servlet.RequestGuard;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/teach}: the sounds that were taught, and the one that is being taught. {@code
 * POST /api/teach?name=NAME[&ko=NAME]&room=ROOM}: begins with one; {@code POST
 * /api/teach/record[?quiet=true]}: records a take, or the quiet room; {@code POST
 * /api/teach/take?room=ROOM&time=TIME}: picks one from the last days; {@code DELETE
 * /api/teach/take?number=2}: drops one; {@code POST
 * /api/teach/learn?icon=ICON&urgency=notice[&colour=#00BFA5]}: learns it; {@code DELETE
 * /api/teach}: ends without a result. {@code GET /api/teach/price?id=ID[&days=7]}: which alerts a
 * sound would have raised in the last days; {@code POST
 * /api/teach/judge?id=ID&room=ROOM&time=TIME&right=true}: whether it was that sound; {@code POST
 * /api/teach/listen?id=ID&on=true}: listens for it. {@code DELETE /api/teach/sound?id=ID}: forgets
 * it.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/api/teach", "/api/teach/*"})
public final class TeachServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;
    private static final int FULL = 507;
    private static final String COLOUR = "#00BFA5";

    /** Refusals that have to do with what the hub is doing, not with the request. */
    private static final Set<String> NOT_NOW =
            Set.of("busy", "changed", "recording", "enough", "full", "nothing");

    private final transient Teaching teaching;

    /** Something that a person asked for. */
    private interface Change {
        void make() throws Teaching.RefusedException, IOException;
    }

    @Activate
    public TeachServlet(@Reference Teaching teaching, @Reference RequestGuard guard) {
        super(guard);
        this.teaching = teaching;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        switch (path(request)) {
            case "" -> JsonResponse.send(response, TeachJson.of(teaching));
            case "/price" -> price(request, response);
            default -> unknown(response);
        }
    }

    private void price(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String id = text(request, "id", "");
        int days = number(text(request, "days", Integer.toString(Teaching.DAYS)));
        try {
            JsonResponse.send(response, PriceJson.of(teaching.price(id, days)));
        } catch (Teaching.RefusedException e) {
            refuse(response, e);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        change(
                response,
                switch (path(request)) {
                    case "" -> () -> begin(request);
                    case "/record" -> () -> teaching.record(flag(request, "quiet"));
                    case "/take" -> () -> teaching.pick(text(request, "room", ""), time(request));
                    case "/learn" -> () -> learn(request);
                    case "/judge" -> () -> judge(request);
                    case "/listen" ->
                            () -> teaching.listen(text(request, "id", ""), flag(request, "on"));
                    default -> null;
                });
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        change(
                response,
                switch (path(request)) {
                    case "" -> teaching::cancel;
                    case "/take" -> () -> teaching.drop(number(text(request, "number", "")));
                    case "/sound" -> () -> teaching.remove(text(request, "id", ""));
                    default -> null;
                });
    }

    private void begin(HttpServletRequest request) throws Teaching.RefusedException, IOException {
        Map<String, String> names = new HashMap<>(Map.of("en", text(request, "name", "")));
        String korean = text(request, "ko", "");
        if (!korean.isEmpty()) {
            names.put("ko", korean);
        }
        teaching.begin(names, text(request, "room", ""));
    }

    private void learn(HttpServletRequest request) throws Teaching.RefusedException, IOException {
        teaching.learn(
                text(request, "icon", "🔊"),
                text(request, "colour", COLOUR),
                text(request, "urgency", "notice"),
                flag(request, "emergency"));
    }

    private void judge(HttpServletRequest request) throws Teaching.RefusedException, IOException {
        teaching.judge(
                text(request, "id", ""),
                text(request, "room", ""),
                time(request),
                flag(request, "right"));
    }

    private static Instant time(HttpServletRequest request) throws Teaching.RefusedException {
        try {
            return Instant.parse(text(request, "time", ""));
        } catch (DateTimeParseException e) {
            throw new Teaching.RefusedException(
                    "time", "the time is none: give it as 2026-03-01T08:00:04Z");
        }
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    }

    private static boolean flag(HttpServletRequest request, String name) {
        return "true".equals(request.getParameter(name));
    }

    private static String text(HttpServletRequest request, String name, String usual) {
        return Objects.requireNonNullElse(request.getParameter(name), usual).strip();
    }

    private static String path(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getPathInfo(), "");
    }

    private static void change(HttpServletResponse response, @Nullable Change change)
            throws IOException {
        if (change == null) {
            unknown(response);
            return;
        }
        try {
            change.make();
            JsonResponse.send(response, Outcome.done(MessageCode.DONE.with()));
        } catch (Teaching.RefusedException e) {
            refuse(response, e);
        } catch (IOException e) {
            response.setStatus(FULL);
            JsonResponse.send(response, Outcome.refused(MessageCode.UNSAVED.with(e.getMessage())));
        }
    }

    private static void unknown(HttpServletResponse response) throws IOException {
        JsonResponse.error(
                response,
                HttpServletResponse.SC_NOT_FOUND,
                MessageCode.NO_SUCH_REQUEST.with(
                        "/api/teach, /api/teach/record, /api/teach/take, /api/teach/learn,"
                                + " /api/teach/price, /api/teach/judge, /api/teach/listen,"
                                + " /api/teach/sound"));
    }

    private static void refuse(HttpServletResponse response, Teaching.RefusedException e)
            throws IOException {
        response.setStatus(
                NOT_NOW.contains(e.code())
                        ? HttpServletResponse.SC_CONFLICT
                        : HttpServletResponse.SC_BAD_REQUEST);
        JsonResponse.send(
                response,
                new Outcome(
                        false,
                        String.valueOf(e.getMessage()),
                        "teach_" + e.code(),
                        Map.of(),
                        null));
    }
}
