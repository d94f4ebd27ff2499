// SPDX-License-Identifier: Apache-2.0
package com.example.soribit;

import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Writes a line per alert into a file: {@code etc/com.example.soribit.notifier.cfg}. */
@Component(
        configurationPid = "com.example.soribit.notifier",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = FileNotifier.Config.class)
public final class FileNotifier implements Notifier {
    /** The keys of the file. */
    @ObjectClassDefinition(name = "File as a notifier")
    public @interface Config {
        /** Where the lines go. */
        @AttributeDefinition(name = "File")
        String file();
    }

    private final Path file;

    @Activate
    public FileNotifier(Config config) {
        file = Path.of(config.file());
    }

    @Override
    public String id() {
        return "file";
    }

    /** Returning is the receipt; what is thrown makes the hub try again. */
    @Override
    public void deliver(Alert alert) throws IOException {
        String line =
                "%s %s %s %s%n"
                        .formatted(
                                alert.event().onset(),
                                alert.event().phase(),
                                alert.event().sound().name("en"),
                                alert.event().rooms());
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
