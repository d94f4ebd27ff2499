// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import io.soribit.engine.decide.DecisionSettings;
import io.soribit.engine.decide.Smoothing;
import io.soribit.engine.ontology.SoundOntology;
import io.soribit.testkit.Configurations;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
    private static final Threshold CALIBRATED = new Threshold(0.5f, 0.4f);

    private final SoundOntology ontology = new SoundOntology();
    private final Sound dog = ontology.ofLabel("dog");
    private final Map<String, Object> values = new HashMap<>();

    @Test
    void zeroConfigurationIsTheDefault() {
        Settings settings = read();
        assertThat(settings.model()).isEqualTo(Settings.DEFAULT.model());
        assertThat(settings.threads()).isEqualTo(Settings.DEFAULT.threads());
        assertThat(settings.quiet()).isEqualTo(Duration.ofSeconds(8));
        assertThat(settings.scoring().hop()).isEqualTo(Settings.DEFAULT.scoring().hop());
        DecisionSettings decision = settings.scoring().decision();
        assertThat(decision.smoothing()).isEqualTo(Smoothing.MEAN);
        assertThat(decision.smoothingTime()).isEqualTo(Duration.ofMillis(960));
        assertThat(decision.minimum()).isZero();
        assertThat(decision.refractory()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void linesAreSplitAtCommas() {
        values.put("thresholds", new String[] {"dog=0.7/0.2, kitchen/dog=0.9/0.1"});
        values.put("preferred", new String[] {"b, a"});
        Settings settings = read();
        assertThat(settings.model().preferred()).isEqualTo(List.of("b", "a"));
        assertThat(threshold(settings, "hall")).isEqualTo(new Threshold(0.7f, 0.2f));
        assertThat(threshold(settings, "kitchen")).isEqualTo(new Threshold(0.9f, 0.1f));
    }

    @Test
    void whatIsWrongIsLeftOutAndTheRestApplies() {
        values.put("hop_ms", 0);
        values.put("threads", -1);
        values.put("smoothing", "fuzzy");
        values.put("smoothing_ms", 99_000);
        values.put("refractory_ms", -5);
        values.put("quiet_seconds", -1);
        values.put("thresholds", new String[] {"dog=2", "no_such_sound=0.3", "dog=0.6/0.1"});
        values.put("model", " home-float16 ");
        Settings settings = read();
        assertThat(settings.scoring().hop()).isEqualTo(Duration.ofMillis(240));
        assertThat(settings.threads()).isEqualTo(Settings.DEFAULT.threads());
        assertThat(settings.scoring().decision().smoothing()).isEqualTo(Smoothing.MEAN);
        assertThat(settings.scoring().decision().smoothingTime()).isEqualTo(Duration.ofMillis(960));
        assertThat(settings.scoring().decision().refractory()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.quiet()).isEqualTo(Duration.ofSeconds(8));
        assertThat(threshold(settings, "hall")).isEqualTo(new Threshold(0.6f, 0.1f));
        assertThat(settings.model().model()).isEqualTo("home-float16");
    }

    private Threshold threshold(Settings settings, String room) {
        return settings.scoring().decision().thresholds().apply(room, "dog", dog, CALIBRATED);
    }

    private Settings read() {
        return new SettingsReader(ontology).read(Configurations.of(EngineConfig.class, values));
    }
}
