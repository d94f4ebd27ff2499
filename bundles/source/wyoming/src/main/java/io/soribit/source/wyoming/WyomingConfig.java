// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import io.soribit.common.source.ConfiguredRoom;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One satellite. */
@ObjectClassDefinition(
        name = "Wyoming satellite as a source",
        description = "A satellite or a microphone that speaks the Wyoming protocol over TCP.")
public @interface WyomingConfig {
    @AttributeDefinition(
            name = "Id",
            description = "Unique name of this source; empty: wyoming.ROOM, such as wyoming.hall.",
            required = false)
    String id() default "";

    @AttributeDefinition(name = "Room", description = "The room it hears.")
    String room() default ConfiguredRoom.DEFAULT;

    @AttributeDefinition(
            name = "Host",
            description =
                    "Name or address of the satellite; with 'listen', the only address that is"
                            + " accepted, empty for any.",
            required = false)
    String host() default "";

    @AttributeDefinition(
            name = "Port",
            description = "TCP port of the satellite; with 'listen', of this machine.",
            min = "1",
            max = "65535")
    int port() default 10_700;

    @AttributeDefinition(
            name = "Listen",
            description =
                    "Whether the satellite connects to the hub, not the hub to the satellite.")
    boolean listen() default false;
}
