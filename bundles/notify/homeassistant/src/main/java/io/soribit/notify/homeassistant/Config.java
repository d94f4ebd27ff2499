// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration of the discovery by Home Assistant. */
@ObjectClassDefinition(
        name = "Soribit Home Assistant",
        description = "The hub and its rooms as devices of a Home Assistant at the same broker.")
@interface Config {
    @AttributeDefinition(
            name = "Enabled",
            description = "Off removes the devices from Home Assistant.")
    boolean enabled() default true;

    @AttributeDefinition(
            name = "Discovery",
            description =
                    "device: a topic per device, as Home Assistant prefers. entity: a topic per"
                            + " entity, for openHAB and older versions. none: as enabled = false.",
            options = {
                @Option(label = "A topic per device", value = "device"),
                @Option(label = "A topic per entity", value = "entity"),
                @Option(label = "None", value = "none")
            })
    String discovery() default "device";

    @AttributeDefinition(
            name = "Prefix",
            description = "Discovery prefix, as it is set in Home Assistant's MQTT integration.")
    String prefix() default "homeassistant";

    @AttributeDefinition(
            name = "Shared name",
            description =
                    "Hubs of a cluster with the same shared name are one device. Empty: each hub"
                            + " is a device of its own.",
            required = false)
    String shared__name() default "";

    @AttributeDefinition(
            name = "Language",
            description = "Language of the names. Empty: that of this machine.",
            required = false,
            options = {
                @Option(label = "of this machine", value = ""),
                @Option(label = "English", value = "en"),
                @Option(label = "한국어", value = "ko")
            })
    String language() default "";
}
