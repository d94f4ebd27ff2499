// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import io.soribit.api.Ontology;
import io.soribit.engine.decide.DecisionSettings;
import io.soribit.engine.decide.Smoothing;
import io.soribit.engine.decide.ThresholdRules;
import io.soribit.engine.model.ModelSettings;
import io.soribit.engine.score.ScoringSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the configuration. Invalid entries are logged and ignored; the rest applies. */
final class SettingsReader {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsReader.class);
    private static final Pattern SEPARATOR = Pattern.compile("[,;\\n]");

    private final Ontology ontology;

    SettingsReader(Ontology ontology) {
        this.ontology = ontology;
    }

    Settings read(EngineConfig config) {
        int threads = within("threads", config.threads(), 0, 256, 0);
        return new Settings(
                new ModelSettings(
                        config.model().strip(),
                        list(config.preferred()),
                        rooms(list(config.room__models()))),
                new ScoringSettings(
                        Duration.ofMillis(within("hop_ms", config.hop__ms(), 50, 10_000, 240)),
                        decision(config)),
                threads == 0 ? Settings.DEFAULT.threads() : threads,
                Duration.ofSeconds(within("quiet_seconds", config.quiet__seconds(), 0, 86_400, 8)));
    }

    private static Map<String, List<String>> rooms(List<String> entries) {
        Map<String, List<String>> rooms = new HashMap<>();
        for (String entry : entries) {
            String[] parts = entry.split("\\s*=\\s*", 2);
            List<String> ids = parts.length == 2 ? ModelSettings.ids(parts[1]) : List.of();
            if (parts[0].isEmpty() || ids.isEmpty() || ids.contains("")) {
                LOG.warn(
                        "{}: room_models entry '{}' is left out: write room=id or room=id+id, for"
                                + " example bedroom=home-float16+yamnet",
                        EngineConfig.PID,
                        entry);
            } else {
                rooms.put(parts[0], ids);
            }
        }
        return rooms;
    }

    private DecisionSettings decision(EngineConfig config) {
        return new DecisionSettings(
                smoothing(config.smoothing()),
                Duration.ofMillis(within("smoothing_ms", config.smoothing__ms(), 0, 10_000, 960)),
                Duration.ofMillis(
                        within("min_duration_ms", config.min__duration__ms(), 0, 600_000, 0)),
                Duration.ofMillis(within("hold_ms", config.hold__ms(), 0, 600_000, 3_000)),
                Duration.ofMillis(
                        within("refractory_ms", config.refractory__ms(), 0, 3_600_000, 2_000)),
                thresholds(config.thresholds()));
    }

    private ThresholdRules thresholds(String[] entries) {
        ThresholdRules rules =
                ThresholdRules.parse(
                        list(entries),
                        (entry, why) ->
                                LOG.warn(
                                        "{}: thresholds entry '{}' is left out: {}; write"
                                                + " [room/]sound=onset[/offset], for example"
                                                + " kitchen/dog=0.8/0.5",
                                        EngineConfig.PID,
                                        entry,
                                        why));
        for (String label : rules.labels()) {
            if (ontology.sound(ontology.ofLabel(label).id()).isEmpty()) {
                LOG.warn(
                        "{}: thresholds name the sound '{}', which the hub does not know; it counts"
                                + " only if a model has a label of that name. Known are {}",
                        EngineConfig.PID,
                        label,
                        ontology.sounds().stream().map(s -> s.id()).toList());
            }
        }
        return rules;
    }

    private static Smoothing smoothing(String name) {
        for (Smoothing smoothing : Smoothing.values()) {
            if (smoothing.name().equals(name.strip().toUpperCase(Locale.ROOT))) {
                return smoothing;
            }
        }
        LOG.warn(
                "{}: smoothing '{}' is unknown: mean is used; write mean, median or none",
                EngineConfig.PID,
                name);
        return Smoothing.MEAN;
    }

    private static int within(String key, int value, int least, int most, int instead) {
        if (value >= least && value <= most) {
            return value;
        }
        LOG.warn(
                "{}: {} = {} is not within {} to {}: {} is used",
                EngineConfig.PID,
                key,
                value,
                least,
                most,
                instead);
        return instead;
    }

    private static List<String> list(String[] entries) {
        return Arrays.stream(entries)
                .flatMap(SEPARATOR::splitAsStream)
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }
}
