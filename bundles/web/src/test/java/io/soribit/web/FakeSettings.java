// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.setting.Settings;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Settings in memory, of each kind; the disk can be full. */
public final class FakeSettings implements Settings {
    public final Map<String, String> values = new LinkedHashMap<>();
    public volatile boolean full;
    private final Map<String, List<Setting>> described = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();

    public FakeSettings() {
        put("io.soribit.engine", "hop_ms", Kind.WHOLE, "240", "50", "10000", null);
        put("io.soribit.engine", "smoothing", Kind.TEXT, "mean", null, null, null);
        put("io.soribit.engine", "thresholds", Kind.TEXT, "", null, null, Lock.ELSEWHERE);
        put("io.soribit.alert", "snooze_own", Kind.SWITCH, "false", null, null, null);
        put("io.soribit.alert", "seen_each", Kind.TEXT, "", null, null, null);
        put("io.soribit.notify.mqtt", "url", Kind.TEXT, "", null, null, null);
        put("io.soribit.notify.mqtt", "password", Kind.SECRET, "", null, null, null);
        put("io.soribit.notify.light", "rate_hz", Kind.NUMBER, "1.0", "0.5", "2", null);
        put("io.soribit.source.stream~yard", "command", Kind.TEXT, "", null, null, Lock.SAFETY);
        put("diary", "pages", Kind.WHOLE, "10", "1", null, null);
        values.put("io.soribit.notify.mqtt password", "sesame");
    }

    private void put(
            String pid, String key, Kind kind, String usual, String least, String most, Lock lock) {
        described
                .computeIfAbsent(pid, each -> new ArrayList<>())
                .add(
                        new Setting(
                                key,
                                Map.of("en", name(key)),
                                Map.of("en", "What " + name(key) + " is."),
                                kind,
                                key.equals("seen_each"),
                                key.equals("smoothing")
                                        ? List.of("mean", "median", "none")
                                        : List.of(),
                                least,
                                most,
                                usual,
                                null,
                                Origin.DEFAULT,
                                true,
                                null,
                                lock,
                                ""));
    }

    private static String name(String key) {
        return Map.of("hop_ms", "Hop in milliseconds", "rate_hz", "Flashes per second")
                .getOrDefault(key, key);
    }

    private Setting now(String pid, Setting s) {
        String value = values.get(pid + " " + s.key());
        return new Setting(
                s.key(),
                s.names(),
                s.descriptions(),
                s.kind(),
                s.list(),
                s.options(),
                s.least(),
                s.most(),
                s.usual(),
                shown(s, value),
                value == null ? Origin.DEFAULT : Origin.FILE,
                true,
                null,
                s.lock(),
                "v" + Objects.hashCode(value));
    }

    private static String shown(Setting setting, String value) {
        return value != null && setting.kind() == Kind.SECRET ? SECRET : value;
    }

    @Override
    public synchronized List<Part> list() {
        return described.keySet().stream().map(this::part).toList();
    }

    private Part part(String pid) {
        return new Part(
                pid,
                "etc/" + pid.replace('~', '-') + ".cfg",
                Map.of("en", pid.equals("diary") ? "Diary" : pid),
                Map.of("en", "What " + pid + " does."),
                described.get(pid).stream().map(s -> now(pid, s)).toList());
    }

    private Setting find(String pid, String key) {
        return described.getOrDefault(pid, List.of()).stream()
                .filter(s -> s.key().equals(key))
                .map(s -> now(pid, s))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no setting " + key));
    }

    @Override
    public synchronized Change set(String pid, String key, String value, String version, String who)
            throws InvalidValueException, ChangedException, IOException {
        Setting setting = find(pid, key);
        if (setting.lock() != null) {
            throw new IllegalStateException("only in its file");
        }
        if (!setting.version().equals(version)) {
            throw new ChangedException(setting.value());
        }
        if (setting.kind() == Kind.WHOLE && value != null) {
            check(setting, value);
        }
        if ("tcp://elsewhere".equals(value)) {
            throw new InvalidValueException(Fault.SECRETS, "another address", setting);
        }
        return write(pid, setting, value, who);
    }

    private static void check(Setting setting, String value) throws InvalidValueException {
        if (!value.matches("\\d+")) {
            throw new InvalidValueException(Fault.WHOLE, "not whole", setting);
        }
        if (Integer.parseInt(value) < Integer.parseInt(setting.least())) {
            throw new InvalidValueException(Fault.RANGE, "too small", setting);
        }
    }

    private Change write(String pid, Setting setting, String value, String who) throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
        String at = pid + " " + setting.key();
        String before = value == null ? values.remove(at) : values.put(at, value);
        Change change =
                new Change(
                        "s" + changes.size(),
                        Instant.now(),
                        who,
                        pid,
                        setting.key(),
                        shown(setting, before),
                        shown(setting, value));
        changes.add(0, change);
        return change;
    }

    @Override
    public synchronized Change undo(String id, String who) throws ChangedException, IOException {
        Change change =
                changes.stream()
                        .filter(c -> c.id().equals(id))
                        .findAny()
                        .orElseThrow(() -> new IllegalArgumentException("no change " + id));
        Setting setting = find(change.pid(), change.key());
        if (!Objects.equals(setting.value(), change.after())) {
            throw new ChangedException(setting.value());
        }
        return write(change.pid(), setting, change.before(), who);
    }

    @Override
    public synchronized List<Change> changes() {
        return List.copyOf(changes);
    }
}
