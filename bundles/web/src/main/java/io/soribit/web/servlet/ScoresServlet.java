// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Timeline;
import io.soribit.api.hub.Timeline.Entry;
import io.soribit.api.score.ScoreTrace;
import io.soribit.web.message.MessageCode;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/scores?id=ALERT}: the scores that an alert rests on, window by window, and what
 * its sound looked like.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/scores")
public final class ScoresServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;

    /** Scores rise before a sound has begun for sure. */
    private static final Duration BEFORE = Duration.ofSeconds(2);

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final transient Timeline timeline;

    private record Scores(
            List<Trace> traces,
            List<PictureJson> pictures,
            @JsonProperty("pictures_kept") boolean picturesKept) {}

    private record Trace(
            String room,
            String detector,
            @Nullable String model,
            String start,
            @JsonProperty("step_ms") long stepMillis,
            float onset,
            float offset,
            List<Float> scores) {
        static Trace of(ScoreTrace trace) {
            return new Trace(
                    trace.room(),
                    trace.detector(),
                    trace.model(),
                    trace.start().toString(),
                    trace.step().toMillis(),
                    trace.onset(),
                    trace.offset(),
                    trace.scores());
        }
    }

    @Activate
    public ScoresServlet(@Reference Timeline timeline, @Reference RequestGuard guard) {
        super(guard);
        this.timeline = timeline;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String id = String.valueOf(request.getParameter("id"));
        Optional<Entry> entry = timeline.entry(id);
        if (entry.isEmpty()) {
            JsonResponse.error(
                    response, HttpServletResponse.SC_NOT_FOUND, MessageCode.NO_ALERT.with(id));
            return;
        }
        JsonResponse.send(response, scores(entry.get()));
    }

    private Scores scores(Entry entry) {
        SoundEvent event = entry.alert().event();
        Instant latest = event.onset().plus(LONGEST);
        Instant end =
                entry.changes().stream()
                        .filter(c -> c.state() == AlertState.ENDED && c.time().isBefore(latest))
                        .map(c -> c.time())
                        .findFirst()
                        .orElse(latest);
        String sound = event.sound().id();
        Instant from = event.onset().minus(BEFORE);
        return new Scores(
                timeline.scores(sound, from, end).stream()
                        .filter(trace -> event.rooms().contains(trace.room()))
                        .map(Trace::of)
                        .toList(),
                timeline.pictures(sound, from, end).stream()
                        .filter(picture -> event.rooms().contains(picture.room()))
                        .map(PictureJson::of)
                        .toList(),
                timeline.keepsPictures());
    }
}
