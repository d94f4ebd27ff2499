// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.lamp;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last {@value #MOST} lamps that a message was sent to. Not thread-safe. */
public final class Lamps {
    static final int MOST = 64;
    private final Map<String, Lamp> byName = new LinkedHashMap<>();

    /** The lamp of that name after a message. */
    public Lamp apply(String name, String payload, Instant now) {
        Lamp before = byName.remove(name);
        Lamp after = LampMessage.apply(before == null ? Lamp.unknown(name) : before, payload, now);
        byName.put(name, after);
        if (byName.size() > MOST) {
            byName.remove(byName.keySet().iterator().next());
        }
        return after;
    }

    /** All lamps by name. */
    public List<Lamp> byName() {
        return byName.values().stream().sorted(Comparator.comparing(Lamp::name)).toList();
    }
}
