// SPDX-License-Identifier: Apache-2.0
package io.soribit.config.migration;

import java.util.Properties;

/** How the value of a setting becomes that of another. */
enum Conversion {
    SAME {
        @Override
        String convert(String value, Properties file) {
            return value;
        }
    },
    /** A number of windows becomes milliseconds. */
    WINDOWS {
        @Override
        String convert(String value, Properties file) {
            long hop = Long.parseLong(file.getProperty("hop_ms", HOP_MS).strip());
            return Long.toString(Math.min(MOST_MS, Long.parseLong(value.strip()) * hop));
        }
    };

    private static final String HOP_MS = "240";
    private static final long MOST_MS = 10_000;

    /**
     * Converts a value.
     *
     * @param file all settings of the file
     * @throws NumberFormatException if it cannot be converted
     */
    abstract String convert(String value, Properties file);
}
