// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.setting.Rules;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Rules in memory; one is written in a form that only people can change. */
public final class FakeRules implements Rules {
    public final Map<String, Map<String, String>> all = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();

    public FakeRules() {
        all.put("holiday", Map.of("sounds", "phone_ring", "modes", "away", "urgency", "info"));
        all.put(
                "night",
                Map.of(
                        "sounds", "doorbell",
                        "hours", "mon,tue 22:00-07:00",
                        "targets", "bed",
                        "escalate_seconds", "60",
                        "escalate_to", "push"));
        all.put("typed", Map.of("sounds", "baby_cry"));
    }

    @Override
    public synchronized List<Entry> list() {
        return all.entrySet().stream()
                .map(
                        e ->
                                new Entry(
                                        e.getKey(),
                                        "v" + e.getValue().hashCode(),
                                        !e.getKey().equals("typed"),
                                        e.getValue()))
                .toList();
    }

    @Override
    public synchronized Change save(
            String name, String version, Map<String, String> entries, String who)
            throws InvalidSettingException, IOException {
        if (name != null) {
            known(name, version);
        }
        if (entries.getOrDefault("sounds", "").contains("smoke_alarm")
                && "off".equals(entries.get("urgency"))) {
            throw new InvalidSettingException(
                    List.of(new Problem("urgency", "sounds of danger cannot be silenced")));
        }
        if (entries.getOrDefault("repeat_seconds", "").length() > 4) {
            throw new InvalidSettingException(
                    List.of(new Problem("repeat_seconds", "is greater than 3600")));
        }
        Map<String, String> filled = new HashMap<>(entries);
        filled.values().removeIf(String::isBlank);
        return write(name == null ? "own" + all.size() : name, filled, who);
    }

    private void known(String name, String version) {
        Entry entry =
                list().stream()
                        .filter(e -> e.name().equals(name))
                        .findAny()
                        .orElseThrow(() -> new IllegalArgumentException("no rule " + name));
        if (!entry.version().equals(version)) {
            throw new IllegalStateException("somebody else has changed this rule meanwhile");
        }
    }

    private Change write(String name, Map<String, String> after, String who) {
        Map<String, String> before = after == null ? all.remove(name) : all.put(name, after);
        Change change = new Change("r" + changes.size(), Instant.now(), who, name, before, after);
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
            throw new IllegalStateException("somebody else has changed this rule meanwhile");
        }
        return write(change.name(), change.before(), who);
    }

    @Override
    public synchronized List<Change> changes() {
        return List.copyOf(changes);
    }
}
