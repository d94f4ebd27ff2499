// SPDX-License-Identifier: Apache-2.0
package io.soribit.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard, the alert rules and the README name only metrics that there are. */
class DashboardTest {
    private static final Pattern METRIC = Pattern.compile("soribit_[a-z_]+[a-z]");
    private static final Pattern SUFFIX = Pattern.compile("_(total|bucket|count|sum|info)$");

    @ParameterizedTest
    @ValueSource(strings = {"grafana/dashboard.json", "grafana/alerts.yml", "README.md"})
    void everyMetricIsThere(String file) throws Exception {
        Set<String> named = names(Files.readString(Path.of(file)));
        assertThat(named).hasSizeGreaterThan(5);
        assertThat(registered()).containsAll(named);
    }

    /** A hub whose engine does not start is up, and has no figures of rooms. */
    @Test
    void aHubWithoutAModelIsNoticed() throws Exception {
        String rules = Files.readString(Path.of("grafana/alerts.yml"));
        assertThat(rules)
                .contains("up{job=\"soribit\"} == 1 unless on (instance) soribit_model_active");
        PrometheusRegistry registry = new PrometheusRegistry();
        HearingFigures.register(registry, () -> null);
        assertThat(registry.scrape().stream())
                .filteredOn(metric -> metric.getMetadata().getName().equals("soribit_model_active"))
                .allSatisfy(metric -> assertThat(metric.getDataPoints()).isEmpty());
    }

    /** Three have no value here: there are no plug-ins and no alert service. */
    private static Set<String> registered() throws Exception {
        PrometheusRegistry registry = new PrometheusRegistry();
        RuntimeFigures.register(registry, "1.0.0", () -> null);
        HearingFigures.register(registry, HubMetricsTest.Engine::new);
        AlertFigures figures = new AlertFigures(registry, () -> null);
        HubMetricsTest.happen(figures);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OpenMetricsTextFormatWriter.create().write(out, registry.scrape());
        Set<String> names = names(out.toString(UTF_8));
        names.addAll(Set.of("soribit_plugins", "soribit_alerts_active", "soribit_delivery_queue"));
        return names;
    }

    private static Set<String> names(String text) {
        return METRIC.matcher(text)
                .results()
                .map(found -> SUFFIX.matcher(found.group()).replaceFirst(""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
