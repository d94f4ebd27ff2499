// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What becomes an alert and who is notified: {@code etc/io.soribit.alert*.cfg}. */
final class RuleDocuments implements Documents {
    private static final String NAME =
            "io\\.soribit\\.alert([.~-][^/\\\\\\p{Cntrl}]{1,150})?\\.cfg";

    private final Path folder;
    private final FileCache<String> files = new FileCache<>((file, text) -> Hashes.of(text));

    RuleDocuments(Path data) {
        folder = data.resolve("etc");
    }

    @Override
    public String what() {
        return "rule";
    }

    @Override
    public Map<String, String> hashes() throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        files.read(FileCache.list(folder, name -> name.matches(NAME)))
                .forEach((file, hash) -> hashes.put(String.valueOf(file.getFileName()), hash));
        return hashes;
    }

    @Override
    public Map<String, String> unreadable() {
        return files.unreadable();
    }

    @Override
    public boolean isIntact(boolean first, boolean none) {
        return Files.isDirectory(folder) && !(first && none);
    }

    @Override
    public byte[] read(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    @Override
    public void check(String name, byte[] content) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException("no such file is shared");
        }
    }

    @Override
    public void write(String name, byte[] content) throws IOException {
        new StateFile(folder.resolve(name)).write(content);
    }

    @Override
    public void delete(String name) throws IOException {
        new StateFile(folder.resolve(name)).delete();
    }
}
