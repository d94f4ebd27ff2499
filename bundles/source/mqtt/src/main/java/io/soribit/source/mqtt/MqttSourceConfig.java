// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.mqtt;

import io.soribit.common.source.ConfiguredRoom;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** One room whose audio comes over MQTT. */
@ObjectClassDefinition(
        name = "MQTT as a source",
        description = "A satellite or a board that sends audio over the hub's MQTT broker.")
@SuppressWarnings("MemberName") // Two underscores stand for one in a configuration's key.
public @interface MqttSourceConfig {
    @AttributeDefinition(
            name = "Id",
            description = "Unique name of this source; empty: mqtt.ROOM, such as mqtt.hall.",
            required = false)
    String id() default "";

    @AttributeDefinition(name = "Room", description = "The room it hears.")
    String room() default ConfiguredRoom.DEFAULT;

    @AttributeDefinition(
            name = "Format",
            description = "hermes: WAV chunks; raw: frames with a key.",
            options = {
                @Option(label = "WAV chunks of Hermes", value = "hermes"),
                @Option(label = "Frames with a key", value = "raw")
            })
    String format() default "hermes";

    @AttributeDefinition(
            name = "Site",
            description = "Of Hermes: the site id of the satellite; empty: the room.",
            required = false)
    String site() default "";

    @AttributeDefinition(
            name = "Topic",
            description =
                    "Empty: hermes/audioServer/SITE/audioFrame, or soribit/HUB/ROOM/audio for"
                            + " frames with a key.",
            required = false)
    String topic() default "";

    @AttributeDefinition(
            name = "Key",
            description =
                    "Of frames with a key, 16 characters or more, the same on the board;"
                            + " $[file:board.secret] keeps it out of this file.",
            type = AttributeType.PASSWORD,
            required = false)
    String key() default "";

    @AttributeDefinition(
            name = "Sample rate",
            description = "Of frames with a key, in Hz, 8000 to 96000.",
            min = "8000",
            max = "96000")
    int sample__rate() default 16_000;

    @AttributeDefinition(
            name = "Channels",
            description = "Of frames with a key, 1 to 8.",
            min = "1",
            max = "8")
    int channels() default 1;

    @AttributeDefinition(
            name = "Kilobytes per second",
            description = "More is dropped, 16 to 10000.",
            min = "16",
            max = "10000")
    int kilobytes__per__second() default 400;

    @AttributeDefinition(
            name = "Messages per second",
            description = "More are dropped, 1 to 1000.",
            min = "1",
            max = "1000")
    int messages__per__second() default 200;
}
