// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.status;

import io.soribit.api.MessageBus;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.HealthCheck;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.PageAddress;
import io.soribit.api.hub.PlugIns;
import io.soribit.api.hub.Readiness;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.health.LiveChecks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
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
 * Writes how the hub is doing for {@code soribit status}, whenever that changes. Only a hub has
 * {@link PlugIns}: no other command writes the file.
 */
@Component(
        immediate = true,
        service = {})
public final class StatusReport {
    private static final Logger LOG = LoggerFactory.getLogger(StatusReport.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final PlugIns plugIns;
    private final String version;
    private final String since = Instant.now().toString();
    private final StatusFile file;
    private final PeriodicTask task;
    private final LiveChecks checks = new LiveChecks();
    private @Nullable HubState written;
    private boolean failing;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Hearing hearing;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable MessageBus bus;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable PageAddress page;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Readiness readiness;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Alerts alerts;

    @Reference(
            target = "(" + HealthCheck.LIVE + "=true)",
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<HealthCheck> live = List.of();

    @Activate
    public StatusReport(BundleContext context, @Reference PlugIns plugIns) {
        this.plugIns = plugIns;
        version = Objects.requireNonNullElse(context.getProperty("soribit.version"), "");
        file = new StatusFile(Path.of(context.getProperty("soribit.data")));
        task = new PeriodicTask("soribit-status", Duration.ZERO, PERIOD, this::report);
    }

    private void report() {
        checks.ask(live);
        HubState now =
                new Gathering(hearing, bus, page, readiness, alerts, checks.answers())
                        .state(version, since, plugIns);
        if (now.equals(written)) {
            return;
        }
        try {
            file.write(now);
            written = now;
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.warn("'soribit status' shows an old state: {}; trying again", e.toString());
            }
            failing = true;
        }
    }

    @Deactivate
    void stop() {
        task.close();
        try {
            file.delete();
        } catch (IOException e) {
            LOG.warn("the file of the hub's status was not deleted: {}", e.toString());
        }
    }
}
