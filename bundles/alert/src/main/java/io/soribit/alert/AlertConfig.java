// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration of the alerts. */
@ObjectClassDefinition(
        name = "Soribit alerts",
        description = "Which sounds raise alerts, and how urgent they are.")
@SuppressWarnings("MemberName") // Two underscores stand for one in a configuration's key.
public @interface AlertConfig {
    @AttributeDefinition(
            name = "Urgency",
            description =
                    "Own urgencies of sounds: label=emergency, urgent, notice, info or off,"
                            + " for example dog=off or washing_machine=notice. All other sounds"
                            + " keep the urgency of the ontology.",
            required = false)
    String[] urgency() default {};

    @AttributeDefinition(
            name = "Least urgency",
            description = "Sounds of this urgency and above raise alerts.",
            options = {
                @Option(label = "Info", value = "info"),
                @Option(label = "Notice", value = "notice"),
                @Option(label = "Urgent", value = "urgent"),
                @Option(label = "Emergency", value = "emergency")
            })
    String least() default "notice";

    @AttributeDefinition(
            name = "Retry seconds",
            description =
                    "The start of an alert is retried for so long, also after a restart, 1 to"
                            + " 3600. Then it expires and is only in the history.",
            min = "1",
            max = "3600")
    int retry__seconds() default 30;

    @AttributeDefinition(
            name = "Seconds between reminders",
            description = "Of an emergency that nobody has seen, 10 to 120.",
            min = "10",
            max = "120")
    int repeat__seconds() default 30;

    @AttributeDefinition(
            name = "Minutes unseen",
            description =
                    "For so long after its sound an alert waits for somebody to see it, 1 to"
                            + " 1440.",
            min = "1",
            max = "1440")
    int unseen__minutes() default 30;

    @AttributeDefinition(
            name = "Seen by each",
            description =
                    "Urgencies of which each person has to see an alert, for example emergency."
                            + " Empty: anyone who has seen an alert settles it. Rules come first.",
            required = false)
    String[] seen__each() default {};

    @AttributeDefinition(
            name = "Own snoozes",
            description =
                    "Whether a sound that a person snoozes is snoozed on the devices of that person"
                            + " alone.")
    boolean snooze__own() default false;

    @AttributeDefinition(
            name = "Refractory seconds",
            description = "What is not urgent and comes again so soon is no new alert, 0 to 600.",
            min = "0",
            max = "600")
    int refractory__seconds() default 20;

    @AttributeDefinition(
            name = "Minutes of a group",
            description = "Sounds that come again are counted over so long, 1 to 120.",
            min = "1",
            max = "120")
    int group__minutes() default 10;

    @AttributeDefinition(
            name = "Most alerts of a group",
            description =
                    "What is not urgent raises so many alerts within those minutes; then they"
                            + " are counted and do not flash, 1 to 100.",
            min = "1",
            max = "100")
    int group__after() default 3;

    @AttributeDefinition(
            name = "Daily budget",
            description =
                    "So many alerts a day that are not urgent, in each zone if rooms have zones; the"
                            + " rest of them is only shown, 1 to 10000.",
            min = "1",
            max = "10000")
    int daily__budget() default 60;
}
