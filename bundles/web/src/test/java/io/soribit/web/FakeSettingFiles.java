// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.setting.SettingFiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Settings in memory; one is written in a form that only people can change. */
abstract class FakeSettingFiles implements SettingFiles {
    public final Map<String, Map<String, String>> all = new TreeMap<>();
    private final String what;
    private final String byHand;
    private final List<Change> changes = new ArrayList<>();

    /**
     * @param what one of them is; its first letter begins the ids of changes
     * @param byHand the name of the one that only people can change
     */
    FakeSettingFiles(String what, String byHand) {
        this.what = what;
        this.byHand = byHand;
    }

    @Override
    public final synchronized List<Entry> list() {
        return all.entrySet().stream()
                .map(
                        e ->
                                new Entry(
                                        e.getKey(),
                                        "v" + e.getValue().hashCode(),
                                        !e.getKey().equals(byHand),
                                        e.getValue()))
                .toList();
    }

    /** Fails unless it is there, and as the person saw it. */
    final void known(String name, String version) {
        Entry entry =
                list().stream()
                        .filter(e -> e.name().equals(name))
                        .findAny()
                        .orElseThrow(() -> new IllegalArgumentException("no " + what + " " + name));
        if (!entry.version().equals(version)) {
            throw changedMeanwhile();
        }
    }

    private IllegalStateException changedMeanwhile() {
        return new IllegalStateException("somebody else has changed this " + what + " meanwhile");
    }

    final Change write(String name, Map<String, String> after, String who) {
        Map<String, String> before = after == null ? all.remove(name) : all.put(name, after);
        String id = what.charAt(0) + "" + changes.size();
        Change change = new Change(id, Instant.now(), who, name, before, after);
        changes.add(0, change);
        return change;
    }

    @Override
    public final synchronized Change remove(String name, String version, String who) {
        known(name, version);
        return write(name, null, who);
    }

    @Override
    public final synchronized Change undo(String id, String who) {
        Change change =
                changes.stream()
                        .filter(c -> c.id().equals(id))
                        .findAny()
                        .orElseThrow(() -> new IllegalArgumentException("no change " + id));
        if (!Objects.equals(all.get(change.name()), change.after())) {
            throw changedMeanwhile();
        }
        return write(change.name(), change.before(), who);
    }

    @Override
    public final synchronized List<Change> changes() {
        return List.copyOf(changes);
    }
}
