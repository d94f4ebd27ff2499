// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Detector;
import io.soribit.api.DetectorSession;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.test.common.annotation.InjectBundleContext;

/** The standard signal of a smoke alarm is heard by its timing, without a model or an alert. */
class CadenceTest {
    private static final String FILTER = "(component.name=io.soribit.dsp.cadence.CadenceDetector)";

    @InjectBundleContext BundleContext context;

    @Test
    void smokeAlarmIsHeardAndItsTimingMeasured() throws Exception {
        ServiceReference<Detector> reference =
                context.getServiceReferences(Detector.class, FILTER).iterator().next();
        Detector detector = context.getService(reference);
        int label = detector.labels().indexOf("smoke_alarm");
        Listener listener = new Listener(label);
        try (DetectorSession session = detector.open(Synthesis.RATE, Hub.HOP)) {
            float[] samples = Synthesis.smokeAlarm(10);
            session.write(samples, 0, samples.length, listener);
        } finally {
            context.ungetService(reference);
        }

        assertThat(listener.score).isGreaterThan(detector.thresholdOf("smoke_alarm").onset());
        assertThat(listener.measured.get("frequency_hz")).isBetween(3_080.0, 3_120.0);
        assertThat(listener.measured.get("on_ms")).isBetween(450.0, 550.0);
        assertThat(listener.measured.get("cycle_ms")).isBetween(3_950.0, 4_050.0);
    }

    /** Remembers the last score and measurement of a label. */
    private static final class Listener implements DetectorSession.ScoreSink {
        private final int label;
        private final Map<String, Double> measured = new TreeMap<>();
        private float score;

        Listener(int label) {
            this.label = label;
        }

        @Override
        public void scores(long start, long end, float[] scores) {
            score = scores[label];
        }

        @Override
        public void evidence(int index, Map<String, Double> evidence) {
            if (index == label) {
                measured.putAll(evidence);
            }
        }
    }
}
