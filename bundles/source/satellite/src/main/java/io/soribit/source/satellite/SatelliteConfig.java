// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.satellite;

import io.soribit.common.source.ConfiguredRoom;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One room of a satellite, in the house. */
@ObjectClassDefinition(
        name = "Room of a satellite",
        description = "A room that another hub hears; its sounds come over MQTT.")
public @interface SatelliteConfig {
    @AttributeDefinition(
            name = "Id",
            description = "Unique name of this source; empty: satellite.ROOM.",
            required = false)
    String id() default "";

    @AttributeDefinition(
            name = "Room",
            description = "The room, as the satellite calls it; it has the same name in the house.")
    String room() default ConfiguredRoom.DEFAULT;

    @AttributeDefinition(
            name = "Hub",
            description = "Name of the satellite at the broker, 'hub' in its configuration.")
    String hub() default "satellite";
}
