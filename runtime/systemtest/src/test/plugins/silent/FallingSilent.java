// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Rooms that are heard until there is a file {@code silent} in the data folder, and then fall
 * silent, each for another reason.
 */
public final class FallingSilent implements BundleActivator {
    private static final int RATE = 16_000;
    private static final int BLOCK = RATE / 20;

    private final long begin = System.nanoTime();
    private volatile Path file = Path.of("silent");

    /** What a microphone gives that hears nothing any more; returns how much. */
    private interface Fault {
        int read(float[] samples, int offset, long position) throws Exception;
    }

    @Override
    public void start(BundleContext context) {
        file = Path.of(context.getProperty("soribit.data"), "silent");
        float[] buffer = new float[4_410];
        noise(new Random(2), buffer, 0, buffer.length);
        Random bits = new Random(3);
        Map<String, Fault> faults =
                Map.of(
                        "zeros", (samples, offset, position) -> fill(samples, offset, i -> 0),
                        "constant", (samples, offset, position) -> fill(samples, offset, i -> 0.3f),
                        "one-bit",
                                (samples, offset, position) ->
                                        fill(samples, offset, i -> bits.nextInt(2) / 32_768f),
                        "faint",
                                (samples, offset, position) ->
                                        fill(samples, offset, i -> (bits.nextInt(3) - 1) / 32_768f),
                        "repeated",
                                (samples, offset, position) ->
                                        fill(
                                                samples,
                                                offset,
                                                i ->
                                                        buffer[
                                                                (int)
                                                                        ((position + i)
                                                                                % buffer.length)]),
                        "no-number",
                                (samples, offset, position) ->
                                        fill(samples, offset, i -> Float.NaN),
                        "blocked",
                                (samples, offset, position) -> {
                                    Thread.sleep(Long.MAX_VALUE);
                                    return 0;
                                },
                        "broken",
                                (samples, offset, position) -> {
                                    throw new IOException("unplugged");
                                },
                        "ended", (samples, offset, position) -> -1);
        faults.forEach(
                (room, fault) ->
                        context.registerService(AudioSource.class, new Source(room, fault), null));
    }

    private interface Signal {
        float at(int sample);
    }

    private static int fill(float[] samples, int offset, Signal signal) {
        for (int i = 0; i < BLOCK; i++) {
            samples[offset + i] = signal.at(i);
        }
        return BLOCK;
    }

    private static void noise(Random random, float[] samples, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            samples[i] = (float) (0.002 * random.nextGaussian());
        }
    }

    @Override
    public void stop(BundleContext context) {}

    private final class Source implements AudioSource {
        private final String room;
        private final Fault fault;
        private final Random random = new Random(1);
        private long position;

        Source(String room, Fault fault) {
            this.room = room;
            this.fault = fault;
        }

        @Override
        public String id() {
            return room;
        }

        @Override
        public String room() {
            return room;
        }

        @Override
        public AudioStream open() {
            return new AudioStream() {
                @Override
                public AudioFormat format() {
                    return new AudioFormat(RATE, 1);
                }

                @Override
                public int read(float[] samples, int offset, int length) throws IOException {
                    return next(samples, offset, length);
                }

                @Override
                public void close() {}
            };
        }

        private int next(float[] samples, int offset, int length) throws IOException {
            int count = Math.min(length, BLOCK);
            float[] block = new float[BLOCK];
            try {
                long due = begin + (position + count) * 1_000_000_000L / RATE; // as a sound card
                Thread.sleep(Math.max(0, due - System.nanoTime()) / 1_000_000);
                if (Files.notExists(file)) {
                    noise(random, block, 0, count);
                } else {
                    count = Math.min(count, fault.read(block, 0, position));
                }
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
            if (count > 0) {
                System.arraycopy(block, 0, samples, offset, count);
                position += count;
            }
            return count;
        }
    }
}
