// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import io.soribit.common.source.ConfiguredRoom;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * A microphone of this machine, one for each factory configuration. Each {@link #open()} looks for
 * the device anew, so that one that was unplugged is heard again once it is back.
 */
@Component(
        name = Microphone.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = "source.kind=microphone")
@Designate(ocd = Microphone.Config.class, factory = true)
public final class Microphone implements AudioSource {
    static final String PID = "io.soribit.source.microphone";
    static final int DEFAULT_RATE = 16_000;

    /** One microphone. */
    @ObjectClassDefinition(
            name = "Microphone",
            description = "A microphone of this machine, and the room it hears.")
    @SuppressWarnings("MemberName") // Two underscores stand for one in a configuration's key.
    public @interface Config {
        @AttributeDefinition(
                name = "Id",
                description =
                        "Unique name of this source; empty makes one of the room's name, such as"
                                + " microphone.kitchen.")
        String id() default "";

        @AttributeDefinition(name = "Room", description = "The room it hears.")
        String room() default ConfiguredRoom.DEFAULT;

        @AttributeDefinition(
                name = "Device",
                description = "A part of the device's name, as doctor lists it; empty: default.")
        String device() default "";

        @AttributeDefinition(
                name = "Sample rate",
                description =
                        "In Hz, 4000 to 384000; what the device lacks gives way to 16000, 48000 or"
                                + " 44100.",
                min = "4000",
                max = "384000")
        int sample__rate() default DEFAULT_RATE;

        @AttributeDefinition(
                name = "Channel",
                description =
                        "Which channel of the device this room is, 1 to 64; several rooms may share"
                                + " a device. 0: all channels, mixed.",
                min = "0",
                max = "64")
        int channel() default 0;

        @AttributeDefinition(
                name = "Channels",
                description =
                        "How many channels the device is opened with if 'channel' is set, 1 to 64;"
                                + " the same for all rooms that share it.",
                min = "1",
                max = "64")
        int channels() default 2;
    }

    private final SharedDevices shared;
    private final Capture capture;
    private final String id;
    private final String room;
    private final SharedDevices.Key key;
    private final int channel;

    @Activate
    public Microphone(@Reference SharedDevices shared, Config config) {
        this.shared = shared;
        String name = config.id().strip();
        channel = config.channel();
        room = ConfiguredRoom.of(config.room(), name.isEmpty() ? "microphone" : name);
        id = name.isEmpty() ? named(room) : name;
        capture = new Capture(config.sample__rate());
        key =
                new SharedDevices.Key(
                        config.device().strip(), config.channels(), config.sample__rate());
    }

    private Microphone(SharedDevices shared, String room) {
        this.shared = shared;
        this.room = room;
        channel = 0;
        id = named(room);
        capture = new Capture(DEFAULT_RATE);
        key = new SharedDevices.Key("", 0, DEFAULT_RATE);
    }

    /** The default one of this machine. */
    static Microphone usual() {
        return new Microphone(new SharedDevices(), ConfiguredRoom.DEFAULT);
    }

    private static String named(String room) {
        return room.equals(ConfiguredRoom.DEFAULT) ? "microphone" : "microphone." + room;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String room() {
        return room;
    }

    @Override
    public AudioStream open() throws IOException {
        if (channel == 0) {
            return new ClippingStream(capture.open(shared.devices().find(key.device())), room);
        }
        if (channel > key.channels()) {
            throw new IOException(
                    "'channel' is "
                            + channel
                            + ", but 'channels' is "
                            + key.channels()
                            + ": set 'channels' to how many the device has");
        }
        return new ClippingStream(shared.open(key, channel), room);
    }
}
