// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Alerts;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** Active alerts, recorded; an acknowledgement is passed to a notifier at once. */
public final class RecordedAlerts implements Alerts {
    private final Map<String, Alert> active = new ConcurrentSkipListMap<>();
    public final BlockingQueue<String> acknowledged = new LinkedBlockingQueue<>();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final Notifier notifier;

    public RecordedAlerts(Notifier notifier) {
        this.notifier = notifier;
    }

    /** Raises an alert. */
    public void raise(Alert alert) throws IOException {
        active.put(alert.id(), alert);
        notifier.deliver(alert);
    }

    /** Its sound has ended. */
    public void end(Alert alert) throws IOException {
        active.remove(alert.id());
        notifier.deliver(PanelFixtures.over(alert));
    }

    @Override
    public List<AlertChange> active() {
        return active.values().stream()
                .map(alert -> new AlertChange(alert, AlertState.RAISED, PanelFixtures.ONSET, ""))
                .toList();
    }

    @Override
    public void raise(SoundEvent event) {
        throw new UnsupportedOperationException(event.id());
    }

    @Override
    public boolean acknowledge(String id, String by) {
        Alert alert = active.get(id);
        if (alert == null) {
            return false;
        }
        acknowledged.add(id + " " + by);
        try {
            notifier.acknowledged(alert, by);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return true;
    }

    @Override
    public boolean test(String target, String by) {
        throw new UnsupportedOperationException(target);
    }

    @Override
    public List<String> targets() {
        return List.of();
    }

    @Override
    public Watch watch(Watcher watcher) {
        active().forEach(watcher::onChange);
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /** How many watch. */
    public int watchers() {
        return watchers.size();
    }

    /** It has ended for all. */
    public void finish(Alert alert) {
        active.remove(alert.id());
        AlertChange change = new AlertChange(alert, AlertState.ENDED, PanelFixtures.ONSET, "");
        watchers.forEach(watcher -> watcher.onChange(change));
    }
}
