// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import io.soribit.api.MessageBus;
import io.soribit.api.hub.AlertStore;
import io.soribit.api.hub.Hearing;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.room.RoomHealth;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Publishes the state of hearing. Once a second what has changed: {@code
 * soribit/<hub>/<room>/listening} (retained: listening, quiet, starting, recovering, stalled, lost
 * or ended), {@code soribit/<hub>/<room>/level} (dB below full scale) and {@code
 * soribit/<hub>/model/state} (retained: id of the active model). Every 10 s {@code
 * soribit/<hub>/<room>/health} and {@code soribit/<hub>/health} (JSON).
 */
@Component(
        immediate = true,
        service = {})
public final class HearingTopics {
    private final HearingReport report;
    private final HealthReport health;
    private final Clock clock = Clock.systemUTC();
    private final PeriodicTask task;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Hearing hearing;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable AlertStore store;

    @Activate
    public HearingTopics(@Reference MessageBus bus) {
        report = new HearingReport(bus);
        health = new HealthReport(bus);
        task =
                new PeriodicTask(
                        "soribit-mqtt-hearing", Duration.ZERO, Duration.ofSeconds(1), this::report);
    }

    private void report() {
        @Nullable Hearing current = hearing;
        Duration now = Duration.ofNanos(System.nanoTime());
        Map<String, RoomHealth> rooms =
                current == null ? Map.of() : RoomHealth.of(current.sources());
        report.report(current, rooms, now);
        Duration uptime = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
        health.report(current, rooms, store != null, uptime, clock.instant());
    }

    @Deactivate
    void deactivate() {
        task.close();
        report.close();
    }
}
