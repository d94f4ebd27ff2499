// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.take;

import io.soribit.api.setting.Teaching.Remark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the level of a take says about it, in words. */
final class TakeCheck {
    /** The code of the remark that is made of each take. */
    static final String LEVEL = "level";

    private static final float SILENCE = -60;
    private static final float QUIET = -45;
    private static final float NEAR_FLOOR = 10;
    private static final float NOT_QUIET = 20;
    private static final double CLIPPED = 0.001;
    private static final int CLICK_MILLIS = 60;
    private static final double LEAST_SECONDS = 0.1;

    private TakeCheck() {}

    /**
     * What a person should know of it.
     *
     * @throws RefusedException if there is nothing to learn from
     */
    static List<Remark> remarks(String name, Levels levels) throws RefusedException {
        float loudest = levels.loudest();
        float above = loudest - levels.floor();
        if (levels.loudest(0, TakeReader.MOST_SECONDS) < SILENCE) {
            throw new RefusedException(
                    "silent", name + " is silent: check the microphone, and record it again");
        }
        if (levels.loudMillis() <= CLICK_MILLIS) {
            throw new RefusedException(
                    "click",
                    name
                            + " holds one short click of "
                            + levels.loudMillis()
                            + " ms and nothing else: record the whole sound, and do not touch the"
                            + " microphone");
        }
        List<Remark> remarks = new ArrayList<>();
        remarks.add(
                new Remark(
                        LEVEL,
                        String.format(
                                Locale.ROOT,
                                "loudest %.0f dB, %.0f dB above the quietest part",
                                loudest,
                                above)));
        if (loudest < QUIET) {
            remarks.add(new Remark("quiet", "very quiet: go closer to the sound"));
        }
        if (levels.clipped() > CLIPPED) {
            remarks.add(
                    new Remark(
                            "clipped",
                            "clipped: it is too loud for the microphone; go further away"));
        }
        if (lasts(levels)) {
            remarks.add(
                    new Remark("near_floor", "hardly louder than the room, or it never pauses"));
        }
        return remarks;
    }

    /** Whether nothing in it is much quieter than the rest. */
    static boolean lasts(Levels levels) {
        return levels.loudest() - levels.floor() < NEAR_FLOOR;
    }

    static void checkLength(String name, Samples samples) throws RefusedException {
        if (samples.seconds() < LEAST_SECONDS) {
            throw new RefusedException("short", name + " is shorter than 0.1 s: record it again");
        }
    }

    /** Something was to be heard in a room that was to be quiet. */
    static void checkQuiet(Levels levels) throws RefusedException {
        if (levels.loudest() - levels.floor() > NOT_QUIET) {
            throw new RefusedException(
                    "not_quiet",
                    "it was not quiet: be quiet until the end, and record the room again");
        }
    }
}
