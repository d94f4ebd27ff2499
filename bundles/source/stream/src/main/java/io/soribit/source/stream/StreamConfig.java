// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import io.soribit.common.source.ConfiguredRoom;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** One source. */
@ObjectClassDefinition(
        name = "Stream or program as a source",
        description = "A camera, a network stream, or a program that prints PCM.")
@SuppressWarnings("MemberName") // Two underscores stand for one in a configuration's key.
public @interface StreamConfig {
    @AttributeDefinition(
            name = "Id",
            description = "Unique name of this source; empty: stream.ROOM, such as stream.hall.",
            required = false)
    String id() default "";

    @AttributeDefinition(name = "Room", description = "The room it hears.")
    String room() default ConfiguredRoom.DEFAULT;

    @AttributeDefinition(
            name = "URL",
            description =
                    "rtsp://, rtsps://, http://, https:// (also HLS), rtmp://, srt://, udp://,"
                            + " rtp://, or the path of an .sdp or audio file.",
            type = AttributeType.PASSWORD,
            required = false)
    String url() default "";

    @AttributeDefinition(
            name = "User",
            description = "Empty for none, or if it is part of the URL.",
            required = false)
    String user() default "";

    @AttributeDefinition(
            name = "Password",
            description = "Of the user; $[file:camera.secret] keeps it out of this file.",
            type = AttributeType.PASSWORD,
            required = false)
    String password() default "";

    @AttributeDefinition(
            name = "Command",
            description =
                    "Instead of a URL: program and arguments that print 16-bit little-endian PCM at"
                            + " 'sample_rate' with 'channels'. No shell is used.",
            required = false)
    String command() default "";

    @AttributeDefinition(
            name = "Sample rate",
            description = "Of what the hub receives, in Hz, 8000 to 192000.",
            min = "8000",
            max = "192000")
    int sample__rate() default 16_000;

    @AttributeDefinition(
            name = "Channels",
            description =
                    "Of what the hub receives, 1 to 8. 2 for a stereo stream whose sides cancel out"
                            + " in mono.",
            min = "1",
            max = "8")
    int channels() default 1;

    @AttributeDefinition(
            name = "Transport",
            description = "Of RTSP.",
            options = {
                @Option(label = "TCP", value = "tcp"),
                @Option(label = "UDP", value = "udp"),
                @Option(label = "UDP multicast", value = "udp_multicast")
            })
    String transport() default "tcp";

    @AttributeDefinition(
            name = "Timeout",
            description = "Seconds in which the server must answer, 1 to 60.",
            min = "1",
            max = "60")
    int timeout__seconds() default 5;

    @AttributeDefinition(
            name = "Verify",
            description = "Whether the certificate of a TLS server must be trusted.")
    boolean verify() default true;

    @AttributeDefinition(
            name = "Certificate",
            description =
                    "PEM file with the certificate of the server or of its issuer; empty: those"
                            + " that the system trusts.",
            required = false)
    String certificate() default "";
}
