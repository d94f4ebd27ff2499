// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one kind that a hub knows: of each the last version holds, whichever way and in
 * whichever order versions come. Not thread-safe.
 */
final class Register {
    private final String hub;
    private final SortedMap<String, Entry> entries = new TreeMap<>();
    private final Map<String, Entry> coming = new HashMap<>();
    private final Map<String, String> seen = new HashMap<>();

    /**
     * @param hub the name of this one
     */
    Register(String hub) {
        this.hub = hub;
    }

    /** All, also those that were removed. */
    SortedMap<String, Entry> entries() {
        return entries;
    }

    /** What is being written: it counts as soon as it is there. */
    Map<String, Entry> coming() {
        return coming;
    }

    @Nullable Entry get(String name) {
        return entries.get(name);
    }

    void put(String name, Entry entry) {
        coming.remove(name);
        entries.put(name, entry);
    }

    /** These were there before anything was shared. */
    void begin(Map<String, String> hashes) {
        hashes.forEach((name, hash) -> put(name, new Entry(Version.unshared(hub), hash)));
    }

    /** What was there is lost, not removed: it is to come again from other hubs. */
    boolean forget() {
        return entries.values().removeIf(entry -> !entry.isGone());
    }

    /**
     * Takes what is there now. What differs twice in the same way was changed here.
     *
     * @param hashes by name
     * @param unknown what may be as it was, or not
     * @return names of what was changed
     */
    List<String> observe(Map<String, String> hashes, Predicate<String> unknown) {
        List<String> changed = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(entries.keySet());
        names.addAll(hashes.keySet());
        names.removeIf(unknown);
        for (String name : names) {
            String now = hashes.getOrDefault(name, Entry.GONE);
            Entry written = coming.get(name);
            if (written != null && written.hash().equals(now)) {
                put(name, written);
            }
            if (now.equals(hash(name))) {
                seen.remove(name);
            } else if (now.equals(seen.put(name, now))) {
                seen.remove(name);
                changed(name, now);
                changed.add(name);
            }
        }
        return changed;
    }

    private void changed(String name, String now) {
        Entry known = entries.get(name);
        put(name, new Entry(known == null ? Version.first(hub) : known.version().next(hub), now));
    }

    /** That of the content that belongs to the version; {@link Entry#GONE} if there is none. */
    String hash(String name) {
        Entry known = entries.get(name);
        return known == null ? Entry.GONE : known.hash();
    }

    /** Whether what another hub has is to be taken over. */
    boolean wants(String name, Entry other) {
        Entry known = entries.get(name);
        return known == null || other.isLaterThan(known);
    }

    /**
     * Whether who takes it over would lose what nobody else knows. That may be so of all that a hub
     * begins with: one that was installed anew counts from 0 again.
     */
    boolean loses(String name, Entry other) {
        Entry known = entries.get(name);
        return known != null
                && !known.isGone()
                && (known.version().equals(Version.unshared(hub)) || !other.includes(known));
    }
}
