// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** When a beep that goes on is no appliance's any more. */
@ObjectClassDefinition(
        name = "Soribit beepers",
        description =
                "Beeps that go on: an alarm that nothing recognised must not be an appliance.")
@interface BeeperConfig {
    @AttributeDefinition(
            name = "Seconds until it is urgent",
            description = "A beep that has sounded for so long is 'Beeping that goes on'.",
            min = "3",
            max = "600")
    int urgent__seconds() default 8;

    @AttributeDefinition(
            name = "Seconds until it is an emergency",
            description = "A beep that has sounded for so long is 'Unknown alarm'.",
            min = "3",
            max = "3600")
    int emergency__seconds() default 20;
}
