// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import io.soribit.api.Flash;
import io.soribit.api.Urgency;
import io.soribit.api.hub.HomeMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A rule from a configuration file; invalid entries are logged, and the rest of it applies. */
@Component(
        service = RuleComponent.class,
        configurationPid = "io.soribit.alert.rule",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RuleComponent.Config.class, factory = true)
public final class RuleComponent {
    private static final Logger LOG = LoggerFactory.getLogger(RuleComponent.class);
    private static final String DISABLED = ". The rule is disabled until that is corrected";

    /** Configuration of a rule. */
    @ObjectClassDefinition(
            name = "Soribit rule for alerts",
            description =
                    "How alerts of some sounds are delivered. One file each,"
                            + " io.soribit.alert.rule-NAME.cfg; the first that matches decides.")
    @SuppressWarnings("MemberName") // Two underscores stand for one in a configuration's key.
    public @interface Config {
        @AttributeDefinition(
                name = "Order",
                description = "Rules are tried in this order, the lowest first.",
                min = "-100000",
                max = "100000")
        int order() default 100;

        @AttributeDefinition(
                name = "Sounds",
                description = "Ids of sounds, as in sounds.json. Empty: all.",
                required = false)
        String[] sounds() default {};

        @AttributeDefinition(
                name = "Rooms",
                description = "For sounds heard in one of these rooms. Empty: all.",
                required = false)
        String[] rooms() default {};

        @AttributeDefinition(
                name = "Modes",
                description = "home, sleep, away. Empty: all.",
                required = false)
        String[] modes() default {};

        @AttributeDefinition(
                name = "Hours",
                description = "For example 22:00-07:00 or mon-fri 22:00-24:00. Empty: always.",
                required = false)
        String hours() default "";

        @AttributeDefinition(
                name = "Urgency",
                description =
                        "Empty: the sound's own. Smoke and carbon monoxide alarms stay emergencies,"
                                + " and other sounds of danger are notices at least.",
                options = {
                    @Option(label = "The sound's own", value = ""),
                    @Option(label = "Off", value = "off"),
                    @Option(label = "Info", value = "info"),
                    @Option(label = "Notice", value = "notice"),
                    @Option(label = "Urgent", value = "urgent"),
                    @Option(label = "Emergency", value = "emergency")
                },
                required = false)
        String urgency() default "";

        @AttributeDefinition(
                name = "Targets",
                description =
                        "Names of lamps, displays and other notifiers that show it. Empty: all, as for"
                                + " every emergency.",
                required = false)
        String[] targets() default {};

        @AttributeDefinition(
                name = "Colour",
                description = "#RRGGBB of the flashes. Empty: the sound's.",
                required = false)
        String colour() default "";

        @AttributeDefinition(
                name = "Flashes per second",
                description = "0.5 to 2. 0: as the lamps are configured.",
                max = "2",
                min = "0")
        double rate__hz() default 0;

        @AttributeDefinition(
                name = "Seconds of flashing",
                description =
                        "How long lamps flash without a pause. 0: as the lamps are configured.",
                min = "0",
                max = "120")
        int burst__seconds() default 0;

        @AttributeDefinition(
                name = "Seconds of rest",
                description = "Pause between two bursts. 0: they flash once.",
                min = "0",
                max = "600")
        int rest__seconds() default 0;

        @AttributeDefinition(
                name = "Acknowledge",
                description = "Whether somebody has to acknowledge it.",
                options = {
                    @Option(label = "By urgency", value = ""),
                    @Option(label = "Yes", value = "yes"),
                    @Option(label = "No", value = "no")
                },
                required = false)
        String acknowledge() default "";

        @AttributeDefinition(
                name = "Seconds until it repeats",
                description = "Reminders repeat until it is acknowledged. 0: the default.",
                min = "0",
                max = "3600")
        int repeat__seconds() default 0;

        @AttributeDefinition(
                name = "Seconds until it escalates",
                description = "It reaches more targets if it is not acknowledged. 0: never.",
                min = "0",
                max = "3600")
        int escalate__seconds() default 0;

        @AttributeDefinition(
                name = "Escalates to",
                description = "Names as for the targets. Empty: all.",
                required = false)
        String[] escalate__to() default {};
    }

    private final Rule rule;

    @Activate
    public RuleComponent(Config config, Map<String, Object> properties) {
        String pid = String.valueOf(properties.get("service.pid"));
        String name = pid.substring(Math.max(pid.lastIndexOf('~'), pid.lastIndexOf('-')) + 1);
        rule = rule(name, config);
    }

    RuleComponent(String name, Config config) {
        rule = rule(name, config);
    }

    public Rule rule() {
        return rule;
    }

    private static Rule rule(String name, Config config) {
        boolean acknowledged = config.acknowledge().isBlank();
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
                acknowledged ? null : config.acknowledge().strip().equalsIgnoreCase("yes"),
                seconds(config.repeat__seconds()),
                seconds(config.escalate__seconds()),
                entries(config.escalate__to()));
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
