// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import io.soribit.api.MessageBus;
import io.soribit.api.hub.AlertStore;
import io.soribit.api.hub.Hearing;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes how the hub hears. Once a second what has changed: {@code
 * soribit/<hub>/<room>/listening} (retained: listening, quiet, starting, recovering, stalled, lost
 * or ended), {@code soribit/<hub>/<room>/level} (dB below full scale) and {@code
 * soribit/<hub>/model/state} (retained: id of the model in charge). Every 10 s {@code
 * soribit/<hub>/<room>/health} and {@code soribit/<hub>/health} (JSON).
 */
@Component(
        immediate = true,
        service = {})
public final class HearingTopics {
    private static final Logger LOG = LoggerFactory.getLogger(HearingTopics.class);

    private final HearingReport report;
    private final HealthReport health;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "soribit-mqtt-hearing"));
    private boolean failed;

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
        this(
                bus,
                Clock.systemUTC(),
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()));
    }

    HearingTopics(MessageBus bus, Clock clock, Instant started) {
        this.clock = clock;
        report = new HearingReport(bus);
        health = new HealthReport(bus, started);
        var unused = thread.scheduleAtFixedRate(this::report, 0, 1, TimeUnit.SECONDS);
    }

    private void report() {
        try {
            Hearing ears = hearing;
            Instant now = clock.instant();
            report.report(ears, now);
            health.report(ears, store != null, now);
            failed = false;
        } catch (RuntimeException e) {
            if (!failed) {
                LOG.warn("the state of hearing could not be published; tried each second", e);
            }
            failed = true;
        }
    }

    @Deactivate
    void deactivate() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.warn("the report of hearing did not end in time: its thread is left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        report.close();
    }
}
