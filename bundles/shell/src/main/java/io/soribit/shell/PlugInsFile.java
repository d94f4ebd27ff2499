// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.hub.PlugInStatus;
import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code plugins.json} of the data folder: the states of the plug-ins, which the running hub writes
 * for {@code soribit plugins}.
 */
final class PlugInsFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StateFile file;

    PlugInsFile(Path data) {
        file = new StateFile(data.resolve("plugins.json"));
    }

    void write(List<PlugInStatus> plugIns) throws IOException {
        ArrayNode all = JSON.createArrayNode();
        for (PlugInStatus plugIn : plugIns) {
            all.addObject()
                    .put("file", plugIn.file())
                    .put("name", plugIn.name())
                    .put("version", plugIn.version())
                    .put("state", plugIn.state().text())
                    .put("message", plugIn.message());
        }
        ObjectNode document = JSON.createObjectNode().put("pid", ProcessHandle.current().pid());
        document.set("plugins", all);
        file.write(document.toPrettyString());
    }

    /** The plug-ins of the hub that runs with this data folder; empty if none runs. */
    Optional<JsonNode> read() throws IOException {
        Optional<byte[]> content = file.read();
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode document = JSON.readTree(new String(content.get(), StandardCharsets.UTF_8));
            boolean runs =
                    ProcessHandle.of(document.path("pid").asLong()).stream()
                            .anyMatch(ProcessHandle::isAlive);
            return runs ? Optional.of(document.path("plugins")) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IOException(file.path() + " is malformed: delete it", e);
        }
    }

    void delete() throws IOException {
        file.delete();
    }
}
