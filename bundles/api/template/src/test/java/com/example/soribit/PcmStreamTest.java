// SPDX-License-Identifier: Apache-2.0
package com.example.soribit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.soribit.api.AudioFormat;
import java.io.ByteArrayInputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PcmStreamTest {
    private final AtomicBoolean ended = new AtomicBoolean();

    private PcmStream stream(int... bytes) {
        byte[] all = new byte[bytes.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) bytes[i];
        }
        return new PcmStream(
                new ByteArrayInputStream(all), new AudioFormat(16_000, 1), () -> ended.set(true));
    }

    @Test
    void samplesAreScaled() throws Exception {
        float[] samples = new float[4];
        assertEquals(3, stream(0, 0, 0, 64, 0, 128).read(samples, 1, 3));
        assertArrayEquals(new float[] {0, 0, 0.5f, -1}, samples);
    }

    @Test
    void halfASampleAtTheEndIsLeftOut() throws Exception {
        PcmStream stream = stream(0, 64, 7);
        float[] samples = new float[2];
        assertEquals(1, stream.read(samples, 0, 2));
        assertEquals(-1, stream.read(samples, 0, 2));
    }

    @Test
    void closingEndsTheCommand() throws Exception {
        stream().close();
        assertTrue(ended.get());
    }
}
