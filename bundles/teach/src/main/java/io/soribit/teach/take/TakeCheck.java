// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.take;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the level of a take says about it, in words. */
final class TakeCheck {
    private static final float SILENCE = -60;
    private static final float QUIET = -45;
    private static final float NEAR_FLOOR = 10;
    private static final double CLIPPED = 0.001;
    private static final int CLICK_MILLIS = 60;

    private TakeCheck() {}

    /**
     * What a person should know of it.
     *
     * @throws RefusedException if there is nothing to learn from
     */
    static List<String> remarks(String name, Levels levels) throws RefusedException {
        float loudest = levels.loudest();
        float above = loudest - levels.floor();
        if (levels.loudest(0, TakeReader.MOST_SECONDS) < SILENCE) {
            throw new RefusedException(
                    name + " is silent: check the microphone, and record it again");
        }
        if (levels.loudMillis() <= CLICK_MILLIS) {
            throw new RefusedException(
                    name
                            + " holds one short click of "
                            + levels.loudMillis()
                            + " ms and nothing else: record the whole sound, and do not touch the"
                            + " microphone");
        }
        List<String> remarks = new ArrayList<>();
        remarks.add(
                String.format(
                        Locale.ROOT,
                        "loudest %.0f dB, %.0f dB above the quietest part",
                        loudest,
                        above));
        if (loudest < QUIET) {
            remarks.add("very quiet: go closer to the sound");
        }
        if (levels.clipped() > CLIPPED) {
            remarks.add("clipped: it is too loud for the microphone; go further away");
        }
        if (above < NEAR_FLOOR) {
            remarks.add("hardly louder than the room, or it never pauses");
        }
        return remarks;
    }
}
