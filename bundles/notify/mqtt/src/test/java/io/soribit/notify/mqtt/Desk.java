// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import io.soribit.api.SoundEvent;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.Alerts;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** Alerts as a test wants them. */
final class Desk implements Alerts {
    final List<AlertChange> active = new CopyOnWriteArrayList<>();
    final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    final BlockingQueue<String> acknowledged = new LinkedBlockingQueue<>();
    final BlockingQueue<String> tested = new LinkedBlockingQueue<>();

    @Override
    public boolean test(String target, String by) {
        tested.add(target + " " + by);
        return target.isEmpty();
    }

    @Override
    public void raise(SoundEvent event) {
        throw new UnsupportedOperationException(event.id());
    }

    @Override
    public List<String> targets() {
        return List.of();
    }

    @Override
    public List<AlertChange> active() {
        return active;
    }

    @Override
    public boolean acknowledge(String id, String by) {
        acknowledged.add(id + " " + by);
        return true;
    }

    @Override
    public Watch watch(Watcher watcher) {
        active.forEach(watcher::onChange);
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    void publish(AlertChange change) {
        watchers.forEach(w -> w.onChange(change));
    }
}
