// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lamps are owed: written before the hub changes a lamp, struck off when the lamp has its
 * state back. It survives a crash of the hub. Thread-safe.
 */
public final class LampJournal {
    private static final Logger LOG = LoggerFactory.getLogger(LampJournal.class);

    private final @Nullable Path file;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, PendingRestore> debts = new LinkedHashMap<>();
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

    /** Those that are owed something. */
    public synchronized List<String> lamps() {
        return List.copyOf(debts.keySet());
    }

    public synchronized Optional<PendingRestore> of(String lamp) {
        return Optional.ofNullable(debts.get(lamp));
    }

    synchronized void owe(String lamp, PendingRestore debt) {
        changed |= !debt.equals(debts.put(lamp, debt));
    }

    synchronized void strike(String lamp) {
        changed |= debts.remove(lamp) != null;
    }

    /** Writes what has changed; returns when it is on the disk, or has failed and that was said. */
    public synchronized void save() {
        if (!changed || file == null) {
            return;
        }
        try {
            write(file);
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

    private void write(Path to) throws IOException {
        Path folder = to.toAbsolutePath().resolveSibling("");
        Files.createDirectories(folder);
        if (debts.isEmpty()) {
            Files.deleteIfExists(to);
        } else {
            Path whole = to.resolveSibling("." + to.getFileName() + ".new");
            ObjectNode all = json.createObjectNode();
            debts.forEach((lamp, debt) -> all.set(lamp, debt.toJson()));
            try (FileChannel channel =
                    FileChannel.open(
                            whole,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(all.toPrettyString().getBytes(UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(
                    whole, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        force(folder);
    }

    /** Makes the move itself durable, where the system can. */
    private static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("{} cannot be forced to the disk here", folder, e);
        }
    }

    private void read(Path from) {
        try {
            debts.putAll(parse(Files.readAllBytes(from)));
        } catch (NoSuchFileException e) {
            LOG.debug("no lamp is owed anything: no {}", from);
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
