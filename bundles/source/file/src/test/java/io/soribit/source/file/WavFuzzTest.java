// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import io.soribit.common.wav.Encoding;
import io.soribit.testkit.Fuzz;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WavFuzzTest {
    private static void read(byte[] input) throws IOException {
        float[] samples = new float[1_024];
        try (WavStream stream = new WavStream(new ByteArrayInputStream(input))) {
            int channels = stream.format().channels();
            for (int read = 1; read > 0 && channels <= samples.length; ) {
                read = stream.read(samples, 0, samples.length);
            }
        }
    }

    @Test
    void noWavFileBreaksTheReader() throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        for (Encoding encoding : Encoding.values()) {
            corpus.add(new Wave(encoding, 16_000, 2, 20).bytes());
        }
        corpus.add(Wave.of(16_000, 1, 0.001).extensible().bytes());
        corpus.add(Wave.of(16_000, 1, 0.001).bigEndian().bytes());
        corpus.add(Wave.of(16_000, 1, 0.001).unpadded().bytes());
        Fuzz.run("wav", corpus, WavFuzzTest::read, List.of(IOException.class));
    }
}
