// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A room in which a smoke alarm sounds without end (T3, 3.1 kHz), as fast as time passes. */
final class AlarmRoom implements AudioSource {
    static final int RATE = 16_000;
    private static final int BLOCK = RATE / 10;
    private static final double FREQUENCY = 3_100;
    private static final float LEVEL = 0.5f;
    private static final int CYCLE_SECONDS = 4;
    private static final int SOUNDING_SECONDS = 3;

    private final String room;
    private volatile boolean over;
    private volatile long samples;

    AlarmRoom(String room) {
        this.room = room;
    }

    /** The alarm's sample at a place. */
    static float sample(long at) {
        boolean sounding = at % (CYCLE_SECONDS * RATE) < SOUNDING_SECONDS * RATE;
        boolean on = sounding && at % RATE < RATE / 2;
        return on ? LEVEL * (float) Math.sin(2 * Math.PI * FREQUENCY * at / RATE) : 0;
    }

    void end() {
        over = true;
    }

    /** Samples that were read so far. */
    long samples() {
        return samples;
    }

    @Override
    public String id() {
        return "alarm." + room;
    }

    @Override
    public String room() {
        return room;
    }

    @Override
    public boolean endless() {
        return false;
    }

    @Override
    public AudioStream open() {
        return new Stream(System.nanoTime());
    }

    private final class Stream implements AudioStream {
        private final long began;
        private long at;

        Stream(long began) {
            this.began = began;
        }

        @Override
        public AudioFormat format() {
            return new AudioFormat(RATE, 1);
        }

        @Override
        public int read(float[] target, int offset, int length) {
            if (over) {
                return -1;
            }
            int count = Math.min(length, BLOCK);
            long due = began + (at + count) * TimeUnit.SECONDS.toNanos(1) / RATE;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            for (int i = 0; i < count; i++) {
                target[offset + i] = sample(at + i);
            }
            at += count;
            samples = at;
            return count;
        }

        @Override
        public void close() {
            over = true;
        }
    }
}
