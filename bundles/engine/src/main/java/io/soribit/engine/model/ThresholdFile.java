// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.api.Ontology;
import io.soribit.api.Rooms;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.score.Sensitivity;
import io.soribit.common.io.ChangeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thresholds in {@code etc/io.soribit.engine.cfg}: changes one entry and leaves all else. */
@Component
public final class ThresholdFile implements Sensitivity {
    private static final Logger LOG = LoggerFactory.getLogger(ThresholdFile.class);
    private static final String KEY = "thresholds";
    private static final float LEAST = 0.05f;
    private static final float MOST = 0.99f;

    private final Ontology ontology;
    private final Clock clock;
    private final Path file;
    private final ChangeFile<Sensitivity.Change> log;

    @Activate
    public ThresholdFile(BundleContext context, @Reference Ontology ontology) {
        this(Path.of(context.getProperty("soribit.data")), ontology, Clock.systemUTC());
    }

    ThresholdFile(Path data, Ontology ontology, Clock clock) {
        file = data.resolve("etc").resolve("io.soribit.engine.cfg");
        log = ThresholdLog.in(data.resolve("state").resolve("sensitivity"));
        this.ontology = ontology;
        this.clock = clock;
    }

    @Override
    public synchronized Optional<Float> threshold(String room, String sound) throws IOException {
        String name = room + "/" + sound;
        for (String entry : entries()) {
            if (nameOf(entry).equals(name)) {
                return number(entry);
            }
        }
        return Optional.empty();
    }

    private static Optional<Float> number(String entry) {
        try {
            String value = entry.substring(entry.lastIndexOf('=') + 1);
            return Optional.of(Float.valueOf(value.split("/", 2)[0].strip()));
        } catch (NumberFormatException e) {
            return Optional.empty(); // The engine reports it, and does not apply it.
        }
    }

    @Override
    public synchronized void set(String room, String sound, @Nullable Float threshold, String who)
            throws IOException {
        Sound known =
                ontology.sound(sound)
                        .orElseThrow(() -> new IllegalArgumentException("no sound " + sound));
        if (known.urgency() == Urgency.EMERGENCY) {
            throw new IllegalArgumentException("the sensitivity for danger cannot be changed");
        }
        if (threshold != null && !(threshold >= LEAST && threshold <= MOST)) {
            throw new IllegalArgumentException("the threshold is from " + LEAST + " to " + MOST);
        }
        String name = Rooms.check(room) + "/" + sound;
        Float before = threshold(room, sound).orElse(null);
        if (room.matches(".*[,=\\\\\"].*")) {
            throw new IllegalArgumentException("rename the room first: " + room);
        }
        List<String> entries = new ArrayList<>(entries());
        entries.removeIf(entry -> nameOf(entry).equals(name));
        if (threshold != null) {
            entries.add(name + "=" + String.format(Locale.ROOT, "%.2f", threshold));
        }
        ConfigFile.set(file, KEY, String.join(", ", entries));
        LOG.info("threshold of {} is now {} (set by {})", name, threshold, who);
        record(room, sound, before, threshold, who);
    }

    /** It is set already: that it cannot be undone later is no reason to say otherwise. */
    private void record(
            String room, String sound, @Nullable Float before, @Nullable Float after, String who) {
        String id = UUID.randomUUID().toString();
        try {
            log.add(new Change(id, clock.instant(), who, room, sound, before, after));
        } catch (IOException e) {
            LOG.warn("the change of the threshold of {} cannot be undone on the page", sound, e);
        }
    }

    @Override
    public synchronized List<Change> changes() {
        try {
            List<Change> changes = new ArrayList<>(log.read());
            Collections.reverse(changes);
            return changes;
        } catch (IOException e) {
            LOG.warn("the changes of thresholds cannot be read", e);
            return List.of();
        }
    }

    @Override
    public synchronized void undo(String change, String who) throws IOException {
        Change made =
                log.read().stream()
                        .filter(c -> c.id().equals(change))
                        .findAny()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "that change is not known any more"));
        Float now = threshold(made.room(), made.sound()).orElse(null);
        if (!Objects.equals(now, made.after())) {
            throw new IllegalStateException("something else was set since");
        }
        set(made.room(), made.sound(), made.before(), who);
    }

    private List<String> entries() throws IOException {
        String value = ConfigFile.get(file, KEY);
        if (value.endsWith("\\") || value.matches("[A-Za-z]?\\s*[\\[(\"].*")) {
            throw new IOException(KEY + " in " + file + " is no plain list: change it there");
        }
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    private static String nameOf(String entry) {
        int equals = entry.lastIndexOf('=');
        String name = equals < 0 ? entry : entry.substring(0, equals);
        int slash = name.lastIndexOf('/');
        return slash < 0
                ? name.strip()
                : name.substring(0, slash).strip() + "/" + name.substring(slash + 1).strip();
    }
}
