// SPDX-License-Identifier: Apache-2.0
package io.soribit.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * By which a changed jar is known.
 *
 * @param modified time of the last change, in ms
 * @param bytes size
 */
record JarVersion(long modified, long bytes) {
    static JarVersion of(Path jar) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
        return new JarVersion(attributes.lastModifiedTime().toMillis(), attributes.size());
    }

    @Override
    public String toString() {
        return modified + " " + bytes;
    }
}
