// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** A rule from a configuration file; invalid entries are logged, and the rest of it applies. */
@Component(
        service = RuleComponent.class,
        configurationPid = "io.soribit.alert.rule",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RuleComponent.Config.class, factory = true)
public final class RuleComponent {
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
                description =
                        "For sounds heard in one of these rooms; floor2/* is all rooms of a zone."
                                + " Empty: all.",
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

        @AttributeDefinition(
                name = "Seen by",
                description =
                        "Who settles it: anyone who has seen it, or each person"
                                + " (io.soribit.alert.person-NAME.cfg): then those who have not are"
                                + " reminded.",
                options = {
                    @Option(label = "By urgency", value = ""),
                    @Option(label = "Anyone", value = "anyone"),
                    @Option(label = "Each person", value = "each")
                },
                required = false)
        String seen() default "";
    }

    private final Rule rule;

    @Activate
    public RuleComponent(Config config, Map<String, Object> properties) {
        String pid = String.valueOf(properties.get("service.pid"));
        String name = pid.substring(Math.max(pid.lastIndexOf('~'), pid.lastIndexOf('-')) + 1);
        rule = RuleReader.read(name, config);
    }

    RuleComponent(String name, Config config) {
        rule = RuleReader.read(name, config);
    }

    public Rule rule() {
        return rule;
    }
}
