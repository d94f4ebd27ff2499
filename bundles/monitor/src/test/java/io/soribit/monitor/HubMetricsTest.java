// SPDX-License-Identifier: Apache-2.0
package io.soribit.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.testkit.AlertBuilder;
import io.soribit.testkit.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HubMetricsTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();

    private String text() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OpenMetricsTextFormatWriter.create().write(out, registry.scrape());
        return out.toString(UTF_8);
    }

    static final class Engine implements Hearing {
        @Override
        public List<SourceStatus> sources() {
            return List.of(
                    LivenessTest.source("hall", SourceState.LISTENING, 12),
                    LivenessTest.source("Küche \"1\"\n", SourceState.LOST, 3));
        }

        @Override
        public @Nullable String model() {
            return "home-integer";
        }

        @Override
        public String modelReason() {
            return "";
        }

        @Override
        public List<String> models() {
            return List.of("home-integer");
        }

        @Override
        public Map<String, Double> stageMicros() {
            return Map.of("inference", 700.0);
        }
    }

    @Test
    void roomsWindowsAndModelAreThere() throws Exception {
        HearingFigures.register(registry, Engine::new);
        assertThat(text())
                .contains(
                        "soribit_windows_total{result=\"scored\",room=\"hall\",source=\"mic-hall\"} 10.0")
                .contains(
                        "soribit_windows_total{result=\"late\",room=\"hall\",source=\"mic-hall\"} 2.0")
                .contains("soribit_source_listening{room=\"hall\",source=\"mic-hall\"} 1.0")
                .contains("soribit_source_listening{room=\"Küche \\\"1\\\"\\n\",")
                .contains("soribit_stage_seconds{stage=\"inference\"} 7.0E-4")
                .contains("soribit_model_active{model=\"home-integer\"} 1.0")
                .endsWith("# EOF\n");
    }

    @Test
    void withoutAnEngineThereAreNoRooms() throws Exception {
        HearingFigures.register(registry, () -> null);
        assertThat(text()).doesNotContain("room=").endsWith("# EOF\n");
    }

    @Test
    void alertsAndDeliveriesAreCountedAndTimed() throws Exception {
        AlertFigures figures = new AlertFigures(registry, () -> null);
        happen(figures);
        assertThat(text())
                .contains("soribit_alert_changes_total{state=\"raised\",urgency=\"urgent\"} 1.0")
                .contains(
                        "soribit_alert_changes_total{state=\"acknowledged\",urgency=\"urgent\"} 1.0")
                .contains("soribit_alert_delay_seconds_bucket{le=\"1.0\"} 0")
                .contains("soribit_alert_delay_seconds_bucket{le=\"1.5\"} 1")
                .contains("soribit_deliveries_total{result=\"delivered\",to=\"mqtt\"} 2.0")
                .contains("soribit_deliveries_total{result=\"expired\",to=\"push\"} 1.0")
                .contains("soribit_deliveries_total{result=\"confirmed\",to=\"hall-lamp\"} 1.0")
                .contains("soribit_delivery_delay_seconds_count{notifier=\"mqtt\"} 2")
                .contains("soribit_delivery_delay_seconds_sum{notifier=\"mqtt\"} 1.4");
    }

    /** Prometheus sees no increase in a counter that begins with 1. */
    @Test
    void whatIsLostIsCountedFromZeroForEachNotifier() throws Exception {
        Alerts alerts =
                (Alerts)
                        Proxy.newProxyInstance(
                                Alerts.class.getClassLoader(),
                                new Class<?>[] {Alerts.class},
                                (proxy, method, arguments) ->
                                        switch (method.getName()) {
                                            case "waiting" -> Map.of("push", 0, "mqtt", 2);
                                            case "watch" -> (Alerts.Watch) () -> {};
                                            default -> List.of();
                                        });
        HubMetrics metrics = new HubMetrics("1.0.0");
        metrics.bindAlerts(alerts);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        metrics.write(out);
        metrics.close();
        assertThat(out.toString(UTF_8))
                .contains("soribit_deliveries_total{result=\"expired\",to=\"push\"} 0.0")
                .contains("soribit_deliveries_total{result=\"expired\",to=\"mqtt\"} 0.0");
    }

    static void happen(AlertFigures figures) {
        figures.onChange(change(AlertState.RAISED, 1_200, ""));
        figures.onDelivery(change(AlertState.DELIVERED, 1_400, "mqtt"));
        figures.onDelivery(change(AlertState.EXPIRED, 90_000, "push"));
        figures.onDelivery(change(AlertState.CONFIRMED, 2_000, "hall-lamp"));
        figures.onChange(change(AlertState.ACKNOWLEDGED, 9_000, "Minsu"));
        figures.onDelivery(change(AlertState.DELIVERED, -5_000, "mqtt"));
    }

    private static AlertChange change(AlertState state, long millis, String who) {
        return new AlertChange(
                AlertBuilder.alert("1").build(), state, ManualClock.START.plusMillis(millis), who);
    }
}
