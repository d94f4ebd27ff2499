// SPDX-License-Identifier: Apache-2.0
package io.soribit.watch;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The rooms of the configured sources. */
final class ConfiguredRooms {
    private static final String SOURCES = "(service.factoryPid=io.soribit.source.*)";
    private static final String DEFAULT_ROOM = "home";

    private ConfiguredRooms() {}

    /** Those of all configurations of sources; throws IOException if they cannot be read. */
    static Set<String> of(ConfigurationAdmin admin) throws IOException {
        Set<String> rooms = new TreeSet<>();
        try {
            Configuration[] all = admin.listConfigurations(SOURCES);
            for (Configuration one : all == null ? new Configuration[0] : all) {
                Dictionary<String, Object> properties = one.getProperties();
                Object room = properties == null ? null : properties.get("room");
                String name = room == null ? "" : room.toString().strip();
                rooms.add(name.isEmpty() ? DEFAULT_ROOM : name);
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(SOURCES, e);
        }
        return rooms;
    }
}
