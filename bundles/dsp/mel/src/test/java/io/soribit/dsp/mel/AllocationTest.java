// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.soribit.api.FeatureStream;
import io.soribit.api.FrontEnd;
import io.soribit.api.FrontEndSpec;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AllocationTest {
    private static final int ROUNDS = 5;
    private static final int WINDOWS = 1000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Arguments> streams() {
        return Stream.of(
                Arguments.of(new LogMelFrontEnd(), Specs.home(), 16000),
                Arguments.of(new LogMelFrontEnd(), Specs.home(), 44100),
                Arguments.of(new LogMelFrontEnd(), Specs.kaldi(), 16000),
                Arguments.of(new WaveformFrontEnd(), Specs.waveform(16000, 15600), 16000),
                Arguments.of(new WaveformFrontEnd(), Specs.waveform(16000, 15600), 8000));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void nothingIsAllocatedInSteadyState(FrontEnd frontEnd, FrontEndSpec spec, int rate) {
        FeatureStream stream = frontEnd.open(spec, rate, Duration.ofMillis(20));
        CountingSink sink = new CountingSink();
        float[] block = Sounds.noise(rate / 50 + 1);
        long thread = Thread.currentThread().getId();

        // The JVM charges some rounds with a few hundred bytes of its own when it recompiles; what
        // the stream itself allocates would be charged to every round.
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            writeUntil(stream, block, sink, sink.windows + WINDOWS);
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }

        assertThat(sink.windows).isGreaterThanOrEqualTo(ROUNDS * WINDOWS);
        assertThat(least).isZero();
    }

    private static void writeUntil(
            FeatureStream stream, float[] block, CountingSink sink, int windows) {
        while (sink.windows < windows) {
            stream.write(block, 0, block.length, sink);
        }
    }

    private static final class CountingSink implements FeatureStream.WindowSink {
        private int windows;
        private float sum;

        @Override
        public void window(long start, FloatBuffer features) {
            windows++;
            sum += features.get(features.position());
        }
    }
}
