// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A brightness near full that numbers a frame, so that a report shows which frame it is the effect
 * of. Reports of slow lamps come late, twice and in another order; those of two flashes of one
 * colour would look alike. The levels are one percent apart, for lamps that report percent.
 *
 * @param brightness 234 to 254; 0: none
 */
record FrameMark(int brightness) {
    /** Of restoring messages, of dark frames, and where lamps do not report the brightness. */
    static final FrameMark NONE = new FrameMark(0);

    private static final int[] LEVELS = {254, 251, 249, 246, 244, 241, 239, 236, 234};
    private static final int ROUNDING = 1;

    /** The lowest brightness of a frame, as far as lamps round it. */
    static final int LOWEST = LEVELS[LEVELS.length - 1] - ROUNDING;

    /** The mark of a frame by its number. */
    static FrameMark of(int number) {
        return new FrameMark(LEVELS[number % LEVELS.length]);
    }

    /** The brightness to send. */
    int level() {
        return brightness == 0 ? LEVELS[0] : brightness;
    }

    /** Whether a report shows this frame and no other. */
    boolean isIn(JsonNode report) {
        return isLevelIn(report, brightness);
    }

    /** Whether a report shows the frame of another mark. */
    boolean isContradictedBy(JsonNode report) {
        if (brightness == 0 || isIn(report)) {
            return false;
        }
        for (int level : LEVELS) {
            if (isLevelIn(report, level)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLevelIn(JsonNode report, int level) {
        JsonNode reported = report.path("brightness");
        return level >= 0 && reported.isNumber() && Math.abs(reported.asInt() - level) <= ROUNDING;
    }
}
