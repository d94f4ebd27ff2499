// SPDX-License-Identifier: Apache-2.0
package io.soribit.monitor;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.Metrics;
import io.soribit.api.hub.PlugIns;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Collects the figures of whatever parts of the hub are running. */
@Component(immediate = true)
public final class HubMetrics implements Metrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final OpenMetricsTextFormatWriter writer = OpenMetricsTextFormatWriter.create();
    private final AlertFigures alertFigures;
    private Alerts.@Nullable Watch watch;
    private volatile @Nullable Alerts alerts;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Hearing hearing;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable PlugIns plugIns;

    @Activate
    public HubMetrics(BundleContext context) {
        this(String.valueOf(context.getProperty("soribit.version")));
    }

    HubMetrics(String version) {
        RuntimeFigures.register(registry, version, () -> plugIns);
        HearingFigures.register(registry, () -> hearing);
        alertFigures = new AlertFigures(registry, () -> alerts);
    }

    @Override
    public void write(OutputStream out) throws IOException {
        alertFigures.begin();
        writer.write(out, registry.scrape());
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindAlerts(Alerts service) {
        close();
        alerts = service;
        watch = service.watch(alertFigures);
    }

    synchronized void unbindAlerts(Alerts service) {
        if (alerts == service) {
            close();
        }
    }

    @Deactivate
    synchronized void close() {
        if (watch != null) {
            watch.close();
        }
        watch = null;
        alerts = null;
    }
}
