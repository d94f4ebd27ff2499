// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import io.soribit.api.AudioFormat;
import io.soribit.api.Detector;
import io.soribit.api.DetectorSession;
import io.soribit.api.Threshold;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/**
 * Hears the standard signals of smoke and carbon monoxide alarms, T3 and T4, of about 3.1 kHz or
 * 520 Hz, by their timing. Decides within two cycles and holds until the pattern has stopped for
 * more than one. Its evidence: {@code frequency_hz}, {@code on_ms}, {@code off_ms}, {@code
 * cycle_ms}, {@code cycles}. Ignores the hop.
 */
@Component
public final class CadenceDetector implements Detector {
    /**
     * The score of a pattern that may be an alarm: below the threshold, to be confirmed by a model.
     */
    public static final float PROVISIONAL = 0.3f;

    /** Of a smoke alarm, while a tone is heard that is as high as theirs. */
    static final float TONE = 0.05f;

    static final List<Alarm> ALARMS = List.of(Alarm.SMOKE, Alarm.CARBON_MONOXIDE);

    private static final Threshold THRESHOLD =
            new Threshold(0.4f, 0.2f, CadenceSession.WINDOW, null, null);

    @Override
    public String id() {
        return "cadence";
    }

    @Override
    public List<String> labels() {
        return ALARMS.stream().map(Alarm::label).toList();
    }

    @Override
    public Threshold thresholdOf(String label) {
        return THRESHOLD;
    }

    @Override
    public float provisionalOf(String label) {
        return PROVISIONAL;
    }

    @Override
    public DetectorSession open(int sampleRate, Duration hop) {
        return new CadenceSession(new AudioFormat(sampleRate, 1).sampleRate());
    }
}
