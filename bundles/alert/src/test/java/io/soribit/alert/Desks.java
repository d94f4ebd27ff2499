// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.alert.delivery.Pause;
import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.alert.state.Clocks;
import io.soribit.api.Notifier;
import io.soribit.api.hub.AlertStore;
import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Desks to test with, and waiting until they know a notifier or a store. */
public final class Desks {
    /** A worker waits until something else comes before it tries again. */
    @SuppressWarnings("WaitNotInLoop") // The caller loops.
    public static final Pause NEVER = (monitor, time) -> monitor.wait();

    private static final Duration DISK = Duration.ofSeconds(20);
    private static final Duration RETRY_WINDOW = Duration.ofSeconds(30);

    private Desks() {}

    public static Clocks clocks(ManualClock clock) {
        return new Clocks(clock, clock);
    }

    public static AlertDesk desk(ManualClock clock, Pause pause) {
        return desk(clock, pause, ReminderPolicy.NONE);
    }

    public static AlertDesk desk(ManualClock clock, Pause pause, ReminderPolicy usual) {
        return new AlertDesk(clocks(clock), pause, RETRY_WINDOW, DISK, usual);
    }

    public static void add(AlertDesk desk, Notifier notifier) {
        await(desk.addNotifier(notifier));
    }

    public static void use(AlertDesk desk, AlertStore store) {
        await(desk.use(store));
    }

    private static void await(CompletableFuture<Void> done) {
        done.orTimeout(60, TimeUnit.SECONDS).join();
    }
}
