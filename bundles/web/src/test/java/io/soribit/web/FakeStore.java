// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.Alert;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A history in memory, newest first. */
public final class FakeStore implements AlertStore {
    private final List<AlertChange> changes = new ArrayList<>();

    /** Whether nothing can be written, as on a full disk. */
    public volatile boolean failing;

    @Override
    public void add(AlertChange raised, Collection<String> notifiers) {
        record(raised);
    }

    @Override
    public synchronized void record(AlertChange change) {
        if (!failing) {
            changes.add(0, change);
        }
    }

    @Override
    public List<Pending> pending(int limit) {
        return List.of();
    }

    @Override
    public List<Pending> pending(String notifier, int limit) {
        return List.of();
    }

    @Override
    public List<Alert> unended() {
        return List.of();
    }

    @Override
    public synchronized List<AlertChange> history(int limit) {
        return changes.stream().limit(limit).toList();
    }
}
