// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.window;

/**
 * Which windows of a timeline are behind. Windows lie a hop apart; whichever session scores the
 * next is fed from that window's first sample.
 */
public final class WindowTrack {
    private static final long NONE = -1;

    private long hop;
    private long origin;
    private long next;
    private long lastEnd;
    private long lastStart = NONE;

    public WindowTrack(long next) {
        this.next = next;
        origin = next;
    }

    /** A new session begins, fed from the next window's start. */
    public void restart(long nominalHop) {
        hop = nominalHop;
        origin = next;
        lastStart = NONE;
    }

    /** A window, counted as the session counts, is behind. */
    public void passed(long start, long end) {
        long at = origin + start;
        if (lastStart != NONE && at > lastStart) {
            hop = at - lastStart;
        }
        lastStart = at;
        lastEnd = origin + end;
        next = at + hop;
    }

    /**
     * Leaves out windows that start before a sample.
     *
     * @return how many
     */
    public long skipTo(long sample) {
        long missing = sample <= next ? 0 : (sample - next + hop - 1) / hop;
        next += missing * hop;
        return missing;
    }

    /** Leaves out the next window. */
    public void skipOne() {
        next += hop;
    }

    public void jump(long sample) {
        next = Math.max(next, sample);
    }

    public long origin() {
        return origin;
    }

    /** First sample of the next window. */
    public long next() {
        return next;
    }

    /** Sample after the last window that is behind; 0 if there is none. */
    public long lastEnd() {
        return lastEnd;
    }

    public long hop() {
        return hop;
    }
}
