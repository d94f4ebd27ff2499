// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Sound;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the models of a room and its other detectors know of each other. Whether models have lately
 * heard an alarm, if faintly, or a beep and no alarm, confirms the provisional scores of the
 * others, where no music has been playing; these know the timing of alarms. Used by one thread at a
 * time.
 */
public final class AlarmEvidence {
    private static final String SMOKE = "smoke_alarm";
    private static final Set<String> ALARMS = Set.of(SMOKE, "co_alarm", "alarm");
    private static final Set<String> BEEPS_THAT_GO_ON = Set.of("lasting_beep", "unknown_alarm");
    private static final String BEEP = "appliance_beep";
    private static final String MUSIC = "music";
    private static final float FAINT = 0.1f;

    /**
     * While music plays, which has an alarm's timing at times and a faint one in it now and then.
     */
    private static final float SURE = 0.5f;

    /** A detector that gives a smoke alarm this or more has heard a tone as high as theirs. */
    private static final float TONE = 0.05f;

    /** The same, where the tone sounds without a pause or in groups of three. */
    private static final float ALARM_TONE = 0.1f;

    private static final int TONE_SECONDS = 2;
    private static final float BEEPS = 0.3f;

    /** Held notes are beeps to a model now and then; music that goes on scores higher than this. */
    private static final float PLAYS = 0.2f;

    private static final int MUSIC_SECONDS = 10;

    /** The rest between the groups of a carbon monoxide alarm, and a window. */
    private static final int LASTS_SECONDS = 8;

    /** The timing of an alarm that was heard counts for so long; T4 falls silent for a minute. */
    private static final int TIMED_SECONDS = 75;

    private final long lasts;
    private final long timedLasts;
    private final long toneLasts;
    private final double musicLasts;
    private double music;
    private long musicUntil = Long.MIN_VALUE / 2;
    private final Map<String, Long> timed = new HashMap<>();
    private final Map<String, Long> began = new HashMap<>();
    private long lastTimed = Long.MIN_VALUE / 2;
    private long lastSure = Long.MIN_VALUE / 2;
    private String reported = "";
    private long lastReported = Long.MIN_VALUE / 2;
    private long otherReported = Long.MIN_VALUE / 2;
    private long lastTone = Long.MIN_VALUE / 2;
    private long lastAlarmTone = Long.MIN_VALUE / 2;
    private long firstTone = Long.MIN_VALUE / 2;
    private long heard = Long.MIN_VALUE / 2;
    private long beeped = Long.MIN_VALUE / 2;

    public AlarmEvidence(int sampleRate) {
        lasts = (long) LASTS_SECONDS * sampleRate;
        timedLasts = (long) TIMED_SECONDS * sampleRate;
        toneLasts = (long) TONE_SECONDS * sampleRate;
        musicLasts = (double) MUSIC_SECONDS * sampleRate;
    }

    /**
     * Takes a window of a model.
     *
     * @param sounds one per score
     */
    void heard(long end, List<Sound> sounds, float[] scores) {
        float alarm = 0;
        float beep = 0;
        float tune = 0;
        for (int i = 0; i < scores.length; i++) {
            String sound = sounds.get(i).id();
            if (ALARMS.contains(sound)) {
                alarm = Math.max(alarm, scores[i]);
            } else if (sound.equals(BEEP)) {
                beep = Math.max(beep, scores[i]);
            } else if (sound.equals(MUSIC)) {
                tune = Math.max(tune, scores[i]);
            }
        }
        music(end, tune);
        boolean plays = music >= PLAYS;
        heard = alarm >= (plays ? SURE : FAINT) ? Math.max(heard, end) : heard;
        boolean beeps = beep >= BEEPS && beep >= alarm && !plays;
        beeped = beeps ? Math.max(beeped, end) : beeped;
    }

    /** The mean of the scores of music, of which older ones count less. */
    private void music(long end, float score) {
        double newer = 1 - Math.exp(-Math.max(0, end - musicUntil) / musicLasts);
        music += newer * (score - music);
        musicUntil = Math.max(musicUntil, end);
    }

    /**
     * Raises the provisional scores of a window above their threshold where a model agrees.
     *
     * @param scores of the detector's labels; not changed
     * @param raised receives them
     */
    void confirm(Tuning tuning, long start, long end, float[] scores, float[] raised) {
        for (int i = 0; i < scores.length; i++) {
            String sound = tuning.sounds().get(i).id();
            long last = BEEPS_THAT_GO_ON.contains(sound) ? beeped : heard;
            boolean agreed = Math.abs(end - last) <= lasts && !isAnotherReported(sound, end);
            float onset = tuning.thresholds().get(i).onset();
            boolean provisional = scores[i] < onset && scores[i] >= tuning.provisional().get(i);
            raised[i] = agreed && provisional ? (onset + 1) / 2 : scores[i];
            if (sound.equals(SMOKE) && scores[i] >= TONE) {
                firstTone = end - lastTone > toneLasts ? start : firstTone;
                lastTone = Math.max(lastTone, end);
                lastAlarmTone = scores[i] >= ALARM_TONE ? lastTone : lastAlarmTone;
            }
            if (scores[i] >= tuning.provisional().get(i)) {
                time(sound, end, raised[i] >= onset);
            }
        }
    }

    /** A model's alarm counts, up to this position. */
    void report(Sound sound, long end) {
        if (!reported.equals(sound.id())) {
            reported = sound.id();
            otherReported = lastReported;
        }
        lastReported = end;
    }

    /** Whether a model's other alarm counts: what sounds is that one. */
    boolean isAnotherReported(String sound, long end) {
        return Math.abs(end - (reported.equals(sound) ? otherReported : lastReported)) <= lasts;
    }

    private void time(String sound, long end, boolean sure) {
        if (ALARMS.contains(sound)) {
            timed.put(sound, end);
            lastTimed = Math.max(lastTimed, end);
            lastSure = sure ? Math.max(lastSure, end) : lastSure;
        }
    }

    /** A detector beside the models has measured where a sound began. */
    void began(Sound sound, long sample) {
        if (ALARMS.contains(sound.id())) {
            began.put(sound.id(), sample);
        }
    }

    /**
     * Where an alarm began whose timing is heard, as was measured.
     *
     * @param first where a model heard it
     * @param most by how much it may have begun before
     */
    long beginOf(Sound sound, long first, long most) {
        @Nullable Long measured = began.get(sound.id());
        if (measured == null || measured > first || first - measured > most) {
            return first;
        }
        return measured;
    }

    /** Whether a detector beside the models has lately heard the timing of an alarm. */
    boolean isTimed(Sound sound, long end) {
        @Nullable Long heardAt = timed.get(sound.id());
        return heardAt != null && end - heardAt <= timedLasts;
    }

    /** The same of any alarm; one that no model has confirmed counts until it would repeat. */
    boolean isTimed(long end) {
        return end - lastSure <= timedLasts || end - lastTimed <= lasts;
    }

    /** Where that tone began, pauses of two seconds included. */
    long shrillSince() {
        return firstTone;
    }

    /** Whether such a detector has just heard a tone as high as those of most smoke alarms. */
    boolean isShrill(long end) {
        return Math.abs(end - lastTone) <= toneLasts;
    }

    /** Whether its pulses were those of an alarm, not the first of a few beeps. */
    boolean isShrillAlarm(long end) {
        return Math.abs(end - lastAlarmTone) <= toneLasts;
    }
}
