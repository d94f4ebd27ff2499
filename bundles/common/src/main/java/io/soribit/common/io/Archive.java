// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A zip file of foreign origin. What it says of its size is compared with the limits before
 * anything is unpacked, and an entry never yields more than it says. Not thread-safe.
 */
public final class Archive implements AutoCloseable {
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries;

    private Archive(ZipFile zip, Map<String, ZipEntry> entries) {
        this.zip = zip;
        this.entries = entries;
    }

    /**
     * Opens one.
     *
     * @throws RefusedArchiveException if it holds more than the limits, a name twice, links or
     *     devices
     * @throws ZipException if it is damaged, or no archive
     */
    public static Archive open(Path file, ArchiveLimits limits) throws IOException {
        ZipDirectory.check(file, limits.entries());
        ZipFile zip = new ZipFile(file.toFile());
        try {
            return new Archive(zip, entries(zip, limits));
        } catch (IOException e) {
            zip.close();
            throw e;
        }
    }

    private static Map<String, ZipEntry> entries(ZipFile zip, ArchiveLimits limits)
            throws IOException {
        Map<String, ZipEntry> entries = new LinkedHashMap<>();
        long all = 0;
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            if (entries.put(name, entry) != null && !entry.isDirectory()) {
                throw new RefusedArchiveException("it holds '" + EntryName.shown(name) + "' twice");
            }
            long size = entry.getSize();
            if (size < 0 || size > limits.entryBytes()) {
                throw tooLarge("'" + EntryName.shown(name) + "' in it", limits.entryBytes());
            }
            all += size;
            if (all < 0 || all > limits.bytes()) {
                throw tooLarge("it", limits.bytes());
            }
        }
        return entries;
    }

    private static RefusedArchiveException tooLarge(String what, long most) {
        return new RefusedArchiveException(
                what
                        + " has more than "
                        + LimitedFiles.amount(most)
                        + " unpacked, which is not taken");
    }

    /** Its entries, in their order. */
    public Collection<ZipEntry> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    /** One of them; null if there is none of that name. */
    public @Nullable ZipEntry entry(String name) {
        return entries.get(name);
    }

    /** Bytes of all entries, unpacked. */
    public long bytes() {
        return entries.values().stream().mapToLong(ZipEntry::getSize).sum();
    }

    /**
     * The content of an entry. The stream throws a {@link ZipException} when it is not as it was
     * written: longer or shorter than the entry says, or with another checksum.
     */
    public InputStream read(ZipEntry entry) throws IOException {
        return new EntryStream(zip.getInputStream(entry), entry);
    }

    /**
     * The whole content of an entry.
     *
     * @throws RefusedArchiveException if it has more bytes than {@code most}
     */
    public byte[] read(ZipEntry entry, int most) throws IOException {
        if (entry.getSize() > most) {
            throw tooLarge("'" + EntryName.shown(entry.getName()) + "' in it", most);
        }
        try (InputStream in = read(entry)) {
            return in.readAllBytes();
        }
    }

    /**
     * Unpacks files; folders are made as they need them.
     *
     * @param folder a folder that nobody else writes to
     * @param wanted which names
     * @throws RefusedArchiveException if a name reaches out of the folder, or is that of a folder
     *     and a file at once
     */
    public void extract(Path folder, Predicate<String> wanted) throws IOException {
        for (ZipEntry entry : entries.values()) {
            if (!entry.isDirectory() && wanted.test(entry.getName())) {
                EntryName.check(entry.getName());
            }
        }
        for (ZipEntry entry : entries.values()) {
            if (!entry.isDirectory() && wanted.test(entry.getName())) {
                extract(entry, folder.resolve(entry.getName()));
            }
        }
    }

    private void extract(ZipEntry entry, Path file) throws IOException {
        try (InputStream in = read(entry)) {
            Folders.makeFor(file);
            Files.copy(in, file);
        } catch (FileAlreadyExistsException e) {
            throw new RefusedArchiveException(
                    "'" + EntryName.shown(entry.getName()) + "' in it is a file and a folder");
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
