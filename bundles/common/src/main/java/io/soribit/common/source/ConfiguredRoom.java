// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.source;

import io.soribit.api.Rooms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The room in the configuration of a source. */
public final class ConfiguredRoom {
    /** The room of a source that names none. */
    public static final String DEFAULT = "home";

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredRoom.class);

    private ConfiguredRoom() {}

    /** The room, stripped; the default, and an entry in the log, if it is not valid. */
    public static String of(String configured, String source) {
        try {
            return Rooms.check(configured.strip());
        } catch (IllegalArgumentException e) {
            LOG.error("source {}: {}; using '{}' instead", source, e.getMessage(), DEFAULT, e);
            return DEFAULT;
        }
    }
}
