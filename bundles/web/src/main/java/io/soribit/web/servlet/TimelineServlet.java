// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.AlertStore;
import io.soribit.api.hub.Timeline;
import io.soribit.api.hub.Timeline.Entry;
import io.soribit.api.hub.Timeline.Filter;
import io.soribit.api.hub.Timeline.Page;
import io.soribit.api.hub.Timeline.Verdict;
import io.soribit.web.LivePage;
import io.soribit.web.message.Message;
import io.soribit.web.message.MessageCode;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/timeline[?before=NEXT&limit=N]}: alerts, newest first, page by page; {@code GET
 * /api/timeline/hours[?days=N]}: how many there were in each hour; both with {@code room}, {@code
 * sound}, {@code urgency}, {@code unseen=true} and {@code wrong=true} as filters. {@code POST
 * /api/timeline/seen?id=ID[&id=…]}: somebody has seen alerts that are over (409 if one is active).
 * {@code POST /api/timeline/judge?id=ID&right=true|false[&label=SOUND]}: whether it was what the
 * alert said.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/api/timeline", "/api/timeline/*"})
public final class TimelineServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;
    private static final int DEFAULT_LIMIT = 30;
    private static final int MOST = 200;
    private static final int DEFAULT_DAYS = 7;
    private static final int MOST_DAYS = 31;
    private static final int FULL = 507;

    private final transient Timeline timeline;
    private final transient AlertStore store;
    private final transient LivePage page;
    private final transient Clock clock = Clock.systemUTC();

    private record Events(List<ObjectNode> events, @Nullable String next) {}

    private record Hours(List<Hour> hours) {}

    private record Hour(String hour, int count) {}

    /** A request cannot be done. */
    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;
        private final int status;
        private final transient Message why;

        RefusedException(int status, Message why) {
            super(why.english());
            this.status = status;
            this.why = why;
        }

        static RefusedException unknown() {
            return new RefusedException(
                    HttpServletResponse.SC_BAD_REQUEST,
                    MessageCode.NO_SUCH_REQUEST.with(
                            "/api/timeline, /api/timeline/hours, /api/timeline/seen?id=ID,"
                                    + " /api/timeline/judge?id=ID&right=true|false"));
        }

        void send(HttpServletResponse response) throws IOException {
            JsonResponse.error(response, status, why);
        }
    }

    @Activate
    public TimelineServlet(
            @Reference Timeline timeline,
            @Reference AlertStore store,
            @Reference LivePage page,
            @Reference RequestGuard guard) {
        super(guard);
        this.page = page;
        this.timeline = timeline;
        this.store = store;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Object answer;
        try {
            answer =
                    switch (place(request)) {
                        case "" -> page(request);
                        case "hours" -> hours(request);
                        default -> throw RefusedException.unknown();
                    };
        } catch (RefusedException e) {
            e.send(response);
            return;
        } catch (IllegalArgumentException e) {
            JsonResponse.error(
                    response,
                    HttpServletResponse.SC_BAD_REQUEST,
                    MessageCode.INVALID.with(e.getMessage()));
            return;
        }
        JsonResponse.send(response, answer);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Message message;
        try {
            message =
                    switch (place(request)) {
                        case "seen" -> seen(request);
                        case "judge" -> judge(request);
                        default -> throw RefusedException.unknown();
                    };
        } catch (RefusedException e) {
            e.send(response);
            return;
        }
        JsonResponse.done(response, message);
    }

    private static String place(HttpServletRequest request) {
        @Nullable String info = request.getPathInfo();
        return info == null ? "" : info.substring(1);
    }

    private Events page(HttpServletRequest request) {
        @Nullable String before = request.getParameter("before");
        int limit = number(request.getParameter("limit"), DEFAULT_LIMIT, MOST);
        Page found = timeline.page(filter(request), before == null ? "" : before, limit);
        return new Events(
                found.entries().stream().map(TimelineJson::of).toList(),
                found.next().isEmpty() ? null : found.next());
    }

    private Hours hours(HttpServletRequest request) {
        int days = number(request.getParameter("days"), DEFAULT_DAYS, MOST_DAYS);
        return new Hours(
                timeline
                        .hours(filter(request), clock.instant().minus(Duration.ofDays(days)))
                        .entrySet()
                        .stream()
                        .map(e -> new Hour(e.getKey().toString(), e.getValue()))
                        .toList());
    }

    /** The filter of a request. Throws IllegalArgumentException if there is no such urgency. */
    static Filter filter(HttpServletRequest request) {
        @Nullable String urgency = text(request, "urgency");
        return new Filter(
                text(request, "room"),
                text(request, "sound"),
                urgency == null ? null : Urgency.valueOf(urgency.toUpperCase(Locale.ROOT)),
                "true".equals(request.getParameter("unseen")),
                "true".equals(request.getParameter("wrong")));
    }

    private static @Nullable String text(HttpServletRequest request, String name) {
        @Nullable String value = request.getParameter(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private static int number(@Nullable String text, int otherwise, int most) {
        return text != null && text.matches("[1-9][0-9]{0,5}")
                ? Math.min(most, Integer.parseInt(text))
                : otherwise;
    }

    private Message seen(HttpServletRequest request) throws RefusedException {
        String @Nullable [] ids = request.getParameterValues("id");
        List<Entry> unseen =
                Arrays.stream(ids == null ? new String[0] : ids)
                        .limit(MOST)
                        .map(timeline::entry)
                        .flatMap(Optional::stream)
                        .filter(entry -> !has(entry, AlertState.ACKNOWLEDGED))
                        .toList();
        for (Entry entry : unseen) {
            if (!has(entry, AlertState.ENDED)) {
                throw new RefusedException(
                        HttpServletResponse.SC_CONFLICT,
                        MessageCode.STILL_ACTIVE.with(entry.alert().id()));
            }
        }
        String by = JsonResponse.by(request);
        store.together(
                () ->
                        unseen.forEach(
                                entry ->
                                        store.record(
                                                new AlertChange(
                                                        entry.alert(),
                                                        AlertState.ACKNOWLEDGED,
                                                        clock.instant(),
                                                        by))));
        if (!unseen.stream().allMatch(entry -> isSeen(entry.alert().id()))) {
            throw unsaved();
        }
        page.live().seen(unseen.stream().map(entry -> entry.alert().id()).toList());
        return MessageCode.SEEN.with(unseen.size());
    }

    /** A store that cannot write says so only in what it returns later. */
    private boolean isSeen(String id) {
        return timeline.entry(id).filter(e -> has(e, AlertState.ACKNOWLEDGED)).isPresent();
    }

    private static RefusedException unsaved() {
        return new RefusedException(FULL, MessageCode.UNSAVED.with("the history of alerts"));
    }

    private static boolean has(Entry entry, AlertState state) {
        return entry.changes().stream().anyMatch(c -> c.state() == state);
    }

    private boolean isJudged(String id, Verdict verdict) {
        return timeline.entry(id)
                .map(Entry::verdict)
                .filter(kept -> kept.right() == verdict.right())
                .filter(kept -> kept.label().equals(verdict.label()))
                .isPresent();
    }

    private Message judge(HttpServletRequest request) throws RefusedException {
        String id = String.valueOf(request.getParameter("id"));
        Entry entry =
                timeline.entry(id)
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                HttpServletResponse.SC_BAD_REQUEST,
                                                MessageCode.NO_ALERT.with(id)));
        String answer = String.valueOf(request.getParameter("right"));
        if (!List.of("true", "false").contains(answer)) {
            throw new RefusedException(
                    HttpServletResponse.SC_BAD_REQUEST,
                    MessageCode.INVALID.with("right is true or false"));
        }
        @Nullable String label = text(request, "label");
        boolean right = answer.equals("true");
        Verdict verdict =
                new Verdict(
                        right,
                        right || label == null ? "" : label,
                        clock.instant(),
                        JsonResponse.by(request));
        timeline.judge(entry.alert().id(), verdict);
        if (!isJudged(entry.alert().id(), verdict)) {
            throw unsaved();
        }
        return MessageCode.JUDGED.with();
    }
}
