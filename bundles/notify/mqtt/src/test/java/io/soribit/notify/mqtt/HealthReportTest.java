// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.common.room.RoomHealth;
import io.soribit.mqtt.HubProcess;
import io.soribit.mqtt.MqttMessageBus;
import io.soribit.mqtt.Probe;
import io.soribit.mqtt.link.BusSettings;
import io.soribit.mqtt.link.Presence;
import io.soribit.testkit.FakeHub;
import io.soribit.testkit.Mosquitto;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the hub is doing, as an outside client reads it at a real broker. */
@Timeout(300)
class HealthReportTest extends FakeHub {
    private static final Instant NOW = Instant.parse("2026-01-01T21:00:00Z");

    @TempDir Path folder;
    private final List<SourceStatus> sources = new ArrayList<>();
    private Mosquitto broker;
    private MqttMessageBus bus;
    private HealthReport report;
    private Probe probe;

    @BeforeEach
    void start() throws Exception {
        broker = new Mosquitto(folder);
        bus = new MqttMessageBus(new BusSettings("hub", "soribit-hub", "", ""));
        report = new HealthReport(bus);
        probe = new Probe(broker.uri(), "soribit/hub/+/health", "soribit/hub/health", "end");
    }

    @AfterEach
    void stop() throws Exception {
        probe.close();
        bus.close();
        broker.close();
    }

    private void connect() throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(1);
        bus.subscribe("ready", (topic, payload, retained) -> ready.countDown());
        bus.broker(broker.uri());
        bus.publish("ready", "", 1, false);
        assertThat(ready.await(90, TimeUnit.SECONDS)).isTrue();
    }

    private void report(@Nullable Hearing hearing, boolean history, Instant now) {
        Duration uptime = Duration.ofHours(1).plus(Duration.between(NOW, now));
        report.report(hearing, RoomHealth.of(sources), history, uptime, now);
    }

    private void source(String id, SourceState state, String message, @Nullable Instant scored) {
        sources.removeIf(source -> source.source().equals(id));
        SourceStatus.Windows windows = new SourceStatus.Windows(100, 2, 1, 3);
        SourceStatus.Reception reception = new SourceStatus.Reception(3600, 5, 2, -41.3);
        sources.add(
                new SourceStatus(id, "hall", state, message, -41.26f, scored, windows, reception));
    }

    @Test
    void eachRoomAndTheHubEveryTenSecondsAndChangesAtOnce() throws Exception {
        connect();
        source("a", SourceState.LISTENING, "", NOW.minusMillis(420));
        report(this, true, NOW);
        report(this, true, NOW.plusMillis(9_999));
        source("a", SourceState.STALLED, "see the plug", NOW);
        report(this, true, NOW.plusMillis(9_999));
        report(this, true, NOW.plusSeconds(10));
        bus.publish("end", "", 1, false);
        assertThat(probe.next())
                .isEqualTo(
                        "soribit/hub/hall/health {\"time\":\"2026-01-01T21:00:00Z\","
                                + "\"room\":\"hall\",\"state\":\"listening\","
                                + "\"since\":\"2026-01-01T21:00:00Z\",\"level_db\":-41.3,"
                                + "\"last_scored\":\"2026-01-01T20:59:59.580Z\",\"age_s\":0.4,"
                                + "\"hop\":3,\"late\":2,\"dropped\":1,"
                                + "\"received_s\":3600,\"lost_packets\":5,\"reconnects\":2,\"drift_ppm\":-41,"
                                + "\"model\":\"home in hall\",\"message\":\"\"}");
        assertThat(probe.next())
                .isEqualTo(
                        "soribit/hub/health {\"time\":\"2026-01-01T21:00:00Z\","
                                + "\"uptime_s\":3600,\"model\":\"home\",\"history\":true,"
                                + "\"rooms\":{\"hall\":\"listening\"}}");
        assertThat(probe.next())
                .startsWith("soribit/hub/hall/health {\"time\":\"2026-01-01T21:00:09.999Z\"")
                .contains("\"state\":\"stalled\"", "\"message\":\"see the plug\"");
        assertThat(probe.next())
                .startsWith("soribit/hub/hall/health {\"time\":\"2026-01-01T21:00:10Z\"")
                .contains("\"since\":\"2026-01-01T21:00:09.999Z\"", "\"age_s\":10.0");
        assertThat(probe.next()).startsWith("soribit/hub/health ").contains("\"stalled\"");
        assertThat(probe.next()).isEqualTo("end ");
    }

    @Test
    void nothingIsQueuedOrRetained() throws Exception {
        source("a", SourceState.LISTENING, "", null);
        report(this, false, NOW);
        connect();
        report(this, false, NOW.plusSeconds(1));
        assertThat(probe.next()).contains("21:00:01Z", "\"last_scored\":null,\"age_s\":null");
        assertThat(probe.next()).contains("21:00:01Z", "\"history\":false");
        try (Probe late = new Probe(broker.uri(), "soribit/hub/#")) {
            bus.publish("soribit/hub/end", "", 1, false);
            assertThat(late.next(2))
                    .containsExactlyInAnyOrder(
                            "soribit/hub/status online (retained)", "soribit/hub/end ");
        }
    }

    @Test
    void withoutEngineAllRoomsAreLostAndRemovedRoomsAreNotListed() throws Exception {
        connect();
        source("a", SourceState.LISTENING, "", NOW);
        report(this, true, NOW);
        assertThat(probe.next(2)).hasSize(2);
        report(null, true, NOW.plusSeconds(1));
        assertThat(probe.next())
                .contains("\"state\":\"lost\"", "\"model\":null", "io.soribit.engine");
        sources.clear();
        report(this, true, NOW.plusSeconds(11));
        assertThat(probe.next()).startsWith("soribit/hub/health").endsWith("\"rooms\":{}}");
    }

    @Test
    void aRoomHasTheStateOfItsBestSource() {
        source("a", SourceState.LOST, "unplugged", NOW.minusSeconds(60));
        source("b", SourceState.QUIET, "muted", NOW.minusSeconds(1));
        source("c", SourceState.STARTING, "", null);
        RoomHealth hall = RoomHealth.of(sources).get("hall");
        assertThat(hall.state()).isEqualTo(SourceState.QUIET);
        assertThat(hall.message()).isEqualTo("unplugged; muted");
        assertThat(hall.lastScored()).isEqualTo(NOW.minusSeconds(1));
        assertThat(hall.windows()).isEqualTo(new SourceStatus.Windows(300, 6, 3, 3));
    }

    @Test
    void hubThatFreezesIsOfflineWithinThirtySeconds() throws Exception {
        try (Probe status = new Probe(broker.uri(), "soribit/hub/status")) {
            Process hub = HubProcess.start(broker.uri());
            try {
                assertThat(status.next()).isEqualTo("soribit/hub/status online");
                Process freeze = new ProcessBuilder("kill", "-STOP", "" + hub.pid()).start();
                assertThat(freeze.waitFor()).isZero();
                assertThat(status.next()).isEqualTo("soribit/hub/status offline");
            } finally {
                hub.destroyForcibly();
            }
        }
        // Half a minute: one and a half of the keep alive, then the delay of the will.
        broker.terminate();
        assertThat(broker.said(" as killed (p5, c1, k10)")).isPositive();
        Presence presence = new BusSettings("hub", "killed", "", "").presence();
        assertThat(presence.willDelay()).isLessThanOrEqualTo(Duration.ofSeconds(15));
    }

    @Override
    public List<SourceStatus> sources() {
        return sources;
    }

    @Override
    public String model() {
        return "home";
    }

    @Override
    public String model(String room) {
        return "home in " + room;
    }
}
