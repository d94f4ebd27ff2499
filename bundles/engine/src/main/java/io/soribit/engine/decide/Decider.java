// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.decide;

import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the scored windows of one stream into detections. Allocates nothing while nothing begins,
 * rises or ends. Not thread-safe.
 */
public final class Decider {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final int sampleRate;
    private final Levels levels;
    private final Detection.Sink sink;
    private LabelTrack[] tracks = {};
    private @Nullable ScoreRecorder[] recorders = {};
    private Confusions confusions = Confusions.none();
    private float[] smoothed = {};
    private float[] factors = {};
    private long lastEnd = -1;

    public Decider(int sampleRate, Levels levels, Detection.Sink sink) {
        this.sampleRate = sampleRate;
        this.levels = levels;
        this.sink = sink;
    }

    /**
     * Sets what the scores mean from the next window on. What is active stays so where a label of
     * the same sound takes it over, and ends where none does.
     *
     * @param sounds one per score
     * @param thresholds one per score
     * @param confused scores that others lower; used by no other decider
     */
    public void retarget(
            DecisionSettings settings,
            List<Sound> sounds,
            List<Threshold> thresholds,
            Confusions confused) {
        @Nullable LabelTrack[] old = Arrays.copyOf(tracks, tracks.length);
        LabelTrack[] next = new LabelTrack[sounds.size()];
        for (int i = 0; i < next.length; i++) {
            LabelTrack track = takeOver(old, i, sounds.get(i));
            if (track == null) {
                track = new LabelTrack(sounds.get(i), thresholds.get(i), settings, sampleRate);
            } else {
                track.retune(thresholds.get(i), settings);
            }
            next[i] = track;
        }
        for (LabelTrack track : old) {
            if (track != null) {
                cut(track, Long.MAX_VALUE);
            }
        }
        flushScores();
        tracks = next;
        recorders = new @Nullable ScoreRecorder[next.length];
        for (int i = 0; i < next.length && sink.wantsScores(); i++) {
            recorders[i] = next[i].worthKeeping() ? new ScoreRecorder(next[i].sound()) : null;
        }
        confusions = confused;
        smoothed = new float[next.length];
        factors = new float[next.length];
    }

    /** Takes the scores of the next window. */
    public void window(long start, long end, float[] scores) {
        long hopNanos = lastEnd < 0 ? 0 : (end - lastEnd) * NANOS_PER_SECOND / sampleRate;
        for (int i = 0; i < tracks.length; i++) {
            smoothed[i] = tracks[i].smooth(scores[i], hopNanos);
        }
        confusions.factors(scores, smoothed, hopNanos, factors);
        for (int i = 0; i < tracks.length; i++) {
            smoothed[i] *= factors[i];
        }
        long before = lastEnd < 0 ? start : lastEnd;
        for (int i = 0; i < tracks.length; i++) {
            LabelTrack track = tracks[i];
            float raw = scores[i] * factors[i];
            Phase phase = track.step(start, end, before, raw, smoothed[i], levels);
            ScoreRecorder recorder = recorders[i];
            if (recorder != null) {
                recorder.add(end, smoothed[i], track.threshold(), sink);
            }
            if (track.peaked()) {
                track.runners().capture(track.sound(), tracks, smoothed);
            }
            if (phase != null) {
                sink.detected(track.detection(phase, end));
            }
        }
        lastEnd = end;
    }

    /** What a label's scores rest on, from the next window on. */
    public void evidence(int label, Map<String, Double> evidence) {
        tracks[label].evidence(evidence);
    }

    /** A label whose next scores are higher began with a sample, as measured by the detector. */
    public void began(int label, long sample) {
        tracks[label].began(sample);
    }

    /** The sound of a label is known to have lasted: its minimum duration has passed. */
    public void lasted(int label) {
        tracks[label].lasted();
    }

    /** Audio is missing or there is no more: ends what is active, not later than a sample. */
    public void interrupt(long limit) {
        for (LabelTrack track : tracks) {
            cut(track, limit);
            track.forget();
        }
        flushScores();
        confusions.forget();
        lastEnd = -1;
    }

    private void flushScores() {
        for (int i = 0; i < recorders.length; i++) {
            ScoreRecorder recorder = recorders[i];
            if (recorder != null) {
                recorder.flush(tracks[i].threshold(), sink);
            }
        }
    }

    private void cut(LabelTrack track, long limit) {
        if (track.cut(limit)) {
            sink.detected(track.detection(Phase.END, Math.max(0, lastEnd)));
        }
    }

    private static @Nullable LabelTrack takeOver(
            @Nullable LabelTrack[] old, int preferred, Sound sound) {
        for (int i = 0; i < old.length; i++) {
            int at = (preferred + i) % old.length;
            LabelTrack track = old[at];
            if (track != null && track.sound().equals(sound)) {
                old[at] = null;
                return track;
            }
        }
        return null;
    }
}
