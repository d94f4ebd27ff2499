// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import io.soribit.api.hub.SourceState;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a source is heard, and what is wrong with it. Logs each kind of failure once. */
final class Liveness {
    private static final Logger LOG = LoggerFactory.getLogger(Liveness.class);
    private static final long STALL_MILLIS = 2_000;
    private static final long REOPEN_MILLIS = 10_000;
    private static final long SLOW_MILLIS = 1_000;
    private static final long NEVER = Long.MAX_VALUE;

    /** Reasons of one outage: some sources put a number into each. */
    private static final int MOST_LOGGED = 50;

    private final String name;
    private final Set<String> logged = new HashSet<>();
    private SourceState state = SourceState.STARTING;
    private String message = "";

    /** Why it is quiet: wrong audio, rather than none. */
    private boolean wrong;

    private long lastAudio;
    private long openingSince = NEVER;
    private boolean watched;

    Liveness(String name) {
        this.name = name;
    }

    /** It is about to be opened, which may take its time. */
    synchronized void opening(long now) {
        openingSince = now;
    }

    /** The stream is open: audio should come. */
    synchronized void opened(long now) {
        openingSince = NEVER;
        lastAudio = now;
        watched = true;
        recover();
    }

    /** What was wrong stays to be read until audio comes. */
    private void recover() {
        if (state == SourceState.LOST || state == SourceState.STALLED) {
            state = SourceState.RECOVERING;
        }
    }

    synchronized void heard(long now) {
        lastAudio = now;
        if (state != SourceState.LISTENING) {
            state = SourceState.LISTENING;
            message = "";
            if (!logged.isEmpty()) {
                LOG.info("{} is heard again", name);
                logged.clear();
            }
        }
    }

    /** Audio comes, but has not been plausible for a time. */
    synchronized void quiet(long now, Duration time, String what) {
        lastAudio = now;
        if (state != SourceState.QUIET || wrong) {
            state = SourceState.QUIET;
            wrong = false;
            message =
                    "for "
                            + time.toSeconds()
                            + " s it has given "
                            + what
                            + ": see that the microphone is not muted, switched off or broken (if"
                            + " it suppresses quiet noise itself, turn that off, or set"
                            + " quiet_seconds in etc/io.soribit.engine.cfg)";
            if (logged.add("quiet")) {
                LOG.warn("{} is quiet: {}", name, message);
            }
        }
    }

    /** Audio comes, but is not what it is said to be. */
    synchronized void wrong(long now, String what) {
        lastAudio = now;
        state = SourceState.QUIET;
        wrong = true;
        message = what;
        if (logged.add("wrong")) {
            LOG.warn("{} is not heard as it should be: {}", name, message);
        }
    }

    /** The stream has ended as expected. */
    synchronized void closed() {
        watched = false;
    }

    synchronized void ended() {
        watched = false;
        state = SourceState.ENDED;
        message = "";
    }

    /** It is closed on purpose, and nothing is wrong with it. */
    synchronized void standsBy() {
        watched = false;
        openingSince = NEVER;
        state = SourceState.STARTING;
        message = "";
        logged.clear();
    }

    synchronized void lost(Throwable cause, Duration pause) {
        watched = false;
        openingSince = NEVER;
        state = SourceState.LOST;
        String why =
                cause.getMessage() == null || !(cause instanceof IOException)
                        ? cause.toString()
                        : cause.getMessage();
        message =
                why
                        + " (the hub tries again every "
                        + Math.round(pause.toMillis() / 100.0) / 10.0
                        + " s)";
        if (logged.size() < MOST_LOGGED && logged.add(cause.getClass().getName() + why)) {
            LOG.warn("{} is lost: {}", name, message, cause);
        }
    }

    /**
     * Looks whether audio still comes.
     *
     * @return true once when it has stopped
     */
    synchronized boolean check(long now) {
        if (openingSince != NEVER && now - openingSince >= SLOW_MILLIS) {
            recover();
        }
        if (!watched || state == SourceState.STALLED || now - lastAudio < STALL_MILLIS) {
            return false;
        }
        state = SourceState.STALLED;
        message =
                "it is open, but no audio has come for 2 s: see that the device is not muted,"
                        + " suspended or unplugged";
        if (logged.add("stalled")) {
            LOG.warn("{} is stalled: {}", name, message);
        }
        return true;
    }

    /** Whether it has been stalled for so long that it should be reopened. */
    synchronized boolean needsReopening(long now) {
        return watched && state == SourceState.STALLED && now - lastAudio >= REOPEN_MILLIS;
    }

    synchronized SourceState state() {
        return state;
    }

    synchronized String message() {
        return message;
    }
}
