// SPDX-License-Identifier: Apache-2.0
package com.example.soribit;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * A room that is heard through a command which prints 16-bit samples, such as {@code ssh kitchen
 * arecord -t raw -f S16_LE -r 16000}. One per file {@code etc/com.example.soribit.source-NAME.cfg}.
 */
@Component(
        configurationPid = "com.example.soribit.source",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = CommandSource.Config.class, factory = true)
public final class CommandSource implements AudioSource {
    /** The keys of the file. */
    @ObjectClassDefinition(name = "Command as a source of audio")
    public @interface Config {
        /** What is heard. */
        @AttributeDefinition(name = "Room")
        String room();

        /** Program and arguments. */
        @AttributeDefinition(name = "Command", description = "Words, separated by commas.")
        String[] command();

        /** Samples a second. */
        @AttributeDefinition(name = "Sample rate", min = "4000", max = "384000")
        int rate() default 16_000;
    }

    private final Config config;

    @Activate
    public CommandSource(Config config) {
        this.config = config;
    }

    @Override
    public String id() {
        return "command." + config.room();
    }

    @Override
    public String room() {
        return config.room();
    }

    /** The hub opens it again, with growing pauses, when the command ends. */
    @Override
    public AudioStream open() throws IOException {
        Process process =
                new ProcessBuilder(config.command())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return new PcmStream(
                process.getInputStream(), new AudioFormat(config.rate(), 1), () -> end(process));
    }

    /** With all that it started: any of them keeps the pipe open, and a read waiting. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
