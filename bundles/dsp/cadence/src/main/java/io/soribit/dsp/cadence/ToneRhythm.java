// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

/**
 * Whether a tone sounds as smoke alarms do and the few beeps of an oven do not: without a pause, or
 * in groups of three, from the first pulse of the second group on. Fed 100 times a second. Not
 * thread-safe.
 */
final class ToneRhythm {
    /** Longer than the beeps of household appliances. */
    private static final int UNBROKEN = 150;

    /** A pause that is shorter is none: fast alarms, and frames that noise has spoiled. */
    private static final int SHORTEST_PAUSE = 7;

    /** T3, ten percent off, with pulses that a room prolongs at the cost of pauses. */
    private static final Frames PULSE = new Frames(35, 75);

    private static final Frames PAUSE = new Frames(25, 65);
    private static final Frames REST = new Frames(110, 190);
    private static final int GROUP = 3;

    /** Least power of a pulse, as a part of the loudest of the last seconds. */
    private static final float AUDIBLE = 0.1f;

    private static final float DECAY = 0.998f;

    private float loudest;
    private long pulse;
    private long pause;
    private int pulses;
    private boolean grouped;

    /**
     * Takes the next frame.
     *
     * @param power of the steady tone in it, 0 if there is none
     */
    void add(float power) {
        loudest = Math.max(power, DECAY * loudest);
        if (power > 0 && power >= AUDIBLE * loudest) {
            if (pause >= SHORTEST_PAUSE) {
                follow();
                pulse = 0;
            } else {
                pulse += pause;
            }
            pulse++;
            pause = 0;
        } else {
            pause++;
        }
    }

    /** A pulse begins: what was before it counts. */
    private void follow() {
        pulses = PULSE.holds(pulse) ? pulses + 1 : 0;
        if (PAUSE.holds(pause)) {
            grouped &= pulses < GROUP;
        } else {
            grouped = REST.holds(pause) && pulses == GROUP;
            pulses = 0;
        }
    }

    /** Whether it sounds so, or has until a moment ago. */
    boolean isThatOfAnAlarm() {
        return (pulse >= UNBROKEN && pause < SHORTEST_PAUSE) || (grouped && pause <= REST.most());
    }

    /** Durations in frames, both ends included. */
    private record Frames(int least, int most) {
        boolean holds(long frames) {
            return frames >= least && frames <= most;
        }
    }
}
