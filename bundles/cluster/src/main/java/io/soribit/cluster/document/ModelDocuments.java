// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.common.io.StateFile;
import io.soribit.common.setting.EntryText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which models listen: two entries of {@code etc/io.soribit.engine.cfg}. */
final class ModelDocuments implements Documents {
    private static final List<String> KEYS = List.of("model", "room_models");
    private static final String VALUE = "[^\\p{Cntrl}\\\\]{0,4000}";

    private final StateFile file;

    ModelDocuments(Path data) {
        file = new StateFile(data.resolve("etc").resolve("io.soribit.engine.cfg"));
    }

    @Override
    public String what() {
        return "choice of models";
    }

    @Override
    public Map<String, String> hashes() throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        EntryText text = text();
        for (String key : KEYS) {
            if (!text.isChangeable(key)) {
                throw new IOException(
                        "'" + key + "' has to be plain text in one line of " + file.path());
            }
            text.value(key).ifPresent(value -> hashes.put(key, Hashes.of(value)));
        }
        return hashes;
    }

    private EntryText text() throws IOException {
        return EntryText.of(file.read().map(bytes -> new String(bytes, UTF_8)).orElse(null));
    }

    @Override
    public boolean isIntact(boolean first, boolean none) {
        return Files.exists(file.path());
    }

    @Override
    public byte[] read(String name) throws IOException {
        return text().value(name).orElseThrow(() -> new NoSuchFileException(name)).getBytes(UTF_8);
    }

    @Override
    public void check(String name, byte[] content) {
        String value = new String(content, UTF_8);
        if (!KEYS.contains(name) || !value.matches(VALUE) || !value.equals(value.strip())) {
            throw new IllegalArgumentException("it is malformed");
        }
    }

    @Override
    public void write(String name, byte[] content) throws IOException {
        set(name, new String(content, UTF_8));
    }

    @Override
    public void delete(String name) throws IOException {
        set(name, null);
    }

    private void set(String name, @Nullable String value) throws IOException {
        file.write(text().with(name, value));
    }
}
