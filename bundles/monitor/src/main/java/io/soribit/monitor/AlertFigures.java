// SPDX-License-Identifier: Apache-2.0
package io.soribit.monitor;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Alerts;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts alerts and their deliveries, and how long they take from the beginning of the sound.
 * Thread-safe.
 */
final class AlertFigures implements Alerts.Watcher {
    private static final double[] BOUNDS = {0.5, 1, 1.5, 2, 3, 5, 10, 30, 60, 600};

    private final Supplier<@Nullable Alerts> alerts;
    private final Counter changes;
    private final Counter deliveries;
    private final Histogram raised;
    private final Histogram delivered;

    AlertFigures(PrometheusRegistry registry, Supplier<@Nullable Alerts> alerts) {
        this.alerts = alerts;
        changes =
                Counter.builder()
                        .name("soribit_alert_changes")
                        .help("What happened to alerts, by urgency.")
                        .labelNames("urgency", "state")
                        .register(registry);
        deliveries =
                Counter.builder()
                        .name("soribit_deliveries")
                        .help(
                                "Starts of alerts that a notifier delivered, or could not deliver"
                                        + " in time; confirmations by devices.")
                        .labelNames("to", "result")
                        .register(registry);
        raised =
                histogram("soribit_alert_delay_seconds", "until an alert was raised.")
                        .register(registry);
        delivered =
                histogram("soribit_delivery_delay_seconds", "until an alert was delivered.")
                        .labelNames("notifier")
                        .register(registry);
        GaugeWithCallback.builder()
                .name("soribit_alerts_active")
                .help("Active alerts, by whether a person has seen them.")
                .labelNames("seen")
                .callback(
                        gauge -> {
                            Alerts present = alerts.get();
                            if (present != null) {
                                var active = present.active();
                                long seen =
                                        active.stream()
                                                .filter(c -> c.state() == AlertState.ACKNOWLEDGED)
                                                .count();
                                gauge.call((double) seen, "true");
                                gauge.call((double) (active.size() - seen), "false");
                            }
                        })
                .register(registry);
        GaugeWithCallback.builder()
                .name("soribit_delivery_queue")
                .help("Deliveries that wait in memory for a notifier.")
                .labelNames("notifier")
                .callback(
                        gauge -> {
                            Alerts present = alerts.get();
                            if (present != null) {
                                present.waiting().forEach((id, n) -> gauge.call(n, id));
                            }
                        })
                .register(registry);
    }

    /** Begins the count of what is lost, for each notifier: no rate shows a first value of 1. */
    void begin() {
        Alerts present = alerts.get();
        if (present != null) {
            String expired = word(AlertState.EXPIRED);
            present.waiting().keySet().forEach(id -> deliveries.initLabelValues(id, expired));
        }
    }

    private static Histogram.Builder histogram(String name, String until) {
        return Histogram.builder()
                .name(name)
                .help("From the beginning of a sound " + until)
                .classicOnly()
                .classicUpperBounds(BOUNDS);
    }

    @Override
    public void onChange(AlertChange change) {
        changes.labelValues(word(change.alert().urgency()), word(change.state())).inc();
        if (change.state() == AlertState.RAISED) {
            raised.observe(delay(change));
        }
    }

    @Override
    public void onDelivery(AlertChange change) {
        deliveries.labelValues(change.who(), word(change.state())).inc();
        if (change.state() == AlertState.DELIVERED) {
            delivered.labelValues(change.who()).observe(delay(change));
        }
    }

    /** Both are times of the wall clock; one that was set back is no negative delay. */
    private static double delay(AlertChange change) {
        Duration delay = Duration.between(change.alert().event().onset(), change.time());
        return Math.max(0, delay.toMillis() / 1e3);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
