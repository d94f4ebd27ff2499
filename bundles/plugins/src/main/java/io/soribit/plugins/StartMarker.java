// SPDX-License-Identifier: Apache-2.0
package io.soribit.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that is there while a plug-in starts: if the hub finds it, that start ended the hub. */
final class StartMarker {
    private static final Logger LOG = LoggerFactory.getLogger(StartMarker.class);

    private final StateFile file;

    StartMarker(Path folder, String name) {
        file = new StateFile(folder.resolve(name + ".starting"));
    }

    void set(JarVersion version) {
        try {
            file.write(version.toString());
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

    /** Whether the hub ended while this version started. */
    boolean isSet(JarVersion version) {
        try {
            return file.read()
                    .filter(text -> new String(text, UTF_8).equals(version.toString()))
                    .isPresent();
        } catch (IOException e) {
            LOG.warn("{} cannot be read; delete it", file.path(), e);
            return false;
        }
    }
}
