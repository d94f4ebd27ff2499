// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The name of a hub that nobody has named: that of its machine and part of its id, for example
 * {@code kitchen-pi-3f2a}. Two hubs at a broker do not share topics then. It is made once and kept
 * in a file, also when the machine gets another name.
 */
final class HubName {
    private static final Logger LOG = LoggerFactory.getLogger(HubName.class);
    private static final int LONGEST = 24;
    private static final int OF_ID = 4;
    private static final String PATTERN = "[a-z0-9][a-z0-9-]{0,63}";

    /** Containers are named so. */
    private static final String RANDOM = "[0-9a-f]{12,}";

    private HubName() {}

    /**
     * Reads the name, or makes one.
     *
     * @param file where it is kept
     * @param former the name of a hub that is older than its file; null for a new hub
     * @param machine the name of this machine
     * @param instance the id of this hub
     */
    static String of(Path file, @Nullable String former, String machine, String instance) {
        StateFile state = new StateFile(file);
        try {
            List<String> lines = state.readLines();
            String known = lines.isEmpty() ? "" : lines.get(0).strip();
            if (known.matches(PATTERN)) {
                return known;
            }
            if (!known.isEmpty()) {
                LOG.warn("{} is malformed: replacing it", file);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be read ({}): replacing it", file, e.toString());
        }
        String name =
                former == null ? readable(machine) + "-" + instance.substring(0, OF_ID) : former;
        try {
            state.writeLines(List.of(name));
            LOG.info(
                    "this hub is called {} on MQTT; another name: hub in {}",
                    name,
                    "etc/io.soribit.notify.mqtt.cfg");
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be kept ({}): using {} until the next start",
                    file,
                    e.toString(),
                    name);
        }
        return name;
    }

    private static String readable(String machine) {
        String name =
                machine.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+", "");
        name = name.substring(0, Math.min(LONGEST, name.length())).replaceAll("-+$", "");
        return name.isEmpty() || name.equals("localhost") || name.matches(RANDOM) ? "hub" : name;
    }
}
