// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.setting.Sources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Sources in memory; one is written in a form that only people can change. */
public final class FakeSources implements Sources {
    public final Map<String, Map<String, String>> all = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();

    public FakeSources() {
        all.put("microphone-kitchen", Map.of("room", "Kitchen", "device", "USB"));
        all.put("udp-shed", Map.of("room", "Shed"));
    }

    @Override
    public Map<String, List<String>> kinds() {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        kinds.put("microphone", List.of("room", "device"));
        kinds.put("wyoming", List.of("room", "host", "port"));
        return kinds;
    }

    @Override
    public Offers offers() {
        return new Offers(
                List.of(
                        new Offer(
                                "wyoming", "attic", Map.of("host", "192.0.2.7", "port", "10700"))),
                Set.of("microphone"));
    }

    @Override
    public synchronized List<Entry> list() {
        return all.entrySet().stream()
                .map(
                        e ->
                                new Entry(
                                        e.getKey(),
                                        "v" + e.getValue().hashCode(),
                                        !e.getKey().equals("udp-shed"),
                                        e.getValue()))
                .toList();
    }

    @Override
    public synchronized Change save(
            String name, String version, Map<String, String> entries, String who)
            throws InvalidSettingException {
        Map<String, String> filled = new TreeMap<>(entries);
        String kind = filled.remove(KIND);
        if (name != null) {
            known(name, version);
        } else if (!kinds().containsKey(String.valueOf(kind))) {
            throw new IllegalArgumentException("there is no such source");
        }
        if ("wyoming".equals(kind) && filled.getOrDefault("host", "").isEmpty()) {
            throw new InvalidSettingException(List.of(new Problem("host", "is missing")));
        }
        filled.values().removeIf(String::isBlank);
        return write(name == null ? kind + "-" + filled.get("room") : name, filled, who);
    }

    private void known(String name, String version) {
        Entry entry =
                list().stream()
                        .filter(e -> e.name().equals(name))
                        .findAny()
                        .orElseThrow(() -> new IllegalArgumentException("no source " + name));
        if (!entry.version().equals(version)) {
            throw new IllegalStateException("somebody else has changed this source meanwhile");
        }
    }

    private Change write(String name, Map<String, String> after, String who) {
        Map<String, String> before = after == null ? all.remove(name) : all.put(name, after);
        Change change = new Change("s" + changes.size(), Instant.now(), who, name, before, after);
        changes.add(0, change);
        return change;
    }

    @Override
    public synchronized Change remove(String name, String version, String who) {
        known(name, version);
        return write(name, null, who);
    }

    @Override
    public synchronized Change undo(String id, String who) {
        Change change =
                changes.stream()
                        .filter(c -> c.id().equals(id))
                        .findAny()
                        .orElseThrow(() -> new IllegalArgumentException("no change " + id));
        if (!Objects.equals(all.get(change.name()), change.after())) {
            throw new IllegalStateException("somebody else has changed this source meanwhile");
        }
        return write(change.name(), change.before(), who);
    }

    @Override
    public synchronized List<Change> changes() {
        return List.copyOf(changes);
    }
}
