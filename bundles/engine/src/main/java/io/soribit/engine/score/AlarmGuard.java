// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import io.soribit.engine.decide.Decider;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Holds back the smoke and CO alarms of a model, below their onset, until a detector of the room
 * hears their timing, too, or they have gone on for long and no other alarm's timing is heard: a
 * few beeps sound like an alarm's first, and longest where they are as high as those of a smoke
 * alarm. Such a tone without a pause, or in groups of three, is not held back: then what was held
 * back a moment ago counts at once. The event begins where the alarm did. Not thread-safe.
 */
final class AlarmGuard {
    private static final String SMOKE = "smoke_alarm";

    /** Three beeps of an oven are over; four groups of T4. */
    private static final Map<String, Duration> LASTING =
            Map.of(SMOKE, Duration.ofMillis(2_400), "co_alarm", Duration.ofSeconds(16));

    /** Five shrill beeps of an oven are over, and the windows that hold the last one. */
    private static final int SHRILL_BEEPS_MS = 6_500;

    /** Longer than the rest of T4. */
    private static final int LONGEST_PAUSE_SECONDS = 8;

    /** Longer than the rest of T3 and a pulse, in which a model's score falls. */
    private static final int HELD_SECONDS = 3;

    /** By how much an alarm may have begun before a model hears it. */
    private static final int FIRST_PULSES_SECONDS = 3;

    /** The same, where its rhythm is known: a group of T3, its rest and a group. */
    private static final int FIRST_GROUPS_SECONDS = 6;

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final AlarmEvidence alarms;
    private final Decider decider;
    private final int sampleRate;
    private final long shrillBeeps;
    private List<Sound> sounds = List.of();
    private List<Threshold> thresholds = List.of();
    private long[] needed = {};
    private boolean[] atOnce = {};
    private long[] first = {};
    private long[] last = {};
    private long[] faint = {};
    private long[] lastFaint = {};
    private float[] held = {};
    private long[] heldAt = {};
    private float[] guarded = {};
    private long before = NEVER;

    /**
     * @param decider what the scores go to
     */
    AlarmGuard(AlarmEvidence alarms, Decider decider, int sampleRate) {
        this.alarms = alarms;
        this.decider = decider;
        this.sampleRate = sampleRate;
        shrillBeeps = (long) SHRILL_BEEPS_MS * sampleRate / 1_000;
    }

    /**
     * Whether an alarm's timing is waited for: who is sure of it earlier knows its beginning less.
     */
    static boolean isTimed(Sound sound) {
        return LASTING.containsKey(sound.id());
    }

    /** Sets what the scores mean from the next window on. */
    void retarget(List<Sound> newSounds, List<Threshold> newThresholds) {
        if (!newSounds.equals(sounds)) {
            long[] oldFirst = first;
            long[] oldLast = last;
            long[] oldFaint = faint;
            long[] oldLastFaint = lastFaint;
            float[] oldHeld = held;
            long[] oldHeldAt = heldAt;
            int count = newSounds.size();
            needed = new long[count];
            atOnce = new boolean[count];
            first = new long[count];
            last = new long[count];
            faint = new long[count];
            lastFaint = new long[count];
            held = new float[count];
            heldAt = new long[count];
            guarded = new float[count];
            for (int i = 0; i < count; i++) {
                Duration lasting = LASTING.getOrDefault(newSounds.get(i).id(), Duration.ZERO);
                needed[i] = lasting.toMillis() * sampleRate / 1_000;
                atOnce[i] = newSounds.get(i).id().equals(SMOKE);
                int old = indexBefore(i, newSounds.get(i));
                first[i] = old < 0 ? 0 : oldFirst[old];
                last[i] = old < 0 ? NEVER : oldLast[old];
                faint[i] = old < 0 ? 0 : oldFaint[old];
                lastFaint[i] = old < 0 ? NEVER : oldLastFaint[old];
                held[i] = old < 0 ? 0 : oldHeld[old];
                heldAt[i] = old < 0 ? NEVER : oldHeldAt[old];
            }
        }
        sounds = newSounds;
        thresholds = newThresholds;
    }

    /** Where a sound was, at its own place if it was there; negative if it was not. */
    private int indexBefore(int preferred, Sound sound) {
        boolean stays = preferred < sounds.size() && sounds.get(preferred).equals(sound);
        return stays ? preferred : sounds.indexOf(sound);
    }

    /** The scores of a window, as they count. */
    float[] apply(long start, long end, float[] scores) {
        return apply(start, end, scores, scores);
    }

    /**
     * The same of several models together.
     *
     * @param surest the highest score of any of them: one hears the first pulse before another
     */
    float[] apply(long start, long end, float[] scores, float[] surest) {
        System.arraycopy(scores, 0, guarded, 0, guarded.length);
        for (int i = 0; i < guarded.length; i++) {
            if (needed[i] > 0) {
                faint(i, start, end, surest[i]);
                guard(i, start, end, scores[i]);
            }
        }
        before = end;
        return guarded;
    }

    /** Half of what an alarm that sounds has is enough for where it began. */
    private void faint(int label, long start, long end, float surest) {
        if (surest >= thresholds.get(label).offset() / 2) {
            if (end - lastFaint[label] > (long) LONGEST_PAUSE_SECONDS * sampleRate) {
                faint[label] = Math.max(start, before);
            }
            lastFaint[label] = end;
        }
    }

    private void guard(int label, long start, long end, float heard) {
        Threshold threshold = thresholds.get(label);
        boolean clear = atOnce[label] && alarms.isShrillAlarm(end);
        float score = clear ? Math.max(heard, heldBack(label, end)) : heard;
        if (score < threshold.offset()) {
            return;
        }
        if (end - last[label] > (long) LONGEST_PAUSE_SECONDS * sampleRate) {
            first[label] = Math.max(start, before);
        }
        last[label] = end;
        boolean shrill = atOnce[label] && alarms.isShrill(end);
        boolean lasts = end - first[label] >= (shrill ? shrillBeeps : needed[label]);
        boolean alone =
                !alarms.isTimed(end) && !alarms.isAnotherReported(sounds.get(label).id(), end);
        boolean timed = alarms.isTimed(sounds.get(label), end);
        if ((alone && (lasts || clear)) || timed) {
            guarded[label] = score;
            long begin = shrill ? beginOfTone(first[label], clear) : beginOfFaint(label);
            decider.began(label, timed ? beginOfTiming(label, begin) : begin);
            if (clear) {
                decider.lasted(label);
            }
            if (score >= threshold.onset()) {
                alarms.report(sounds.get(label), end);
            }
        } else {
            guarded[label] = Math.min(score, Math.nextDown(threshold.onset()));
            if (score >= threshold.onset()) {
                held[label] = score;
                heldAt[label] = end;
            }
        }
    }

    /** The last score that was held back, if that is not long ago. */
    private float heldBack(int label, long end) {
        return end - heldAt[label] <= (long) HELD_SECONDS * sampleRate ? held[label] : 0;
    }

    /** The first pulse is too short for all that decide. */
    private long beginOfFaint(int label) {
        long earlier = first[label] - faint[label];
        boolean near = earlier > 0 && earlier <= (long) FIRST_PULSES_SECONDS * sampleRate;
        return near ? faint[label] : first[label];
    }

    /** The first pulse is too short for the model. */
    private long beginOfTone(long first, boolean clear) {
        long begin = alarms.shrillSince();
        int most = clear ? FIRST_GROUPS_SECONDS : FIRST_PULSES_SECONDS;
        return first - begin <= (long) most * sampleRate ? Math.min(begin, first) : first;
    }

    /** What measures the timing knows the first pulse; a model is sure of later ones. */
    private long beginOfTiming(int label, long first) {
        long most = (long) FIRST_GROUPS_SECONDS * sampleRate;
        return alarms.beginOf(sounds.get(label), first, most);
    }

    /** Audio is missing: what comes next does not follow on what was. */
    void forget() {
        Arrays.fill(last, NEVER);
        Arrays.fill(lastFaint, NEVER);
        Arrays.fill(heldAt, NEVER);
        before = NEVER;
    }
}
