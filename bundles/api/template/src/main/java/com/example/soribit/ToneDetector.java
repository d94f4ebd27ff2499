// SPDX-License-Identifier: Apache-2.0
package com.example.soribit;

import io.soribit.api.Detector;
import io.soribit.api.DetectorSession;
import io.soribit.api.Threshold;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Hears a tone of one pitch, such as the beep of a washing machine that is done: {@code
 * etc/com.example.soribit.detector.cfg}.
 */
@Component(
        configurationPid = "com.example.soribit.detector",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ToneDetector.Config.class)
public final class ToneDetector implements Detector {
    /** The keys of the file. */
    @ObjectClassDefinition(name = "Tone of one pitch")
    public @interface Config {
        /** The pitch. */
        @AttributeDefinition(name = "Frequency in Hz", min = "100", max = "7000")
        int frequency();

        /** The sound that it stands for: an id of sounds.json, or a name of your own. */
        @AttributeDefinition(name = "Label")
        String label() default "appliance_beep";
    }

    private final Config config;

    @Activate
    public ToneDetector(Config config) {
        this.config = config;
    }

    @Override
    public String id() {
        return "tone." + config.frequency();
    }

    @Override
    public List<String> labels() {
        return List.of(config.label());
    }

    @Override
    public Threshold thresholdOf(String label) {
        return new Threshold(0.6f, 0.3f);
    }

    @Override
    public DetectorSession open(int sampleRate, Duration hop) {
        return new ToneSession(sampleRate, config.frequency());
    }
}
