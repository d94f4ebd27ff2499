// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.decide;

import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import io.soribit.api.Urgency;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One label over time: idle, then active from an onset to an end. A window covers seconds, so the
 * times are estimates: a sound begins where the last window ends that did not hear it (one hop
 * before the end of the first that did, but not before its start; the first window of a stream has
 * none before it, so the sound begins with it), and it ends where the first window starts that no
 * longer hears it, but not before the end of the first that did. A window hears a sound when its
 * raw score reaches the offset threshold. Pauses that are shorter than the hold time do not end it.
 */
final class LabelTrack {
    private static final long NEVER = Long.MIN_VALUE;
    private static final float SCORE_STEP = 0.05f;
    private static final float LEVEL_STEP = 3;

    private final Sound sound;
    private final boolean eventful;
    private final Runners runners = new Runners();
    private Threshold threshold;
    private DecisionSettings settings;
    private Smoother smoother;
    private final int sampleRate;

    private long rise = NEVER;
    private long riseEnd;
    private long fall = NEVER;
    private long heardEnd;
    private long quiet = NEVER;
    private long candidate = NEVER;
    private long candidateOnset;
    private long notBefore = NEVER;
    private long lastEnd = NEVER;
    private long began = NEVER;
    private boolean lasted;
    private long span;

    private boolean active;
    private boolean peaked;
    private long onset;
    private long least;
    private long end;
    private float score;
    private float level;
    private long publishedAt;
    private float publishedScore;
    private float publishedLevel;
    private Map<String, Double> evidence = Map.of();

    LabelTrack(Sound sound, Threshold threshold, DecisionSettings settings, int sampleRate) {
        this.sound = sound;
        this.eventful = !sound.id().equals(Sound.BACKGROUND);
        this.threshold = threshold;
        this.settings = settings;
        this.sampleRate = sampleRate;
        smoother = new Smoother(settings.smoothing(), smoothingTime());
    }

    private Duration smoothingTime() {
        return own(threshold.smoothing(), settings.smoothingTime());
    }

    private static Duration own(@Nullable Duration ofLabel, Duration ofHub) {
        return ofLabel == null ? ofHub : ofLabel;
    }

    void retune(Threshold newThreshold, DecisionSettings newSettings) {
        threshold = newThreshold;
        settings = newSettings;
        if (!smoother.is(settings.smoothing(), smoothingTime())) {
            smoother = new Smoother(settings.smoothing(), smoothingTime());
        }
    }

    /** Forgets the scores so far: what comes next does not follow on them. */
    void forget() {
        smoother = new Smoother(settings.smoothing(), smoothingTime());
        rise = NEVER;
        forgetBegin();
        candidate = NEVER;
    }

    private void forgetBegin() {
        began = NEVER;
        lasted = false;
    }

    void began(long sample) {
        began = sample;
    }

    void lasted() {
        lasted = true;
    }

    void evidence(Map<String, Double> measured) {
        evidence = measured;
    }

    float smooth(float raw, long hopNanos) {
        float smoothed = smoother.add(raw, hopNanos);
        span = samples((smoother.count() - 1) * hopNanos);
        return smoothed;
    }

    /** Takes the next window; returns the phase to publish, if any. */
    @Nullable Phase step(
            long start, long windowEnd, long before, float raw, float smoothed, Levels levels) {
        peaked = false;
        if (!eventful) {
            return null;
        }
        hear(start, windowEnd, before, raw, smoothed);
        return active
                ? last(before, windowEnd, smoothed, levels)
                : begin(start, windowEnd, before, smoothed, levels);
    }

    /** Ends what is active, without a further window. */
    boolean cut(long limit) {
        if (active) {
            finish(fall == NEVER ? heardEnd : fall, limit);
            return true;
        }
        return false;
    }

    private void hear(long start, long windowEnd, long before, float raw, float smoothed) {
        if (raw >= threshold.offset()) {
            if (rise == NEVER) {
                rise = Math.max(start, before);
                riseEnd = before > start ? windowEnd : start + 1;
            }
            heardEnd = windowEnd;
            fall = NEVER;
        } else {
            fall = fall == NEVER ? start : fall;
            if (smoothed < threshold.offset()) {
                rise = NEVER;
                forgetBegin();
            }
        }
    }

    private @Nullable Phase begin(
            long start, long windowEnd, long before, float smoothed, Levels levels) {
        if (smoothed < threshold.offset()) {
            candidate = NEVER;
        } else if (candidate == NEVER && smoothed >= threshold.onset() && windowEnd >= notBefore) {
            candidate = Math.max(start, before);
            candidateOnset = Math.max(Math.max(rise, start - span), lastEnd);
        }
        Duration minimum = lasted ? Duration.ZERO : own(threshold.minimum(), settings.minimum());
        if (candidate == NEVER || windowEnd - candidate < samples(minimum.toNanos())) {
            return null;
        }
        candidate = NEVER;
        active = true;
        peaked = true;
        boolean earlier = began != NEVER && began < candidateOnset;
        onset = earlier ? Math.max(began, lastEnd) : candidateOnset;
        forgetBegin();
        least = Math.max(riseEnd, onset + 1);
        score = smoothed;
        level = levels.maxDb(onset, windowEnd);
        return publish(windowEnd, Phase.START);
    }

    private @Nullable Phase last(long before, long windowEnd, float smoothed, Levels levels) {
        if (smoothed < threshold.offset()) {
            quiet = quiet == NEVER ? windowEnd : quiet;
            Duration hold = own(threshold.hold(), settings.hold());
            if (windowEnd - quiet < samples(hold.toNanos())) {
                return null;
            }
            finish(fall == NEVER ? windowEnd : fall, windowEnd);
            return Phase.END;
        }
        quiet = NEVER;
        peaked = smoothed > score;
        score = Math.max(score, smoothed);
        level = Math.max(level, levels.maxDb(Math.max(before, onset), windowEnd));
        boolean more = score >= publishedScore + SCORE_STEP || level >= publishedLevel + LEVEL_STEP;
        return more && windowEnd - publishedAt >= sampleRate
                ? publish(windowEnd, Phase.UPDATE)
                : null;
    }

    private Phase publish(long at, Phase phase) {
        publishedAt = at;
        publishedScore = score;
        publishedLevel = level;
        return phase;
    }

    private void finish(long estimate, long limit) {
        active = false;
        quiet = NEVER;
        rise = NEVER;
        end = Math.max(onset + 1, Math.min(Math.max(estimate, least), limit));
        lastEnd = end;
        notBefore = end + samples(settings.refractory().toNanos());
    }

    private long samples(long nanos) {
        return Math.round(nanos * 1e-9 * sampleRate);
    }

    Sound sound() {
        return sound;
    }

    Threshold threshold() {
        return threshold;
    }

    /** Whether its scores are worth keeping: it can raise an alert. */
    boolean worthKeeping() {
        return eventful && sound.urgency() != Urgency.INFO;
    }

    boolean eventful() {
        return eventful;
    }

    /** Whether the last window raised the score. */
    boolean peaked() {
        return peaked;
    }

    Runners runners() {
        return runners;
    }

    Detection detection(Phase phase, long decided) {
        return new Detection(
                this, phase, sound, onset, end, score, runners.list(), level, decided, evidence);
    }
}
