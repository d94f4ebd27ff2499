// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.AudioFormat;
import io.soribit.common.frame.Progress;
import io.soribit.common.frame.RejectedException;
import io.soribit.testkit.Fuzz;
import io.soribit.testkit.RawFrame;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever comes is audio or refused, and nothing else. */
class FramesFuzzTest {
    private static final String KEY = "correct horse battery";

    @Test
    void wavChunks() throws IOException {
        List<byte[]> corpus =
                List.of(
                        Chunks.wav(16_000, 1, 20, 1_000),
                        Chunks.wav(48_000, 2, 20, -1_000),
                        Chunks.ffmpeg(20));
        Fuzz.run(
                "hermes",
                corpus,
                bytes -> new HermesFrames(FramesFuzzTest::assertSamples).take(bytes),
                List.of(RejectedException.class));
    }

    @Test
    void framesWithAKey() throws IOException {
        List<byte[]> corpus =
                List.of(
                        RawFrame.bytes(KEY, 1, 0, 20, 1_000),
                        RawFrame.bytes(KEY, Long.MIN_VALUE, -1, 20, 1_000));
        AudioFormat format = new AudioFormat(16_000, 1);
        RawFrames frames =
                new RawFrames("test", format, KEY, new Progress(), FramesFuzzTest::assertSamples);
        Fuzz.run("raw", corpus, frames::take, List.of(RejectedException.class));
    }

    private static void assertSamples(float[] samples) {
        assertThat(samples).isNotEmpty();
        for (float sample : samples) {
            assertThat(sample).isBetween(-1f, 1f);
        }
    }
}
