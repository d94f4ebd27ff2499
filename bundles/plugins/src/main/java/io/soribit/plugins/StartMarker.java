// SPDX-License-Identifier: Apache-2.0
package io.soribit.plugins;

import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is there while a plug-in starts, and once it has ended the hub: a hub that finds it
 * was ended by this plug-in.
 */
final class StartMarker {
    private static final Logger LOG = LoggerFactory.getLogger(StartMarker.class);

    static final String STARTING = "the hub ended while it was starting";

    private final StateFile file;

    StartMarker(Path folder, String name) {
        file = new StateFile(folder.resolve(name + ".starting"));
    }

    /**
     * @param what happened, should the hub find it
     */
    void set(JarVersion version, String what) {
        try {
            file.writeLines(List.of(version.toString(), what));
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be written: if the plug-in ends the hub, it is started again;"
                            + " make room on the disk, or make the folder writable",
                    file.path(),
                    e);
        }
    }

    void clear() {
        try {
            file.delete();
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted; delete it", file.path(), e);
        }
    }

    /** How this version ended the hub; empty if it did not. */
    Optional<String> read(JarVersion version) {
        try {
            List<String> lines = file.readLines();
            return lines.isEmpty() || !lines.get(0).equals(version.toString())
                    ? Optional.empty()
                    : Optional.of(lines.size() > 1 ? lines.get(1) : STARTING);
        } catch (IOException e) {
            LOG.warn("{} cannot be read; delete it", file.path(), e);
            return Optional.empty();
        }
    }
}
