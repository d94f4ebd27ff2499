// SPDX-License-Identifier: Apache-2.0
package io.soribit.watch;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the watch. */
@ObjectClassDefinition(
        name = "Soribit watch",
        description = "Raises an alert when a room is not heard any more.")
public @interface WatchConfig {
    @AttributeDefinition(
            name = "Seconds",
            description =
                    "A room that is not heard for so long raises an alert, 5 to 3600; one that is"
                            + " starting gets 40 more.",
            min = "5",
            max = "3600")
    int seconds() default 20;

    @AttributeDefinition(
            name = "Ignored rooms",
            description =
                    "Rooms that raise no alert, separated by commas; floor2/* is all rooms of a"
                            + " zone; house: nothing is raised if there is no source at all.",
            required = false)
    String[] ignore() default {};
}
