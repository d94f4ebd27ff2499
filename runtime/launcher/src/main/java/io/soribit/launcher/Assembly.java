// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a feature, with the features it builds on, asks for.
 *
 * @param bundles in the order of installation
 * @param configurations by PID; {@code pid~name} is an instance of a factory
 * @param properties of the framework
 */
record Assembly(
        List<Part> bundles,
        Map<String, Map<String, Object>> configurations,
        Map<String, String> properties) {
    /**
     * A bundle to install.
     *
     * @param jar the file
     * @param startLevel 1 to 11: the infrastructure below 8, what hears at 8 and 9, other models at
     *     11
     * @param start whether to start it, or to leave that to a command
     */
    record Part(Path jar, int startLevel, boolean start) {}
}
