// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.common.io.StateFile;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers a switch of models until the hub has run with the new one for a while. If it is still
 * remembered when the hub starts, the hub did not survive it. Thread-safe.
 */
public final class SwitchGuard {
    /** After this long a model is not to blame any more for the end of the hub. */
    public static final Duration FIRST_MINUTES = Duration.ofMinutes(3);

    private static final Logger LOG = LoggerFactory.getLogger(SwitchGuard.class);

    /**
     * A switch that the hub did not survive.
     *
     * @param room null for the house
     */
    public record Fallen(@Nullable String room, String model, String before) {}

    private final @Nullable Path file;
    private final MonotonicClock clock;
    private final @Nullable Fallen fallen;
    private @Nullable Duration since;

    /**
     * @param file where the switch is remembered; null for nowhere
     */
    public SwitchGuard(@Nullable Path file, MonotonicClock clock) {
        this.file = file;
        this.clock = clock;
        fallen = read();
        forget();
    }

    /** What the hub did not survive before it was started now. */
    public @Nullable Fallen fallen() {
        return fallen;
    }

    /** A model is about to take over from another, in a room or in the house. */
    public synchronized void begin(@Nullable String room, String model, @Nullable String before) {
        if (file == null || before == null || before.equals(model)) {
            return;
        }
        try {
            new StateFile(file).write(text(room, model, before));
            since = clock.now();
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be written: should the hub end with model {}, it will not go back to {}",
                    file,
                    model,
                    before,
                    e);
        }
    }

    private static String text(@Nullable String room, String model, String before) {
        String where = room == null ? "" : "room=" + room + "\n";
        return where + "model=" + model + "\nbefore=" + before + "\n";
    }

    /** To be called now and then. */
    public synchronized void check() {
        Duration began = since;
        if (began != null && clock.since(began).compareTo(FIRST_MINUTES) >= 0) {
            forget();
        }
    }

    /** The switch came to nothing, or the hub ends in good order. */
    public synchronized void forget() {
        since = null;
        try {
            if (file != null) {
                new StateFile(file).delete();
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted: the next start goes back to the model before", file, e);
        }
    }

    private @Nullable Fallen read() {
        if (file == null || !Files.exists(file)) {
            return null;
        }
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            lines.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{} cannot be read: no model is taken back", file, e);
        }
        String model = lines.getProperty("model", "");
        String before = lines.getProperty("before", "");
        return model.isEmpty() || before.isEmpty()
                ? null
                : new Fallen(lines.getProperty("room"), model, before);
    }
}
