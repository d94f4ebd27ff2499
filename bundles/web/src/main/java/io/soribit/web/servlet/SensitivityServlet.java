// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Timeline;
import io.soribit.api.score.ScoreTrace;
import io.soribit.api.score.Sensitivity;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/sensitivity}: the sounds and rooms with scores of the last week; with {@code
 * ?room=ROOM&sound=ID}: when that sound would have counted, for each threshold. {@code POST
 * /api/sensitivity?room=ROOM&sound=ID[&threshold=0.7]}: sets it; without a threshold, as the model
 * says. Never for danger.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/sensitivity")
public final class SensitivityServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int STEP = 5;
    private static final int HIGHEST = 95;
    private static final int FULL = 507;

    private final transient Timeline timeline;
    private final transient Sensitivity sensitivity;
    private final transient Ontology ontology;
    private final transient Clock clock = Clock.systemUTC();

    private record Places(List<Place> places) {}

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
            JsonResponse.send(response, new Places(places()));
            return;
        }
        List<ScoreTrace> traces = byRoom(sound).getOrDefault(room, List.of());
        if (traces.isEmpty() || !offered(sound)) {
            JsonResponse.error(response, HttpServletResponse.SC_NOT_FOUND, "no scores of " + sound);
            return;
        }
        JsonResponse.send(response, curve(room, sound, traces));
    }

    private boolean offered(String sound) {
        return ontology.sound(sound).filter(s -> s.urgency() != Urgency.EMERGENCY).isPresent();
    }

    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (Sound sound : ontology.sounds()) {
            if (offered(sound.id())) {
                byRoom(sound.id())
                        .keySet()
                        .forEach(room -> places.add(new Place(room, sound.id(), sound.names())));
            }
        }
        return places;
    }

    /** What models scored; the timing of beeps has no threshold to choose. */
    private Map<String, List<ScoreTrace>> byRoom(String sound) {
        Instant now = clock.instant();
        return timeline.scores(sound, now.minus(WEEK), now).stream()
                .filter(trace -> trace.model() != null)
                .collect(
                        Collectors.groupingBy(ScoreTrace::room, TreeMap::new, Collectors.toList()));
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
        try {
            @Nullable String threshold = request.getParameter("threshold");
            sensitivity.set(
                    String.valueOf(request.getParameter("room")),
                    String.valueOf(request.getParameter("sound")),
                    threshold == null ? null : Float.valueOf(threshold),
                    JsonResponse.by(request));
            JsonResponse.send(response, new Outcome(true, "saved"));
        } catch (IllegalArgumentException e) {
            JsonResponse.error(
                    response, HttpServletResponse.SC_BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            JsonResponse.error(
                    response, FULL, "the hub cannot save this, nothing has changed: " + e);
        }
    }
}
