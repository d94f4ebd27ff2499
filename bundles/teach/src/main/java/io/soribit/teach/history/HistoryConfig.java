// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.history;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the history. */
@ObjectClassDefinition(
        name = "Soribit history of what the model makes of the rooms",
        description =
                "It shows which alerts a taught sound would have raised in the last days. It"
                        + " holds numbers, no audio.")
public @interface HistoryConfig {
    @AttributeDefinition(
            name = "Enabled",
            description = "Whether it is kept; if not, what was kept is deleted.")
    boolean enabled() default true;

    @AttributeDefinition(
            name = "Days",
            description = "For how many days it is kept, with today, 1 to 14.",
            min = "1",
            max = "14")
    int days() default 14;

    @AttributeDefinition(
            name = "Megabytes a day",
            description = "How much a day may take over all rooms, 1 to 20.",
            min = "1",
            max = "20")
    int megabytes__per__day() default 20;
}
