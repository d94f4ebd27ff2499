// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Keeps which versions this hub has. */
final class RegisterFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENTRIES = "documents";
    private static final String COMING = "coming";

    private final StateFile file;

    RegisterFile(Path file) {
        this.file = new StateFile(file);
    }

    /**
     * Reads into an empty register.
     *
     * @return whether there was any
     * @throws IOException if it cannot be read
     */
    boolean read(Register register) throws IOException {
        Optional<byte[]> content = file.read();
        if (content.isEmpty()) {
            return false;
        }
        try {
            JsonNode json = JSON.readTree(content.get());
            for (var each : json.path(ENTRIES).properties()) {
                register.entries().put(each.getKey(), Entry.read(each.getValue()));
            }
            for (var each : json.path(COMING).properties()) {
                register.coming().put(each.getKey(), Entry.read(each.getValue()));
            }
            return true;
        } catch (IllegalArgumentException e) {
            throw new IOException(file.path() + ": " + e.getMessage(), e);
        }
    }

    void write(Register register) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set(ENTRIES, json(register.entries()));
        json.set(COMING, json(register.coming()));
        file.write(JSON.writeValueAsBytes(json));
    }

    private static ObjectNode json(Map<String, Entry> entries) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        entries.forEach((name, entry) -> json.set(name, entry.json()));
        return json;
    }
}
