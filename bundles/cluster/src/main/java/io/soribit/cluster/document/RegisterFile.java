// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps which versions this hub has. */
final class RegisterFile {
    private static final Logger LOG = LoggerFactory.getLogger(RegisterFile.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENTRIES = "documents";
    private static final String COMING = "coming";

    private final StateFile file;

    RegisterFile(Path file) {
        this.file = new StateFile(file);
    }

    /**
     * Reads into an empty register. A damaged file is put aside: what it would say without its
     * removals is worse than nothing.
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
            if (!json.path(ENTRIES).isObject()) {
                throw new IllegalArgumentException("it has no " + ENTRIES);
            }
            Map<String, Entry> entries = entries(json.path(ENTRIES));
            register.coming().putAll(entries(json.path(COMING)));
            register.entries().putAll(entries);
            return true;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            Path aside = file.path().resolveSibling(file.path().getFileName() + ".damaged");
            Files.move(file.path(), aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.warn("{} is damaged and now {}: what other hubs have holds", file.path(), aside, e);
            return false;
        }
    }

    private static Map<String, Entry> entries(JsonNode json) {
        Map<String, Entry> entries = new HashMap<>();
        for (var each : json.properties()) {
            entries.put(each.getKey(), Entry.read(each.getValue()));
        }
        return entries;
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
