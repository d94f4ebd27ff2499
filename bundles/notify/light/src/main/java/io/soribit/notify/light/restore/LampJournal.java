// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be restored: written before the hub changes a lamp, removed when the lamp has its
 * state back. It survives a crash of the hub. Thread-safe.
 */
public final class LampJournal {
    private static final Logger LOG = LoggerFactory.getLogger(LampJournal.class);

    private final @Nullable Path file;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, PendingRestore> pendingRestores = new LinkedHashMap<>();
    private boolean changed;
    private boolean failing;

    /**
     * @param file where it is kept; null keeps it in memory only
     */
    public LampJournal(@Nullable Path file) {
        this.file = file;
        if (file != null) {
            read(file);
        }
    }

    /** Those that have to be restored. */
    public synchronized List<String> lamps() {
        return List.copyOf(pendingRestores.keySet());
    }

    public synchronized Optional<PendingRestore> of(String lamp) {
        return Optional.ofNullable(pendingRestores.get(lamp));
    }

    synchronized void put(String lamp, PendingRestore pendingRestore) {
        changed |= !pendingRestore.equals(pendingRestores.put(lamp, pendingRestore));
    }

    synchronized void remove(String lamp) {
        changed |= pendingRestores.remove(lamp) != null;
    }

    /** Writes what has changed; returns when it is on the disk, or has failed and that was said. */
    public synchronized void save() {
        if (!changed || file == null) {
            return;
        }
        try {
            write(new StateFile(file));
            changed = false;
            if (failing) {
                LOG.info("{} is written again", file);
            }
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.warn(
                        "{} cannot be written: lamps flash, but should the hub die meanwhile they"
                                + " do not get their state back; make room on the disk, or make"
                                + " the folder writable for the hub",
                        file,
                        e);
            }
            failing = true;
        }
    }

    private void write(StateFile to) throws IOException {
        if (pendingRestores.isEmpty()) {
            to.delete();
            return;
        }
        ObjectNode all = json.createObjectNode();
        pendingRestores.forEach((lamp, pendingRestore) -> all.set(lamp, pendingRestore.toJson()));
        to.write(all.toPrettyString());
    }

    private void read(Path from) {
        try {
            pendingRestores.putAll(parse(Files.readAllBytes(from)));
        } catch (NoSuchFileException e) {
            LOG.debug("no lamp has to be restored: no {}", from);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            setAside(from, e);
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be read: lamps that flashed when the hub ended do not get their"
                            + " state back; make it readable for the hub",
                    from,
                    e);
        }
    }

    private Map<String, PendingRestore> parse(byte[] text) throws IOException {
        JsonNode all = json.readTree(text);
        if (!all.isObject()) {
            throw new IllegalArgumentException("it is no JSON object");
        }
        Map<String, PendingRestore> known = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : all.properties()) {
            known.put(entry.getKey(), PendingRestore.of(entry.getValue()));
        }
        return known;
    }

    private static void setAside(Path file, Exception reason) {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.warn(
                    "{} is damaged and is now {}: lamps that flashed when the hub ended do not get"
                            + " their state back; look after them",
                    file,
                    aside.getFileName(),
                    reason);
        } catch (IOException e) {
            e.addSuppressed(reason);
            LOG.warn("{} is damaged and cannot be set aside; delete it", file, e);
        }
    }
}
