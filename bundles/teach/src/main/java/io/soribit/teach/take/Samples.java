// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.take;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import java.io.IOException;
import java.util.Arrays;

/** Mono audio in memory. */
final class Samples {
    private static final int CHUNK = 16_384;

    private final float[] values;
    private final int rate;

    /** Takes over the values. */
    Samples(float[] values, int rate) {
        this.values = values;
        this.rate = rate;
    }

    float[] values() {
        return values;
    }

    int rate() {
        return rate;
    }

    /**
     * Reads a stream to its end.
     *
     * @param most seconds
     * @throws IOException if it cannot be read, or is longer
     */
    static Samples read(AudioStream audio, int most) throws IOException {
        AudioFormat format = audio.format();
        int channels = format.channels();
        int limit = most * format.sampleRate();
        float[] interleaved = new float[CHUNK * channels];
        float[] mono = new float[CHUNK];
        int length = 0;
        int count = audio.read(interleaved, 0, interleaved.length);
        while (count >= 0) {
            int frames = count / channels;
            if (length + frames > limit) {
                throw new IOException(
                        "it is longer than " + most + " s: cut it so that little else is on it");
            }
            mono = length + frames > mono.length ? Arrays.copyOf(mono, 2 * mono.length) : mono;
            for (int i = 0; i < frames; i++) {
                float sum = 0;
                for (int channel = 0; channel < channels; channel++) {
                    sum += interleaved[i * channels + channel];
                }
                mono[length + i] = sum / channels;
            }
            length += frames;
            count = audio.read(interleaved, 0, interleaved.length);
        }
        return new Samples(Arrays.copyOf(mono, length), format.sampleRate());
    }

    double seconds() {
        return (double) values.length / rate;
    }

    /** As a stream that is read once. */
    AudioStream stream() {
        return new AudioStream() {
            private int position;

            @Override
            public AudioFormat format() {
                return new AudioFormat(rate, 1);
            }

            @Override
            public int read(float[] into, int offset, int length) {
                int count = Math.min(length, values.length - position);
                System.arraycopy(values, position, into, offset, count);
                position += count;
                return count == 0 ? -1 : count;
            }

            @Override
            public void close() {}
        };
    }
}
