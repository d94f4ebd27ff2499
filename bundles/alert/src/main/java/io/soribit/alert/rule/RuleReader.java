// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import io.soribit.alert.rule.RuleComponent.Config;
import io.soribit.api.Flash;
import io.soribit.api.Urgency;
import io.soribit.api.hub.HomeMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a rule from its configuration; invalid entries are logged, and the rest of it applies. */
final class RuleReader {
    private static final Logger LOG = LoggerFactory.getLogger(RuleReader.class);
    private static final String ANYONE = "anyone";
    private static final String EACH = "each";
    private static final String DISABLED = ". The rule is disabled until that is corrected";

    private RuleReader() {}

    static Rule read(String name, Config config) {
        boolean byUrgency = config.acknowledge().isBlank();
        Optional<Set<HomeMode>> modes = modes(name, config.modes());
        Optional<Hours> hours = hours(name, config.hours());
        return new Rule(
                name,
                modes.isPresent() && hours.isPresent(),
                config.order(),
                lowerCase(entries(config.sounds())),
                entries(config.rooms()),
                modes.orElse(Set.of()),
                hours.orElse(Hours.ALWAYS),
                config.urgency().strip().equalsIgnoreCase(AlertRules.OFF),
                urgency(name, config.urgency().strip()),
                entries(config.targets()),
                flash(name, config),
                byUrgency ? null : config.acknowledge().strip().equalsIgnoreCase("yes"),
                seconds(config.repeat__seconds()),
                seconds(config.escalate__seconds()),
                entries(config.escalate__to()),
                each(name, config.seen().strip()));
    }

    private static @Nullable Duration seconds(int seconds) {
        return seconds > 0 ? Duration.ofSeconds(seconds) : null;
    }

    private static Set<String> entries(String[] lines) {
        return Arrays.stream(lines)
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> lowerCase(Set<String> names) {
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Set<HomeMode>> modes(String rule, String[] lines) {
        Set<HomeMode> modes = new HashSet<>();
        for (String entry : entries(lines)) {
            Optional<HomeMode> mode = HomeMode.of(entry);
            if (mode.isEmpty()) {
                problem(rule, "mode '" + entry + "' is none of home, sleep, away" + DISABLED);
                return Optional.empty();
            }
            modes.add(mode.get());
        }
        return Optional.of(modes);
    }

    private static Optional<Hours> hours(String rule, String text) {
        try {
            return Optional.of(Hours.parse(text));
        } catch (IllegalArgumentException e) {
            problem(rule, e.getMessage() + DISABLED);
            return Optional.empty();
        }
    }

    private static @Nullable Urgency urgency(String rule, String text) {
        Optional<Urgency> urgency = AlertRules.urgency(text);
        boolean empty = text.isEmpty() || text.equalsIgnoreCase(AlertRules.OFF);
        if (urgency.isEmpty() && !empty) {
            problem(
                    rule,
                    "urgency = '"
                            + text
                            + "' is none of emergency, urgent, notice, info, off: the sound's own"
                            + " is used");
        }
        return urgency.orElse(null);
    }

    private static @Nullable Boolean each(String rule, String text) {
        if (!Set.of("", ANYONE, EACH).contains(text.toLowerCase(Locale.ROOT))) {
            problem(
                    rule,
                    "seen = '" + text + "' is none of anyone, each: that of the urgency is used");
        }
        return text.equalsIgnoreCase(EACH)
                ? Boolean.TRUE
                : text.equalsIgnoreCase(ANYONE) ? Boolean.FALSE : null;
    }

    private static @Nullable Flash flash(String rule, Config config) {
        String colour = config.colour().strip();
        boolean usual = colour.isEmpty() && config.rate__hz() == 0 && config.burst__seconds() == 0;
        if (usual) {
            return null;
        }
        try {
            return new Flash(
                    colour.isEmpty() ? null : colour,
                    config.rate__hz() == 0 ? 1 : config.rate__hz(),
                    Duration.ofSeconds(config.burst__seconds() == 0 ? 10 : config.burst__seconds()),
                    Duration.ofSeconds(config.rest__seconds()));
        } catch (IllegalArgumentException e) {
            problem(rule, e.getMessage() + ". Lamps flash as they are set");
            return null;
        }
    }

    private static void problem(String rule, String message) {
        LOG.warn("etc/io.soribit.alert.rule-{}.cfg: {}", rule, message);
    }
}
