// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.Alert;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.SourceState;
import io.soribit.web.HubFixture;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveTest {
    private static final Instant T = Instant.parse("2026-01-01T20:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Live live = new Live("1.2.3", "", 100, Clock.fixed(T, ZoneOffset.UTC));
    private final HubFixture hub = new HubFixture();
    private final BlockingQueue<String> received = new ArrayBlockingQueue<>(100);
    private final Client client =
            new Client(
                    "test",
                    100,
                    Duration.ofDays(1),
                    new Client.Output() {
                        @Override
                        public void write(byte[] event) {
                            received.add(new String(event, StandardCharsets.UTF_8));
                        }

                        @Override
                        public void close() {}
                    },
                    () -> true,
                    live::leave);

    @AfterEach
    void close() throws InterruptedException {
        client.close();
        client.join(Duration.ofSeconds(5));
    }

    private JsonNode next(String name) throws Exception {
        String event = received.poll(90, TimeUnit.SECONDS);
        assertThat(event).contains("event: " + name + "\ndata: ").endsWith("\n\n");
        return JSON.readTree(event.substring(event.indexOf('{')));
    }

    @Test
    void aClientReceivesASnapshotFirstAndThenEachChangeOnce() throws Exception {
        live.setHearing(hub);
        live.services().setOntology(hub);
        hub.source("Hall", SourceState.LISTENING, "", -42.5f, T);
        live.sound(HubFixture.start("1", HubFixture.DOORBELL, T, "Hall", "Kitchen"));
        live.lamp("hall", "{\"state\":\"ON\"}");
        live.join(client, null);
        live.sound(HubFixture.end("1", HubFixture.DOORBELL, T, T.plusSeconds(3), "Hall"));
        live.lamp("hall", "{\"state\":\"OFF\"}");
        live.sendStatus();
        client.start();

        JsonNode snapshot = next("snapshot");
        assertThat(snapshot.at("/status/listening").asText()).isEqualTo("listening");
        assertThat(snapshot.at("/status/sources/0/age_ms").asLong()).isEqualTo(400);
        assertThat(snapshot.at("/status/sources/0/level_db").asDouble()).isEqualTo(-42.5);
        assertThat(snapshot.at("/status/model/id").asText()).isEqualTo("home-integer");
        assertThat(snapshot.at("/sounds/0/names/ko").asText()).isEqualTo("초인종");
        assertThat(snapshot.at("/sounds/0/rooms").toString()).isEqualTo("[\"Hall\",\"Kitchen\"]");
        assertThat(snapshot.at("/lamps/0/on").asBoolean()).isTrue();
        assertThat(snapshot.at("/known").findValuesAsText("label"))
                .containsExactly("smoke_alarm", "doorbell", "baby_cry", "phone_ring");
        assertThat(next("sound").path("end").asText()).isEqualTo("2026-01-01T20:00:03Z");
        assertThat(next("lamp").path("payload").asText()).isEqualTo("{\"state\":\"OFF\"}");
        next("status");
        assertThat(received).isEmpty();
    }

    @Test
    void whatSomebodyHasSeenIsSentToAllPages() throws Exception {
        live.join(client, null);
        live.seen(List.of("1", "2"));
        client.start();
        next("snapshot");
        assertThat(next("seen").path("ids").toString()).isEqualTo("[\"1\",\"2\"]");
    }

    @Test
    void whatIsTaughtReachesPagesThatAreOpen() throws Exception {
        live.join(client, null);
        live.refreshDevices();
        live.services().setOntology(hub);
        live.refreshDevices();
        live.refreshDevices();
        live.sendStatus();
        client.start();
        assertThat(next("snapshot").path("known").isEmpty()).isTrue();
        JsonNode known = next("known");
        assertThat(known.path("known").findValuesAsText("label")).contains("doorbell");
        assertThat(known.path("others").findValuesAsText("label"))
                .contains("cough")
                .doesNotContain("doorbell", "background");
        next("status");
    }

    private static AlertChange change(
            String alert, SoundEvent event, Urgency urgency, AlertState state) {
        return new AlertChange(new Alert(alert, event, urgency), state, T, "");
    }

    @Test
    void aSoundNamesItsAlert() throws Exception {
        SoundEvent bell = HubFixture.start("1", HubFixture.DOORBELL, T, "Hall");
        live.sound(bell);
        live.sound(HubFixture.start("2", HubFixture.COUGH, T, "Hall"));
        live.join(client, null);
        client.start();
        assertThat(next("snapshot").at("/sounds/0/told").isNull()).isTrue();

        live.alert(change("1", bell, Urgency.NOTICE, AlertState.RAISED));
        live.alert(change("1", bell, Urgency.NOTICE, AlertState.ACKNOWLEDGED));
        live.alert(change("1", bell, Urgency.NOTICE, AlertState.ENDED));
        live.sound(HubFixture.end("1", HubFixture.DOORBELL, T, T.plusSeconds(3), "Hall"));

        JsonNode heard = next("sound");
        assertThat(heard.path("urgency").asText()).isEqualTo("urgent");
        assertThat(heard.at("/told/urgency").asText()).isEqualTo("notice");
        assertThat(next("alert").path("state").asText()).isEqualTo("raised");
        assertThat(next("alert").path("state").asText()).isEqualTo("acknowledged");
        assertThat(next("alert").path("state").asText()).isEqualTo("ended");
        JsonNode over = next("sound");
        assertThat(over.path("phase").asText()).isEqualTo("end");
        assertThat(over.at("/told/alert").asText()).isEqualTo("1");
    }

    @Test
    void aSoundThatJoinsAnAlertNamesItToo() {
        SoundEvent again = HubFixture.start("2", HubFixture.PHONE, T, "Hall");
        live.alert(change("1", again, Urgency.NOTICE, AlertState.REPEATED));
        live.sound(HubFixture.start("1", HubFixture.PHONE, T.minusSeconds(9), "Hall"));
        live.sound(HubFixture.start("other", HubFixture.PHONE, T.minusSeconds(5), "Hall"));
        live.sound(again);

        String alert = "{\"alert\":\"1\",\"urgency\":\"notice\"}";
        assertThat(live.snapshot().sounds())
                .extracting(
                        sound -> sound.path("id").asText(), sound -> sound.path("told").toString())
                .containsExactly(tuple("2", alert), tuple("other", "null"), tuple("1", alert));
    }

    @Test
    void aClientThatConnectsAgainReceivesWhatItMissed() throws Exception {
        SoundEvent bell = HubFixture.start("1", HubFixture.DOORBELL, T, "Hall");
        live.join(client, null);
        client.start();
        String snapshot = received.poll(90, TimeUnit.SECONDS);
        String id = snapshot.substring("id: ".length(), snapshot.indexOf('\n'));
        live.leave(client);
        live.alert(change("1", bell, Urgency.NOTICE, AlertState.RAISED));
        live.alert(change("1", bell, Urgency.NOTICE, AlertState.ENDED));

        live.join(client, id);

        assertThat(next("alert").path("state").asText()).isEqualTo("raised");
        assertThat(next("alert").path("state").asText()).isEqualTo("ended");
        next("status");
        live.lamp("hall", "ON");
        next("lamp");
        assertThat(received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "other-1", "x-99999999999999999999"})
    void anUnknownEventIdIsAnsweredWithASnapshot(String id) throws Exception {
        live.lamp("hall", "ON");
        live.join(client, id);
        client.start();
        next("snapshot");
    }

    @Test
    void aClientThatMissedTooMuchReceivesASnapshot() throws Exception {
        live.join(client, null);
        client.start();
        String snapshot = received.poll(90, TimeUnit.SECONDS);
        String id = snapshot.substring("id: ".length(), snapshot.indexOf('\n'));
        live.leave(client);
        for (int i = 0; i <= EventStream.KEPT; i++) {
            live.lamp("hall", "ON");
        }
        live.join(client, id);
        next("snapshot");
    }

    @Test
    void withoutAnyServiceTheStatusNamesWhatIsMissing() {
        assertThat(live.snapshot().status().missing()).containsExactly("hearing", "mqtt");
    }

    @Test
    void anEngineThatFailsIsNotListening() {
        live.setHearing(
                new Failing() {
                    @Override
                    public List<io.soribit.api.hub.SourceStatus> sources() {
                        throw new IllegalStateException("being replaced");
                    }
                });

        Status status = live.snapshot().status();

        assertThat(status.listening()).isEqualTo("not_listening");
        assertThat(status.missing()).containsExactly("hearing");
    }

    @Test
    void aNewEngineEndsTheSoundsOfTheOneBefore() throws Exception {
        live.setHearing(hub);
        live.sound(HubFixture.start("1", HubFixture.SMOKE, T.minusSeconds(5), "Hall"));
        live.removeHearing(hub);
        assertThat(live.snapshot().sounds().get(0).path("phase").asText()).isEqualTo("start");
        live.join(client, null);
        client.start();
        next("snapshot");

        live.setHearing(new HubFixture());

        JsonNode ended = next("sound");
        assertThat(ended.path("phase").asText()).isEqualTo("end");
        assertThat(ended.path("end").asText()).isEqualTo(T.toString());
    }

    @Test
    void aReplacedServiceIsNotMissing() {
        HubFixture second = new HubFixture();
        live.setHearing(hub);
        live.setHearing(second);
        live.setBus(hub);
        live.setBus(second);

        live.removeHearing(hub);
        assertThat(live.removeBus(hub)).isFalse();

        assertThat(live.snapshot().status().missing()).isEmpty();
    }

    @Test
    void aClientThatDoesNotKeepUpIsDisconnected() {
        live.join(client, null);
        assertThat(live.clients()).isEqualTo(1);
        for (int i = 0; i < 100; i++) {
            live.sendStatus();
        }
        assertThat(client.isOpen()).isFalse();
        assertThat(live.clients()).isZero();
    }

    private abstract static class Failing implements Hearing {
        @Override
        public String model() {
            return "none";
        }

        @Override
        public String modelReason() {
            return "";
        }

        @Override
        public List<String> models() {
            return List.of();
        }

        @Override
        public java.util.Map<String, Double> stageMicros() {
            return java.util.Map.of();
        }
    }
}
