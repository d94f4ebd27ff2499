// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Alerts;
import io.soribit.common.concurrent.PeriodicTask;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps displays going on a thread of its own: says every half minute, and when it changes, whether
 * the hub listens, takes what people press to the alerts, and registers the displays as a notifier
 * while there are any.
 */
public final class PanelRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PanelRunner.class);
    private static final int RENEW_SECONDS = 30;
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(2);

    private final PanelDesk desk;
    private final Supplier<Runnable> offer;
    private final PeriodicTask task;
    private volatile @Nullable Alerts alerts;
    private Alerts.@Nullable Watch watch;
    private @Nullable Runnable withdraw;
    private int seconds;

    /**
     * Begins.
     *
     * @param offer registers the displays as a notifier; the result unregisters them
     */
    public PanelRunner(PanelDesk desk, Supplier<Runnable> offer) {
        this.desk = desk;
        this.offer = offer;
        task = new PeriodicTask("soribit-" + desk.id(), Duration.ZERO, PERIOD, this::tick);
    }

    private void tick() {
        desk.tidy();
        if (seconds++ % RENEW_SECONDS == 0 || desk.isOutdated()) {
            desk.renew();
        }
        if (desk.hasDisplays() && withdraw == null) {
            withdraw = offer.get();
        } else if (!desk.hasDisplays()) {
            withdraw();
        }
    }

    private void withdraw() {
        @Nullable Runnable taken = withdraw;
        withdraw = null;
        if (taken != null) {
            taken.run();
        }
    }

    /** There are alerts: people can say that they have seen them. */
    public synchronized void bind(Alerts all) {
        unbind();
        alerts = all;
        watch =
                all.watch(
                        change -> {
                            if (change.state() == AlertState.ENDED) {
                                desk.ended(change.alert().id());
                            }
                        });
    }

    /** These alerts are gone; ignored if others have replaced them. */
    public synchronized void unbind(Alerts all) {
        if (all.equals(alerts)) {
            unbind();
        }
    }

    private synchronized void unbind() {
        alerts = null;
        Alerts.@Nullable Watch watched = watch;
        watch = null;
        if (watched != null) {
            watched.close();
        }
    }

    /** Somebody has pressed the button of a display. */
    public void pressed(String name) {
        withAlerts(all -> desk.pressed(name, all));
    }

    /** Somebody has confirmed what a display shows. */
    public void confirmed(String name) {
        withAlerts(all -> desk.confirmed(name, all));
    }

    private void withAlerts(Consumer<Alerts> action) {
        task.execute(
                () -> {
                    @Nullable Alerts all = alerts;
                    if (all != null) {
                        action.accept(all);
                    }
                });
    }

    /** Ends; what the displays show stays, and turns red or old where they can. */
    @Override
    public void close() {
        unbind();
        task.execute(this::withdraw);
        if (!task.finish(STOP)) {
            LOG.warn("{}: its thread did not end in time and is left behind", desk.id());
        }
    }
}
