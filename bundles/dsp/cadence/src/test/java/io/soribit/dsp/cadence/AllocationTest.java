// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.soribit.api.Detector;
import io.soribit.api.DetectorSession;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AllocationTest {
    static Stream<Arguments> detectors() {
        return IntStream.of(8_000, 16_000, 44_100, 48_000)
                .boxed()
                .flatMap(
                        rate ->
                                Stream.of(
                                        Arguments.of(new CadenceDetector(), rate),
                                        Arguments.of(new LoudSoundDetector(), rate)));
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void steadyStateAllocatesNothing(Detector detector, int rate) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        // One group of pulses and music: candidates are looked at, but there is no alarm.
        float[] audio =
                Signals.sum(
                        Signals.music(rate, 10, 4),
                        Signals.pulses(
                                rate, 10, 3_100, Signals.SINE, 0.5, 0.5, 0.5, 0.5, 0.5, 7.5));
        float[] top = {0};
        DetectorSession.ScoreSink sink =
                (start, end, scores) -> top[0] = Math.max(top[0], scores[0]);
        try (DetectorSession session = detector.open(rate, Duration.ofMillis(500))) {
            for (int i = 0; i < 3; i++) {
                session.write(audio, 0, audio.length, sink);
            }
            // The JVM charges some rounds with a few hundred bytes of its own when it recompiles;
            // what the session itself allocates would be charged to every round.
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 5; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                session.write(audio, 0, audio.length, sink);
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).isZero();
        }
        assertThat(top[0]).as("a tone, no alarm").isLessThanOrEqualTo(CadenceDetector.TONE);
    }
}
