// SPDX-License-Identifier: Apache-2.0
package io.soribit.demo;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What a microphone in one room would hear of the evening, as it happens. */
final class EveningSource implements AudioSource {
    private static final AudioFormat FORMAT = new AudioFormat(Synthesis.RATE, 1);
    private static final double ROOM_NOISE_DB = -62;

    private final String room;
    private final List<Scene> scenes;
    private final long begin;
    private final float[] noise = Synthesis.noise(10, ROOM_NOISE_DB);

    /**
     * A room of an evening.
     *
     * @param begin {@link System#nanoTime()} at which the evening begins
     */
    EveningSource(String room, Evening evening, long begin) {
        this.room = room;
        this.scenes = evening.scenes().stream().filter(s -> s.room().equals(room)).toList();
        this.begin = begin;
    }

    @Override
    public String id() {
        return "evening." + room.replace(' ', '-');
    }

    @Override
    public String room() {
        return room;
    }

    @Override
    public AudioStream open() {
        return new Stream();
    }

    /** The sample of a moment, counted from the beginning of the evening. */
    float sample(long index) {
        float x = noise[(int) (index % noise.length)];
        for (Scene scene : scenes) {
            long i = index - Math.round(scene.start() * Synthesis.RATE);
            if (i >= 0 && i < scene.samples().length) {
                x += scene.samples()[(int) i];
            }
        }
        return x;
    }

    private final class Stream implements AudioStream {
        private long position =
                Math.max(0, (System.nanoTime() - begin) * Synthesis.RATE / 1_000_000_000);
        private volatile boolean closed;

        @Override
        public AudioFormat format() {
            return FORMAT;
        }

        @Override
        public int read(float[] samples, int offset, int length) {
            int n = Math.min(length, Synthesis.RATE / 50);
            long due = begin + (position + n) * 1_000_000_000 / Synthesis.RATE;
            while (!closed && System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
                if (Thread.currentThread().isInterrupted()) {
                    return -1;
                }
            }
            if (closed) {
                return -1;
            }
            for (int i = 0; i < n; i++) {
                samples[offset + i] = sample(position++);
            }
            return n;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
