// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.upgrade;

import io.soribit.common.io.Folders;
import io.soribit.common.release.Release;
import io.soribit.common.signing.ModelParts;
import io.soribit.shell.upgrade.ReleaseList.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The releases that are installed beside the one that came with the launcher, a folder each. */
final class ReleaseStore {
    /** What of a release is installed; the launcher, its script and documents are not. */
    private static final List<String> PARTS = List.of("lib/", "features/");

    private static final String STAGING = ".new-";
    private static final int BUFFER = 1 << 16;

    private final Path folder;

    /**
     * @param folder of the releases
     */
    ReleaseStore(Path folder) {
        this.folder = folder;
    }

    /** What of a release is installed. */
    static Map<String, Entry> installed(ReleaseList list) {
        Map<String, Entry> files = new TreeMap<>(list.files());
        files.keySet().removeIf(path -> PARTS.stream().noneMatch(path::startsWith));
        return files;
    }

    /**
     * Copies a release, unless it is there; each file is checked once more as it is copied. All of
     * it is on the disk when this returns, and nothing of it is there after an exception.
     */
    void add(Path source, ReleaseList list, Release release) throws IOException {
        Path target = folder.resolve(release.folder());
        Map<String, Entry> files = installed(list);
        if (Files.isDirectory(target)
                && new ReleaseList(list.format(), list.version(), files)
                        .differences(target)
                        .isEmpty()) {
            return;
        }
        Path staging = folder.resolve(STAGING + release.folder());
        Folders.delete(staging);
        try {
            for (Map.Entry<String, Entry> file : files.entrySet()) {
                Path copy = staging.resolve(file.getKey());
                Folders.makeFor(copy);
                copy(source.resolve(file.getKey()), copy, file.getValue());
            }
            forceFolders(staging);
            Folders.delete(target);
            Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
            Folders.force(folder);
        } finally {
            Folders.delete(staging);
        }
    }

    private static void copy(Path from, Path to, Entry listed) throws IOException {
        MessageDigest digest = ModelParts.digest();
        long bytes = 0;
        try (InputStream in = Files.newInputStream(from, LinkOption.NOFOLLOW_LINKS);
                FileChannel out =
                        FileChannel.open(
                                to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                bytes += n;
                ByteBuffer content = ByteBuffer.wrap(buffer, 0, n);
                while (content.hasRemaining()) {
                    out.write(content);
                }
            }
            out.force(true);
        }
        if (!new Entry(bytes, HexFormat.of().formatHex(digest.digest())).equals(listed)) {
            throw new IOException(from + " was changed while it was copied: try again");
        }
    }

    private static void forceFolders(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            tree.filter(Files::isDirectory).forEach(Folders::force);
        }
    }

    /** Deletes releases that are no longer needed, and what an interrupted copy has left. */
    void keepOnly(Set<String> names) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.list(folder)) {
            for (Path path : all.toList()) {
                if (!names.contains(String.valueOf(path.getFileName()))) {
                    Folders.delete(path);
                }
            }
        }
    }
}
