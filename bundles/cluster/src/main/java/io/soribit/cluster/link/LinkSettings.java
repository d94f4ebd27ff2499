// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.link;

import java.util.Arrays;
import java.util.List;

/**
 * How to find the others.
 *
 * @param partners host or host:port of each; one may be several, separated by commas
 * @param key at least {@value #SHORTEST_KEY} characters
 * @param name of this member
 * @param port at which the others reach this member; 0 for any that is free
 * @param host address of this machine; empty for that on the way to a partner
 */
public record LinkSettings(List<String> partners, String key, String name, int port, String host) {
    static final int SHORTEST_KEY = 16;

    public LinkSettings {
        partners =
                partners.stream()
                        .flatMap(line -> Arrays.stream(line.split(",")))
                        .map(String::strip)
                        .filter(partner -> !partner.isEmpty())
                        .toList();
        if (partners.isEmpty()) {
            throw new IllegalArgumentException(
                    "'partner' is not set: name the other hub, such as other-hub.local");
        }
        if (key.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "'key' has fewer than "
                            + SHORTEST_KEY
                            + " characters: set the same long, random key on all hubs");
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return name + " at " + host + ":" + port + " with " + partners;
    }
}
