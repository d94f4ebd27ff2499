// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lamps that were told something, the last {@value #MOST}. Not thread-safe. */
final class Lamps {
    static final int MOST = 64;
    private final Map<String, Lamp> byName = new LinkedHashMap<>();

    /** The lamp of that name after a message. */
    Lamp told(String name, String payload, Instant now) {
        Lamp before = byName.remove(name);
        Lamp after = LampMessage.apply(before == null ? Lamp.unknown(name) : before, payload, now);
        byName.put(name, after);
        if (byName.size() > MOST) {
            byName.remove(byName.keySet().iterator().next());
        }
        return after;
    }

    List<Lamp> byName() {
        return byName.values().stream().sorted(Comparator.comparing(Lamp::name)).toList();
    }
}
