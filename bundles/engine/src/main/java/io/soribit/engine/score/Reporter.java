// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Phase;
import io.soribit.api.score.ScoreTrace;
import io.soribit.engine.decide.Detection;
import io.soribit.engine.decide.ScoredSpan;
import io.soribit.engine.ear.Segment;
import io.soribit.engine.house.Report;
import io.soribit.engine.picture.EvidenceSink;
import java.time.Duration;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Converts detections in one segment to reports. */
final class Reporter implements JoinedDecision.Sink {
    private final LaneContext context;
    private final Segment segment;
    private final PictureTaker pictures;
    private String detector = "";
    private @Nullable String model;

    Reporter(LaneContext context, Segment segment, PictureTaker pictures) {
        this.pictures = pictures;
        this.context = context;
        this.segment = segment;
    }

    /**
     * Sets who hears from now on.
     *
     * @param newModel null if it has none
     */
    void speakFor(String newDetector, @Nullable String newModel) {
        detector = newDetector;
        model = newModel;
    }

    @Override
    public void models(String ids) {
        speakFor(ModelDetector.ID, ids);
    }

    @Override
    public boolean wantsScores() {
        return context.evidence() != null;
    }

    @Override
    public void scored(ScoredSpan span) {
        EvidenceSink traces = context.evidence();
        if (traces == null) {
            return;
        }
        int size = span.percent().size();
        Duration first = segment.timeline().at(span.first());
        Duration last = segment.timeline().at(span.last());
        traces.accept(
                new ScoreTrace(
                        context.room(),
                        span.sound().id(),
                        detector,
                        model,
                        context.clocks().wallTimeOf(first),
                        size < 2 ? Duration.ZERO : last.minus(first).dividedBy(size - 1L),
                        span.threshold().onset(),
                        span.threshold().offset(),
                        IntStream.range(0, size).mapToObj(span.percent()::at).toList()));
    }

    @Override
    public void detected(Detection found) {
        pictures.detected(found);
        long arrived = segment.blocks().arrivalOf(found.decided());
        long end = segment.ended() ? Math.min(found.end(), segment.ring().written()) : found.end();
        context.reports()
                .accept(
                        new Report(
                                found.key(),
                                found.phase(),
                                context.room(),
                                found.sound(),
                                segment.timeline().at(found.onset()),
                                found.phase() == Phase.END
                                        ? segment.timeline().at(Math.max(end, found.onset()))
                                        : null,
                                found.score(),
                                found.alternatives(),
                                found.levelDb(),
                                detector,
                                model,
                                Duration.ofMillis(Math.max(0, context.clocks().millis() - arrived)),
                                found.evidence()));
    }
}
