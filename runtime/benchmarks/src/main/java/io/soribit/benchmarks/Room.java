// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import be.tarsos.dsp.util.fft.FloatFFT;
import java.util.Arrays;

/** Convolution with a room's impulse response, whose direct sound comes at once. */
final class Room {
    private final float[] response;

    Room(float[] impulse) {
        int peak = 0;
        for (int i = 0; i < impulse.length; i++) {
            peak = Math.abs(impulse[i]) > Math.abs(impulse[peak]) ? i : peak;
        }
        response = Arrays.copyOfRange(impulse, Math.max(0, peak - 16), impulse.length);
    }

    /** As long as the wave. */
    float[] apply(float[] wave) {
        int size = Integer.highestOneBit(wave.length + response.length) * 2;
        FloatFFT fft = new FloatFFT(size);
        float[] a = Arrays.copyOf(wave, size);
        float[] b = Arrays.copyOf(response, size);
        fft.realForward(a);
        fft.realForward(b);
        a[0] *= b[0];
        a[1] *= b[1];
        for (int i = 2; i < size; i += 2) {
            float re = a[i] * b[i] - a[i + 1] * b[i + 1];
            a[i + 1] = a[i] * b[i + 1] + a[i + 1] * b[i];
            a[i] = re;
        }
        fft.realInverse(a, true);
        return Arrays.copyOf(a, wave.length);
    }
}
