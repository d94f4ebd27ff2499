// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.score.TaughtSound;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The call into a detector that the thread which scores a segment is in, so that another thread
 * notices one that does not return. Whoever holds its lock may rely on {@link #isLeft()}.
 */
final class DetectorCall {
    /**
     * Five seconds, with a check twice a second. Counted in checks, so that a process that was
     * stopped for a time blames nobody; the audio of that time is still there.
     */
    static final int MOST_CHECKS = 10;

    /** Ten seconds for a model, which the rooms miss. */
    static final int MOST_OF_MODEL = 20;

    private final AtomicInteger calls = new AtomicInteger();
    private volatile @Nullable Thread thread;
    private volatile @Nullable Lane lane;
    private volatile boolean left;
    private int seen; // by the thread that checks
    private @Nullable TaughtSound asked; // when it was last seen
    private int checks;

    void begin(Lane next) {
        calls.incrementAndGet();
        thread = Thread.currentThread();
        lane = next;
    }

    void end() {
        lane = null;
    }

    /** To be called twice a second: the lane whose detector does not return; null if none. */
    @SuppressWarnings("ReferenceEquality") // another sound, not an equal one
    @Nullable Lane overdue() {
        Lane current = lane;
        int number = calls.get();
        TaughtSound sound = current == null ? null : current.asked();
        checks = current == null || number != seen || sound != asked ? 0 : checks + 1;
        seen = number;
        asked = sound;
        return current == null || checks < most(current, sound) ? null : current;
    }

    private static int most(Lane lane, @Nullable TaughtSound sound) {
        return lane.slot().isModel() && sound == null ? MOST_OF_MODEL : MOST_CHECKS;
    }

    /** Nobody waits for it any more, and its thread is asked to end. */
    void leave() {
        left = true;
        Thread blocked = thread;
        if (blocked != null) {
            blocked.interrupt();
        }
    }

    boolean isLeft() {
        return left;
    }

    /** Where it blocks, for a message: the innermost method that is not of Java itself. */
    String position() {
        Thread blocked = thread;
        if (blocked != null) {
            for (StackTraceElement frame : blocked.getStackTrace()) {
                String type = frame.getClassName();
                if (!type.startsWith("java.") && !type.startsWith("jdk.")) {
                    return frame.toString();
                }
            }
        }
        return "a method of Java";
    }
}
