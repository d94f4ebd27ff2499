// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import java.util.concurrent.locks.LockSupport;

/** A doorbell that rings every nine seconds of its audio, until it is stopped. */
final class DoorbellSource implements AudioSource {
    private static final float[] CYCLE =
            Synthesis.joined(Synthesis.quiet(1), Synthesis.doorbell(), Synthesis.quiet(5));
    private static final int BLOCK = Synthesis.RATE / 50;

    private final String room;
    private final boolean live;
    private final int speed;
    private volatile boolean ending;
    private volatile long position;

    /**
     * @param live whether it keeps the pace of a microphone; else it goes faster, and waits for the
     *     hub
     */
    DoorbellSource(String room, boolean live) {
        this.room = room;
        this.live = live;
        this.speed = live ? 1 : 12;
    }

    /** Lets it end: at once if it is live, else with the ring that has begun. */
    void end() {
        ending = true;
    }

    /** Samples given so far. */
    long position() {
        return position;
    }

    /** Rings that were begun, and those that were over with the quiet that ends them. */
    long begun() {
        return (position + CYCLE.length - Synthesis.RATE) / CYCLE.length;
    }

    long over() {
        return position / CYCLE.length;
    }

    @Override
    public String id() {
        return "doorbell." + room;
    }

    @Override
    public String room() {
        return room;
    }

    @Override
    public boolean live() {
        return live;
    }

    @Override
    public boolean endless() {
        return false;
    }

    @Override
    public AudioStream open() {
        return new Stream();
    }

    private final class Stream implements AudioStream {
        private final long begin = System.nanoTime();
        private volatile boolean closed;

        @Override
        public AudioFormat format() {
            return new AudioFormat(Synthesis.RATE, 1);
        }

        @Override
        public int read(float[] samples, int offset, int length) {
            long start = position;
            int at = (int) (start % CYCLE.length);
            if (closed || (ending && (live || at == 0))) {
                return -1;
            }
            int count = Math.min(Math.min(length, BLOCK), CYCLE.length - at);
            long due = begin + (start + count) * 1_000_000_000 / Synthesis.RATE / speed;
            for (long left = due - System.nanoTime(); left > 0 && !closed; ) {
                LockSupport.parkNanos(left);
                left = due - System.nanoTime();
            }
            System.arraycopy(CYCLE, at, samples, offset, count);
            position = start + count;
            return count;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
