// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** {@code status.json} of the data folder, which the running hub writes. */
public final class StatusFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StateFile file;

    /**
     * @param data the data folder
     */
    public StatusFile(Path data) {
        file = new StateFile(data.resolve("status.json"));
    }

    void write(HubState state) throws IOException {
        file.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(state) + "\n");
    }

    /** The state of the hub that runs with this data folder; empty if none runs. */
    Optional<HubState> read() throws IOException {
        Optional<byte[]> content = file.read();
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            HubState state = JSON.readValue(content.get(), HubState.class);
            return ProcessHandle.of(state.pid()).filter(ProcessHandle::isAlive).map(p -> state);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file.path() + " is malformed: delete it and start the hub again", e);
        }
    }

    /** Whether a hub runs with this data folder; a satellite writes no such file. */
    public boolean isWritten() throws IOException {
        return read().isPresent();
    }

    /** What a part of the running hub says about itself; empty if it says nothing. */
    public Optional<String> partSays(String name) throws IOException {
        return read().flatMap(
                        state ->
                                state.parts().stream()
                                        .filter(part -> part.name().equals(name))
                                        .map(HubState.Part::message)
                                        .findFirst());
    }

    void delete() throws IOException {
        file.delete();
    }
}
