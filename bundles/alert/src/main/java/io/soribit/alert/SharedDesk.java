// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.alert.state.Journal;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.Alerts.Watcher;
import io.soribit.api.source.SharedAlerts.Member;
import io.soribit.api.source.SharedAlerts.Sharing;
import io.soribit.api.source.SharedAlerts.State;
import io.soribit.common.concurrent.SerialExecutor;
import java.util.List;
import java.util.function.Consumer;

/** A desk whose alerts other hubs share: what happens to them is said to these. Thread-safe. */
final class SharedDesk implements Sharing, Watcher {
    private final AlertDesk desk;
    private final Consumer<State> changed;
    private final SerialExecutor thread = new SerialExecutor("soribit-alert-sharing");

    SharedDesk(AlertDesk desk, Consumer<State> changed) {
        this.desk = desk;
        this.changed = changed;
    }

    void watch(Journal journal) {
        journal.add(this, List.of());
    }

    void unwatch(Journal journal) {
        journal.remove(this);
    }

    @Override
    public void onChange(AlertChange change) {
        say(change.alert().id());
    }

    /** Something has changed. */
    void say(String alert) {
        thread.execute(() -> desk.state(alert).ifPresent(changed));
    }

    @Override
    public List<State> all() {
        return desk.states();
    }

    @Override
    public void merge(State state) {
        desk.merge(state).ifPresent(own -> thread.execute(() -> changed.accept(own)));
    }

    @Override
    public void members(List<Member> present) {
        desk.present(present);
    }

    @Override
    public void confirmed(String alert) {
        desk.shared(alert);
    }

    @Override
    public void close() {
        desk.unshare(this);
        thread.close();
    }
}
