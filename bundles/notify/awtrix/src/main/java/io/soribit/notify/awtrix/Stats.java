// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.awtrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/**
 * What an AWTRIX 3 says of itself every few seconds.
 *
 * @param uptime seconds since it was started
 */
record Stats(long uptime) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 4_096;

    /** Reads it; empty if it is something else. */
    static Optional<Stats> of(byte[] payload) {
        if (payload.length > LONGEST) {
            return Optional.empty();
        }
        try {
            JsonNode stats = JSON.readTree(payload);
            boolean own =
                    stats.path("uid").isTextual()
                            && stats.path("matrix").isBoolean()
                            && stats.path("bri").isNumber();
            return own ? Optional.of(new Stats(stats.path("uptime").asLong())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
