// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The origin of a configuration.
 *
 * @param pid of the configuration itself
 * @param definedBy PID or factory PID of what reads it
 * @param file the file it was read from; null if there is none
 */
record Origin(String pid, String definedBy, @Nullable String file) {
    static final String FILE_KEY = "felix.fileinstall.filename";

    static Origin of(Dictionary<String, Object> properties) {
        String pid = String.valueOf(properties.get(Constants.SERVICE_PID));
        Object factory = properties.get(ConfigurationAdmin.SERVICE_FACTORYPID);
        // A PID may be aimed at one bundle: pid|symbolic-name|version|location.
        String definedBy = (factory == null ? pid : factory.toString()).split("\\|", 2)[0];
        Object file = properties.get(FILE_KEY);
        return new Origin(pid, definedBy, file == null ? null : path(file.toString()));
    }

    private static String path(String file) {
        try {
            return file.startsWith("file:") ? Path.of(URI.create(file)).toString() : file;
        } catch (IllegalArgumentException e) {
            return file;
        }
    }

    /** For messages to people. */
    String where() {
        return file == null ? "configuration " + pid : file;
    }

    /** The contents of a configuration in a form that can be compared. */
    static Map<String, String> contents(Dictionary<String, Object> properties) {
        Map<String, String> contents = new TreeMap<>();
        for (String key : Collections.list(properties.keys())) {
            Object value = properties.get(key);
            if (!key.startsWith("service.")) {
                contents.put(key, Arrays.deepToString(new Object[] {value}));
            }
        }
        return contents;
    }
}
