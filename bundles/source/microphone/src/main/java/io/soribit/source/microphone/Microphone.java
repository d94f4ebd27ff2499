// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import io.soribit.common.source.ConfiguredRoom;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
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
    private static final int DEFAULT_RATE = 16_000;

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
    }

    private final Devices devices;
    private final Capture capture;
    private final String id;
    private final String room;
    private final String device;

    @Activate
    public Microphone(Config config) {
        this(config, new Devices(new JavaSound()));
    }

    Microphone(Config config, Devices devices) {
        this(
                config.id().strip(),
                config.room(),
                config.device().strip(),
                devices,
                config.sample__rate());
    }

    private Microphone(String id, String room, String device, Devices devices, int rate) {
        this.devices = devices;
        capture = new Capture(rate);
        this.room = ConfiguredRoom.of(room, id.isEmpty() ? "microphone" : id);
        this.id = id.isEmpty() ? named(this.room) : id;
        this.device = device;
    }

    /** The default one of this machine. */
    static Microphone usual() {
        return new Microphone(
                "", ConfiguredRoom.DEFAULT, "", new Devices(new JavaSound()), DEFAULT_RATE);
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
        return capture.open(devices.find(device));
    }
}
