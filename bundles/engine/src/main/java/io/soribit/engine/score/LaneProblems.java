// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What keeps a detector from scoring: logged once per kind, and reported for as long as it lasts.
 */
final class LaneProblems {
    private static final Logger LOG = LoggerFactory.getLogger(LaneProblems.class);

    private final String room;
    private final Set<String> logged = new HashSet<>();
    private volatile String current = "";

    LaneProblems(String room) {
        this.room = room;
    }

    /** Empty when all is well. */
    String current() {
        return current;
    }

    void over() {
        current = "";
    }

    void refused(InstalledDetector detector, int sampleRate, Throwable cause) {
        current = "detector " + detector.name() + " cannot listen here: " + cause.getMessage();
        if (logged.add(current)) {
            LOG.error("{} (room {}, {} Hz)", current, room, sampleRate, cause);
        }
    }

    /** It did not return, and is left out for a time; whoever noticed has logged it. */
    void leftOut(InstalledDetector detector) {
        current = "detector " + detector.name() + " does not return: it is left out for a time";
    }

    void failed(String detector, Throwable cause) {
        current = "detector " + detector + " failed on a window: " + cause.getMessage();
        if (logged.add(current)) {
            LOG.error(
                    "{} in room {}; it is left out and the next one tried (logged once)",
                    current,
                    room,
                    cause);
        }
    }

    void implausible(String detector, String what) {
        current = "detector " + detector + " " + what + ": use another model";
        if (logged.add(current)) {
            LOG.error("{} (room {}); its windows do not count (logged once)", current, room);
        }
    }

    void overwritten(@Nullable InstalledDetector detector, long windows) {
        if (logged.add("overwritten")) {
            LOG.warn(
                    "room {}: audio was overwritten before {} scored it ({} windows so far): no"
                            + " detector was there in time, or the hub is too slow",
                    room,
                    detector == null ? "a detector" : detector.name(),
                    windows);
        }
    }
}
