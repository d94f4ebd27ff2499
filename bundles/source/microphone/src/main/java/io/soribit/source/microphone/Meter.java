// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * What a microphone gave for some seconds.
 *
 * @param format of its sound
 * @param levelDb mean level in dB below full scale, -120 for silence
 * @param noiseDb level of the quietest tenth of the time
 * @param loudestDb level of the loudest 50 ms
 * @param clipped share of the samples that were cut off at full scale
 */
record Meter(AudioFormat format, double levelDb, double noiseDb, double loudestDb, double clipped) {
    private static final int BLOCKS_PER_SECOND = 20;
    private static final double SILENCE = -120;

    /**
     * Listens to a stream.
     *
     * @param seconds 1 to 9
     */
    static Meter of(AudioStream stream, int seconds) throws IOException {
        AudioFormat format = stream.format();
        int samples = format.sampleRate() / BLOCKS_PER_SECOND * format.channels();
        Clipping clipping = new Clipping(format.sampleRate() * format.channels());
        double[] squares = new double[seconds * BLOCKS_PER_SECOND];
        float[] block = new float[samples];
        for (int i = 0; i < squares.length; i++) {
            int done = 0;
            while (done < samples) {
                int count = stream.read(block, done, samples - done);
                if (count < 0) {
                    throw new IOException("the microphone ended its stream: plug it in again");
                }
                done += count;
            }
            clipping.add(block, 0, samples);
            squares[i] = meanSquare(block);
        }
        Arrays.sort(squares);
        return new Meter(
                format,
                decibels(Arrays.stream(squares).average().orElse(0)),
                decibels(squares[squares.length / 10]),
                decibels(squares[squares.length - 1]),
                clipping.share());
    }

    private static double meanSquare(float[] block) {
        double sum = 0;
        for (float sample : block) {
            sum += sample * sample;
        }
        return sum / block.length;
    }

    private static double decibels(double meanSquare) {
        return Math.max(SILENCE, 10 * Math.log10(meanSquare));
    }

    boolean isSilent() {
        return loudestDb == SILENCE;
    }
}
