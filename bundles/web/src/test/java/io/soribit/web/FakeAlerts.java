// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Alerts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Alerts in memory. */
public final class FakeAlerts implements Alerts {
    private static final Instant NOW = Instant.parse("2026-01-01T20:00:00Z");
    private final Map<String, AlertChange> active = new LinkedHashMap<>();
    private final List<Snooze> snoozes = new CopyOnWriteArrayList<>();
    public final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    @Override
    public void raise(SoundEvent start) {
        Alert alert = new Alert(start.id(), start, start.sound().urgency());
        put(new AlertChange(alert, AlertState.RAISED, NOW, ""));
    }

    public void raise(SoundEvent start, Urgency urgency, AlertState state, int times) {
        Alert alert = new Alert(start.id(), start, urgency, DeliveryOptions.DEFAULT, times);
        put(new AlertChange(alert, state, NOW, ""));
    }

    /** Some people have seen an alert, and others have not. */
    public void seen(String id, List<String> seen, List<String> unseen) {
        AlertChange before;
        synchronized (this) {
            before = active.get(id);
        }
        put(
                new AlertChange(
                        before.alert(), before.state(), before.time(), before.who(), seen, unseen));
    }

    public void end(String id) {
        AlertChange change;
        synchronized (this) {
            change = active.remove(id);
        }
        if (change != null) {
            publish(new AlertChange(change.alert(), AlertState.ENDED, NOW, ""));
        }
    }

    private void put(AlertChange change) {
        synchronized (this) {
            active.put(change.alert().id(), change);
        }
        publish(change);
    }

    private void publish(AlertChange change) {
        watchers.forEach(w -> w.onChange(change));
    }

    @Override
    public boolean test(String target, String by) {
        return targets().contains(target);
    }

    @Override
    public boolean snooze(Sound sound, String room, Duration time, String by) {
        if (sound.urgency() != Urgency.EMERGENCY) {
            snoozes.add(new Snooze(sound.id(), room, Instant.now().plus(time)));
        }
        return sound.urgency() != Urgency.EMERGENCY;
    }

    @Override
    public void endSnooze(String sound, String room) {
        snoozes.removeIf(s -> s.sound().equals(sound) && s.room().equals(room));
    }

    @Override
    public List<Snooze> snoozes() {
        return snoozes;
    }

    @Override
    public List<String> targets() {
        return List.of("", "lamp");
    }

    @Override
    public synchronized List<AlertChange> active() {
        return new ArrayList<>(active.values());
    }

    @Override
    public boolean acknowledge(String id, String by) {
        AlertChange change;
        synchronized (this) {
            change = active.get(id);
        }
        if (change != null) {
            put(new AlertChange(change.alert(), AlertState.ACKNOWLEDGED, NOW, by));
        }
        return change != null;
    }

    @Override
    public Watch watch(Watcher watcher) {
        active().forEach(watcher::onChange);
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }
}
