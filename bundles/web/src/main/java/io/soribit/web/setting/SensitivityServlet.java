// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.setting;

import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Timeline;
import io.soribit.api.score.ScoreTrace;
import io.soribit.api.score.Sensitivity;
import io.soribit.web.message.MessageCode;
import io.soribit.web.servlet.GuardedServlet;
import io.soribit.web.servlet.JsonResponse;
import io.soribit.web.servlet.RequestGuard;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/sensitivity}: the sounds and rooms with scores of the last week, and the latest
 * changes; with {@code ?room=ROOM&sound=ID}: when that sound would have counted, for each
 * threshold. {@code POST /api/sensitivity?room=ROOM&sound=ID[&threshold=0.7]}: sets it; without a
 * threshold, as the model says. Never for danger. {@code POST /api/sensitivity/undo?change=ID}:
 * sets what was set before.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/api/sensitivity", "/api/sensitivity/*"})
public final class SensitivityServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int STEP = 5;
    private static final int HIGHEST = 95;
    private static final int CHANGES = 3;

    private final transient Timeline timeline;
    private final transient Sensitivity sensitivity;
    private final transient Ontology ontology;
    private final transient Clock clock = Clock.systemUTC();

    private record Places(List<Place> places, List<ChangeRow> changes) {}

    private record ChangeRow(
            String id,
            String time,
            String by,
            String room,
            String sound,
            Map<String, String> names,
            @Nullable Float before,
            @Nullable Float after) {}

    private record Place(String room, String sound, Map<String, String> names) {}

    private record Curve(float threshold, boolean own, List<Point> steps) {}

    private record Point(float threshold, List<String> times) {}

    @Activate
    public SensitivityServlet(
            @Reference Timeline timeline,
            @Reference Sensitivity sensitivity,
            @Reference Ontology ontology,
            @Reference RequestGuard guard) {
        super(guard);
        this.timeline = timeline;
        this.sensitivity = sensitivity;
        this.ontology = ontology;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        @Nullable String room = request.getParameter("room");
        @Nullable String sound = request.getParameter("sound");
        if (room == null || sound == null) {
            JsonResponse.send(response, places());
            return;
        }
        List<ScoreTrace> traces = traces(room, sound);
        if (traces.isEmpty() || !offered(sound)) {
            JsonResponse.error(
                    response, HttpServletResponse.SC_NOT_FOUND, MessageCode.NO_SCORES.with(sound));
            return;
        }
        JsonResponse.send(response, curve(room, sound, traces));
    }

    private boolean offered(String sound) {
        return ontology.sound(sound).filter(s -> s.urgency() != Urgency.EMERGENCY).isPresent();
    }

    private Places places() {
        Instant now = clock.instant();
        Set<Timeline.Scored> scored = new HashSet<>(timeline.scored(now.minus(WEEK), now));
        List<Place> places = new ArrayList<>();
        for (Sound sound : ontology.sounds()) {
            if (offered(sound.id())) {
                scored.stream()
                        .filter(place -> place.sound().equals(sound.id()))
                        .map(Timeline.Scored::room)
                        .sorted()
                        .forEach(room -> places.add(new Place(room, sound.id(), sound.names())));
            }
        }
        return new Places(
                places, sensitivity.changes().stream().limit(CHANGES).map(this::change).toList());
    }

    private ChangeRow change(Sensitivity.Change change) {
        return new ChangeRow(
                change.id(),
                change.time().toString(),
                change.who(),
                change.room(),
                change.sound(),
                ontology.sound(change.sound()).map(Sound::names).orElse(Map.of()),
                change.before(),
                change.after());
    }

    /** What models scored; the timing of beeps has no threshold to choose. */
    private List<ScoreTrace> traces(String room, String sound) {
        Instant now = clock.instant();
        return timeline.scores(sound, now.minus(WEEK), now).stream()
                .filter(trace -> trace.model() != null && trace.room().equals(room))
                .toList();
    }

    private Curve curve(String room, String sound, List<ScoreTrace> traces) throws IOException {
        Optional<Float> own = sensitivity.threshold(room, sound);
        float current = own.orElse(traces.get(traces.size() - 1).onset());
        int least = (int) Math.ceil(Replay.least(traces) * 100 / STEP) * STEP;
        List<Point> steps = new ArrayList<>();
        for (int percent = least; percent <= HIGHEST; percent += STEP) {
            float threshold = percent / 100f;
            steps.add(
                    new Point(
                            threshold,
                            Replay.onsets(traces, threshold).stream()
                                    .map(Instant::toString)
                                    .toList()));
        }
        return new Curve(current, own.isPresent(), steps);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String by = JsonResponse.by(request);
        ChangeResponse.send(response, () -> change(request, by));
    }

    private void change(HttpServletRequest request, String by) throws IOException {
        if ("/undo".equals(request.getPathInfo())) {
            sensitivity.undo(String.valueOf(request.getParameter("change")), by);
            return;
        }
        @Nullable String threshold = request.getParameter("threshold");
        sensitivity.set(
                String.valueOf(request.getParameter("room")),
                String.valueOf(request.getParameter("sound")),
                threshold == null ? null : Float.valueOf(threshold),
                by);
    }
}
