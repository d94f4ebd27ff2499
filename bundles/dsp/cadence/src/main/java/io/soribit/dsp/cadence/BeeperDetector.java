// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import io.soribit.api.AudioFormat;
import io.soribit.api.Detector;
import io.soribit.api.DetectorSession;
import io.soribit.api.Threshold;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears beeps that go on: one pitch, or two in turn, with pauses of three seconds at most or
 * without. They are urgent, and then an emergency, where a model of the room takes them for an
 * appliance; the detector alone decides nothing. Its evidence: {@code frequency_hz}, {@code
 * sounding_s}. Ignores the hop.
 */
@Component(configurationPid = "io.soribit.dsp.cadence.beeper")
@Designate(ocd = BeeperConfig.class)
public final class BeeperDetector implements Detector {
    static final float PROVISIONAL = 0.3f;
    static final List<String> LABELS = List.of("lasting_beep", "unknown_alarm");

    private static final Logger LOG = LoggerFactory.getLogger(BeeperDetector.class);
    private static final Duration AT_ONCE = Duration.ofMillis(200);
    private static final int USUAL_URGENT = 8;
    private static final int USUAL_EMERGENCY = 20;

    private final int urgentSeconds;
    private final int emergencySeconds;

    @Activate
    public BeeperDetector(BeeperConfig config) {
        this(config.urgent__seconds(), config.emergency__seconds());
    }

    BeeperDetector(int urgentSeconds, int emergencySeconds) {
        boolean valid = urgentSeconds > 0 && emergencySeconds > urgentSeconds;
        if (!valid) {
            LOG.warn(
                    "urgent_seconds = {} and emergency_seconds = {} in"
                            + " etc/io.soribit.dsp.cadence.beeper.cfg: the second must be more than"
                            + " the first; using {} and {}",
                    urgentSeconds,
                    emergencySeconds,
                    USUAL_URGENT,
                    USUAL_EMERGENCY);
        }
        this.urgentSeconds = valid ? urgentSeconds : USUAL_URGENT;
        this.emergencySeconds = valid ? emergencySeconds : USUAL_EMERGENCY;
    }

    @Override
    public String id() {
        return "beeper";
    }

    @Override
    public List<String> labels() {
        return LABELS;
    }

    /** What has become an emergency outlives a few seconds in which another sound covers it. */
    @Override
    public Threshold thresholdOf(String label) {
        boolean emergency = label.equals(LABELS.get(1));
        Duration hold = Duration.ofSeconds(emergency ? 10 : 1);
        return new Threshold(0.4f, 0.2f, AT_ONCE, hold, Duration.ZERO);
    }

    @Override
    public float provisionalOf(String label) {
        return PROVISIONAL;
    }

    @Override
    public DetectorSession open(int sampleRate, Duration hop) {
        return new BeeperSession(
                new AudioFormat(sampleRate, 1).sampleRate(), urgentSeconds, emergencySeconds);
    }
}
