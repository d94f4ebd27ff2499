// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.udp;

import io.soribit.common.source.ConfiguredRoom;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** One board. */
@ObjectClassDefinition(
        name = "Board as a source",
        description = "A board with a microphone that sends 16-bit audio over UDP.")
@SuppressWarnings("MemberName") // Two underscores stand for one in a configuration's key.
public @interface UdpConfig {
    @AttributeDefinition(
            name = "Id",
            description = "Unique name of this source; empty: udp.ROOM, such as udp.hall.",
            required = false)
    String id() default "";

    @AttributeDefinition(name = "Room", description = "The room it hears.")
    String room() default ConfiguredRoom.DEFAULT;

    @AttributeDefinition(
            name = "Port",
            description = "UDP port that the board sends to, 1024 to 65535; one for each board.",
            min = "1024",
            max = "65535")
    int port() default 5_004;

    @AttributeDefinition(
            name = "Host",
            description = "Address of this machine that is listened at.")
    String host() default "0.0.0.0";

    @AttributeDefinition(
            name = "Format",
            description = "raw: frames with a key; rtp: RTP with L16; opus: RTP with Opus.",
            options = {
                @Option(label = "Frames with a key", value = "raw"),
                @Option(label = "RTP with L16", value = "rtp"),
                @Option(label = "RTP with Opus", value = "opus")
            })
    String format() default "raw";

    @AttributeDefinition(
            name = "Key",
            description =
                    "Of raw frames, 16 characters or more, the same on the board;"
                            + " $[file:board.secret] keeps it out of this file.",
            type = AttributeType.PASSWORD,
            required = false)
    String key() default "";

    @AttributeDefinition(
            name = "Sender",
            description =
                    "Address of the board; packets of others are ignored. Empty: the"
                            + " first, until it has sent nothing for 2 s.",
            required = false)
    String sender() default "";

    @AttributeDefinition(
            name = "Sample rate",
            description = "Of what the board sends, in Hz, 8000 to 96000.",
            min = "8000",
            max = "96000")
    int sample__rate() default 16_000;

    @AttributeDefinition(
            name = "Channels",
            description = "Of what the board sends, 1 to 8.",
            min = "1",
            max = "8")
    int channels() default 1;
}
