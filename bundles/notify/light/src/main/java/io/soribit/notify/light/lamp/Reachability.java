// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which lamps report that they are online. Thread-safe. */
final class Reachability {
    private static final int LONGEST_STATE = 16;

    private final Map<String, Boolean> online = new ConcurrentHashMap<>();
    private final Set<String> used;
    private final Consumer<String> listener;

    /**
     * @param used lamps that are in use
     * @param listener receives the ids of lamps, and of Shellys as a whole, that are online
     */
    Reachability(Collection<Lamp> used, Consumer<String> listener) {
        this.used = used.stream().map(Reachability::id).collect(Collectors.toUnmodifiableSet());
        this.listener = listener;
    }

    /** Whether a lamp can be reached; null if nothing says so. */
    @Nullable Boolean of(Lamp lamp) {
        return online.get(id(lamp));
    }

    /** A Shelly can be reached as a whole. */
    private static String id(Lamp lamp) {
        String name = lamp.name();
        boolean part = lamp.kind() == Lamp.Kind.SHELLY;
        return lamp.kind().id(part ? name.substring(0, name.lastIndexOf('/')) : name);
    }

    /**
     * @throws IOException if the payload is neither online nor offline
     */
    void read(Lamp.Kind kind, String name, byte[] payload) throws IOException {
        String state = new String(payload, 0, Math.min(LONGEST_STATE, payload.length), UTF_8);
        String id = kind.id(name);
        switch (state.toLowerCase(Locale.ROOT)) {
            case "online", "true" -> {
                note(id, true);
                listener.accept(id);
            }
            case "offline", "false" -> note(id, false);
            default -> {
                online.remove(id);
                if (!state.isEmpty()) {
                    throw new IOException(
                            LampJson.shown(LampJson.object().textNode(state))
                                    + " is neither online nor offline");
                }
            }
        }
    }

    private void note(String id, boolean reachable) {
        if (online.size() < FoundLamps.MOST || online.containsKey(id) || used.contains(id)) {
            online.put(id, reachable);
        }
    }
}
