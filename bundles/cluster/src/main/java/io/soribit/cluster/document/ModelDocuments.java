// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.common.io.StateFile;
import io.soribit.common.setting.EntryText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which model listens in the house: {@code model} in {@code etc/io.soribit.engine.cfg}. Those of
 * single rooms are not shared: a hub that follows a change of several writes each as it switches,
 * and hubs would take each other's steps back.
 */
final class ModelDocuments implements Documents {
    private static final String KEY = "model";
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
        if (!text.isChangeable(KEY)) {
            throw new IOException(
                    "'" + KEY + "' has to be plain text in one line of " + file.path());
        }
        text.value(KEY).ifPresent(value -> hashes.put(KEY, Hashes.of(value)));
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
        if (!name.equals(KEY) || !value.matches(VALUE) || !value.equals(value.strip())) {
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
