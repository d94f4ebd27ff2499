// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import io.soribit.api.AudioFormat;
import io.soribit.api.Detector;
import io.soribit.api.DetectorSession;
import io.soribit.api.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Hears the standard signals of smoke and carbon monoxide alarms, T3 and T4, of about 3.1 kHz or
 * 520 Hz, by their timing. Decides within two cycles and holds until the pattern has stopped for
 * more than one. Its evidence: {@code frequency_hz}, {@code on_ms}, {@code off_ms}, {@code
 * cycle_ms}, {@code cycles}.
 *
 * <p>Hears beeps that go on, too: one pitch, or two in turn, with pauses of three seconds at most
 * or without. They are urgent, and then an emergency, where a model of the room takes them for an
 * appliance; of them the detector alone decides nothing. Its evidence: {@code frequency_hz}, {@code
 * sounding_s}. Ignores the hop.
 */
@Component(configurationPid = "io.soribit.dsp.cadence.beeper")
@Designate(ocd = BeeperConfig.class)
public final class CadenceDetector implements Detector {
    /**
     * The score of a pattern that may be an alarm: below the threshold, to be confirmed by a model.
     */
    public static final float PROVISIONAL = 0.3f;

    /** Of a smoke alarm, while a tone is heard that is as high as theirs. */
    static final float TONE = 0.05f;

    /** The same, where its pulses are those of an alarm, too. */
    static final float ALARM_TONE = 0.1f;

    static final List<Alarm> ALARMS = List.of(Alarm.SMOKE, Alarm.CARBON_MONOXIDE);

    private static final String LASTING = "lasting_beep";
    private static final String UNKNOWN = "unknown_alarm";

    static final List<String> LABELS =
            Stream.concat(ALARMS.stream().map(Alarm::label), Stream.of(LASTING, UNKNOWN)).toList();

    private static final Threshold ALARM =
            new Threshold(0.4f, 0.2f, CadenceSession.WINDOW, null, null);

    private static final Threshold LASTING_BEEP = beep(Duration.ofSeconds(1));

    /** What has become an emergency outlives a few seconds in which another sound covers it. */
    private static final Threshold UNKNOWN_ALARM = beep(Duration.ofSeconds(10));

    private final BeepSeconds seconds;

    @Activate
    public CadenceDetector(BeeperConfig config) {
        this(BeepSeconds.of(config.urgent__seconds(), config.emergency__seconds()));
    }

    /** With the usual settings. */
    public CadenceDetector() {
        this(BeepSeconds.USUAL);
    }

    CadenceDetector(BeepSeconds seconds) {
        this.seconds = seconds;
    }

    private static Threshold beep(Duration hold) {
        return new Threshold(0.4f, 0.2f, CadenceSession.WINDOW, hold, Duration.ZERO);
    }

    @Override
    public String id() {
        return "cadence";
    }

    @Override
    public List<String> labels() {
        return LABELS;
    }

    @Override
    public Threshold thresholdOf(String label) {
        return switch (label) {
            case LASTING -> LASTING_BEEP;
            case UNKNOWN -> UNKNOWN_ALARM;
            default -> ALARM;
        };
    }

    @Override
    public float provisionalOf(String label) {
        return PROVISIONAL;
    }

    @Override
    public DetectorSession open(int sampleRate, Duration hop) {
        return ResampledSession.of(new AudioFormat(sampleRate, 1).sampleRate(), seconds);
    }
}
