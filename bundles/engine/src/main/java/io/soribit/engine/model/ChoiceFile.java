// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.engine.ModelChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The choice of models where the engine's configuration is read, and what the hub itself has
 * written or followed there. Not thread-safe: {@link ModelChoice} guards it.
 */
public final class ChoiceFile {
    private static final Logger LOG = LoggerFactory.getLogger(ChoiceFile.class);
    private static final String MODEL = "model";
    private static final String ROOMS = "room_models";

    private final @Nullable Path file;
    private final Set<String> written = new HashSet<>();
    private final Map<String, String> latest = new HashMap<>();

    /**
     * @param file null if there is none, and nothing can be kept
     */
    public ChoiceFile(@Nullable Path file) {
        this.file = file;
    }

    /**
     * Whether this is a choice that was written or followed here, and another one written since:
     * who followed it would take the newer one back.
     */
    public boolean isOutdated(ModelSettings read, @Nullable String room) {
        String key = key(room);
        String value = value(read, room);
        @Nullable String last = latest.get(key);
        if (file == null || last == null || last.equals(value) || !written.contains(key + value)) {
            return false;
        }
        try {
            return ConfigFile.get(file, key).equals(last);
        } catch (IOException e) {
            LOG.warn("{} cannot be read: what was read of it before counts", file, e);
            return false;
        }
    }

    /** Notes that this was read from the file and is in effect; it is not written again. */
    public void followed(ModelSettings read, @Nullable String room) {
        note(key(room), value(read, room));
    }

    private static String key(@Nullable String room) {
        return room == null ? MODEL : ROOMS;
    }

    private static String value(ModelSettings settings, @Nullable String room) {
        return room == null ? settings.model() : settings.roomsText();
    }

    /** Writes the choice; returns the error text if that fails. */
    public String keep(ModelSettings before, ModelSettings now) {
        if (file == null) {
            return "";
        }
        try {
            if (!before.model().equals(now.model())) {
                write(file, MODEL, now.model());
            }
            if (!before.rooms().equals(now.rooms())) {
                write(file, ROOMS, now.roomsText());
            }
            return "";
        } catch (IOException e) {
            return ", but only until the hub restarts, since "
                    + file
                    + " cannot be written ("
                    + e
                    + "): make room, or make it writable";
        }
    }

    private void write(Path to, String key, String value) throws IOException {
        ConfigFile.set(to, key, value);
        note(key, value);
    }

    private void note(String key, String value) {
        latest.put(key, value);
        written.add(key + value);
    }
}
