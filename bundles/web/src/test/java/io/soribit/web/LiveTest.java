// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

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

class LiveTest {
    private static final Instant T = Instant.parse("2026-01-01T20:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Live live = new Live(100, Clock.fixed(T, ZoneOffset.UTC));
    private final House house = new House();
    private final BlockingQueue<String> told = new ArrayBlockingQueue<>(100);
    private final Client client =
            new Client(
                    "test",
                    100,
                    Duration.ofDays(1),
                    new Client.Wire() {
                        @Override
                        public void write(byte[] event) {
                            told.add(new String(event, StandardCharsets.UTF_8));
                        }

                        @Override
                        public void close() {}
                    },
                    live::leave);

    @AfterEach
    void close() throws InterruptedException {
        client.close();
        client.join(Duration.ofSeconds(5));
    }

    private JsonNode next(String name) throws Exception {
        String event = told.poll(5, TimeUnit.SECONDS);
        assertThat(event).startsWith("event: " + name + "\ndata: ").endsWith("\n\n");
        return JSON.readTree(event.substring(event.indexOf('{')));
    }

    @Test
    void aClientIsToldASnapshotFirstAndThenEachChangeOnce() throws Exception {
        live.hearing(house);
        live.ontology(house);
        house.source("Hall", SourceState.LISTENING, "", -42.5f, T);
        live.sound(House.start("1", House.DOORBELL, T, "Hall", "Kitchen"));
        live.lamp("hall", "{\"state\":\"ON\"}");
        live.join(client);
        live.sound(House.end("1", House.DOORBELL, T, T.plusSeconds(3), "Hall"));
        live.lamp("hall", "{\"state\":\"OFF\"}");
        live.tick();
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
        assertThat(told).isEmpty();
    }

    private static AlertChange change(
            String alert, SoundEvent event, Urgency urgency, AlertState state) {
        return new AlertChange(new Alert(alert, event, urgency), state, T, "");
    }

    @Test
    void aSoundSaysHowPeopleAreToldOfIt() throws Exception {
        SoundEvent bell = House.start("1", House.DOORBELL, T, "Hall");
        live.sound(bell);
        live.sound(House.start("2", House.COUGH, T, "Hall"));
        live.join(client);
        client.start();
        assertThat(next("snapshot").at("/sounds/0/told").isNull()).isTrue();

        live.alert(change("1", bell, Urgency.NOTICE, AlertState.RAISED));
        live.alert(change("1", bell, Urgency.NOTICE, AlertState.ACKNOWLEDGED));
        live.alert(change("1", bell, Urgency.NOTICE, AlertState.ENDED));
        live.sound(House.end("1", House.DOORBELL, T, T.plusSeconds(3), "Hall"));

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
    void aSoundThatJoinsAnAlertIsToldOfToo() {
        SoundEvent again = House.start("2", House.PHONE, T, "Hall");
        live.alert(change("1", again, Urgency.NOTICE, AlertState.REPEATED));
        live.sound(House.start("1", House.PHONE, T.minusSeconds(9), "Hall"));
        live.sound(House.start("other", House.PHONE, T.minusSeconds(5), "Hall"));
        live.sound(again);

        assertThat(live.snapshot().sounds())
                .extracting(Heard::id, Heard::told)
                .containsExactly(
                        tuple("2", new Told("1", "notice")),
                        tuple("other", null),
                        tuple("1", new Told("1", "notice")));
    }

    @Test
    void withoutAnyServiceItSaysWhatIsMissing() {
        assertThat(live.snapshot().status().missing()).containsExactly("hearing", "mqtt");
    }

    @Test
    void anEngineThatFailsIsNotListening() {
        live.hearing(
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
    void aNewEngineEndsWhatTheOneBeforeLeftOpen() throws Exception {
        live.hearing(house);
        live.sound(House.start("1", House.SMOKE, T.minusSeconds(5), "Hall"));
        live.hearingGone(house);
        assertThat(live.snapshot().sounds().get(0).phase()).isEqualTo("start");
        live.join(client);
        client.start();
        next("snapshot");

        live.hearing(new House());

        JsonNode ended = next("sound");
        assertThat(ended.path("phase").asText()).isEqualTo("end");
        assertThat(ended.path("end").asText()).isEqualTo(T.toString());
    }

    @Test
    void aServiceThatWasReplacedBeforeItLeftIsNotMissed() {
        House second = new House();
        live.hearing(house);
        live.hearing(second);
        live.bus(house);
        live.bus(second);

        live.hearingGone(house);
        assertThat(live.busGone(house)).isFalse();

        assertThat(live.snapshot().status().missing()).isEmpty();
    }

    @Test
    void whoDoesNotKeepUpWatchesNoMore() {
        live.join(client);
        assertThat(live.watching()).isEqualTo(1);
        for (int i = 0; i < 100; i++) {
            live.tick();
        }
        assertThat(client.isOpen()).isFalse();
        assertThat(live.watching()).isZero();
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
