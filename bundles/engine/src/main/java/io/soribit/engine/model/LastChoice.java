// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was chosen before the last change, across restarts, for the command that reverts it. */
public final class LastChoice {
    private static final Logger LOG = LoggerFactory.getLogger(LastChoice.class);

    private final @Nullable Path file;

    /**
     * @param file null for nowhere
     */
    public LastChoice(@Nullable Path file) {
        this.file = file;
    }

    public void keep(PreviousModel before) {
        if (file == null) {
            return;
        }
        String room = before.room() == null ? "" : before.room();
        try {
            new StateFile(file).writeLines(List.of(before.joined(), room));
        } catch (IOException e) {
            LOG.warn("{} cannot be written: this choice cannot be taken back later", file, e);
        }
    }

    /** Null if nothing was chosen yet. */
    public @Nullable PreviousModel read() {
        if (file == null || !Files.exists(file)) {
            return null;
        }
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.size() < 2 || lines.get(0).isBlank()
                    ? null
                    : new PreviousModel(lines.get(1).isEmpty() ? null : lines.get(1), lines.get(0));
        } catch (IOException e) {
            LOG.warn("{} cannot be read: no choice can be taken back", file, e);
            return null;
        }
    }
}
