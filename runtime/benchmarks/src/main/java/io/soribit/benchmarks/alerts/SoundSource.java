// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A microphone in a quiet room in which one sound comes again and again, at random times. It keeps
 * the pace of a real one: a block of 20 ms is there when its last sample has sounded. When a sound
 * begins is noted in {@code onsets.log}, from the audio itself.
 */
final class SoundSource implements AudioSource, AutoCloseable {
    private static final int RATE = 16_000;
    private static final int BLOCK = RATE / 50;
    private static final float NOISE = 0.001f;

    private final String room;
    private final float[] wave;
    private final Path log;
    private final SplittableRandom random;
    private final int leastGap;
    private int left;
    private volatile boolean closed;

    private SoundSource(
            String room, float[] wave, double quiet, Path folder, int count, long seed) {
        this.room = room;
        this.wave = wave;
        log = folder.resolve("onsets.log");
        random = new SplittableRandom(seed);
        leastGap = (int) (quiet * RATE);
        left = count;
    }

    /** A smoke alarm (T3, 3.1 kHz) that sounds for two cycles. */
    static SoundSource alarms(Path folder, int count, long seed) {
        float[] wave = new float[7 * RATE];
        for (int i = 0; i < wave.length; i++) {
            double second = (double) i / RATE;
            boolean on = second % 4 < 3 && second % 1 < 0.5;
            wave[i] = on ? (float) (0.2 * Math.sin(2 * Math.PI * 3_100 * second)) : 0;
        }
        return new SoundSource("smoke_alarm", wave, 8, folder, count, seed);
    }

    /** Ding, dong: two struck bars. */
    static SoundSource doorbells(Path folder, int count, long seed) {
        float[] wave = new float[3 * RATE];
        strike(wave, 0, 659.26);
        strike(wave, 0.6, 523.25);
        return new SoundSource("doorbell", wave, 12, folder, count, seed);
    }

    private static void strike(float[] wave, double second, double frequency) {
        double[] loudness = {0.32, 0.1, 0.05};
        int first = (int) (second * RATE);
        for (int i = first; i < wave.length; i++) {
            double t = (double) (i - first) / RATE;
            double sum = 0;
            for (int p = 0; p < loudness.length; p++) {
                sum +=
                        loudness[p]
                                * Math.exp(-t * (2 + p))
                                * Math.sin(2 * Math.PI * frequency * (p + 1) * t);
            }
            wave[i] += (float) (Math.min(1, t / 0.002) * sum);
        }
    }

    @Override
    public String id() {
        return "trial." + room;
    }

    /** Named after what it hears. */
    @Override
    public String room() {
        return room;
    }

    @Override
    public AudioStream open() {
        return new Stream();
    }

    @Override
    public void close() {
        closed = true;
    }

    private final class Stream implements AudioStream {
        private final long begin = System.nanoTime();
        private final Instant epoch = Instant.now();
        private long position;
        private long soundAt = nextAt();
        private volatile boolean over;

        @Override
        public AudioFormat format() {
            return new AudioFormat(RATE, 1);
        }

        @Override
        public int read(float[] samples, int offset, int length) throws IOException {
            int count = Math.min(length, BLOCK);
            long due = begin + (position + count) * 1_000_000_000 / RATE;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                if (closed || over) {
                    return -1;
                }
                LockSupport.parkNanos(wait);
            }
            for (int i = 0; i < count; i++) {
                samples[offset + i] = sample(position + i);
            }
            position += count;
            return count;
        }

        private float sample(long at) throws IOException {
            float quiet = NOISE * (float) random.nextDouble(-1, 1);
            if (left == 0 || at < soundAt) {
                return quiet;
            }
            if (at == soundAt) {
                note(epoch.plusNanos(at * 1_000_000_000 / RATE));
            }
            int in = (int) (at - soundAt);
            if (in == wave.length - 1) {
                left--;
                soundAt = at + nextGap();
            }
            return quiet + wave[in];
        }

        private long nextAt() {
            return 5L * RATE + nextGap();
        }

        private long nextGap() {
            return (long) leastGap + random.nextInt(4 * RATE);
        }

        private void note(Instant onset) throws IOException {
            Files.writeString(
                    log,
                    room + " " + (onset.getEpochSecond() + onset.getNano() / 1e9) + "\n",
                    UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }

        @Override
        public void close() {
            over = true;
        }
    }
}
