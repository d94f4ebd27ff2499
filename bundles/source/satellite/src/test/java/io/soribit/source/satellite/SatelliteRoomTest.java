// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.satellite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Alternative;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.common.json.SoundJson;
import io.soribit.common.room.RoomHealth;
import io.soribit.testkit.Fuzz;
import io.soribit.testkit.LogCapture;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SatelliteRoomTest {
    private static final Sound LOUDER =
            new Sound(
                    "doorbell",
                    Map.of("en", "EVERYBODY OUT"),
                    "!",
                    "#FF0000",
                    Urgency.EMERGENCY,
                    List.of());

    private final FakeHouse house = new FakeHouse();
    private final ManualClock clock = new ManualClock();
    private final SatelliteRoom room = room();

    private SatelliteRoom room() {
        return new SatelliteRoom(
                "satellite.attic", "attic", "far", house, new SoundReader(house), clock, clock);
    }

    private static byte[] beat(String room, SourceState state, long scored) throws IOException {
        SourceStatus status =
                new SourceStatus(
                        "microphone",
                        room,
                        state,
                        "",
                        -42,
                        Instant.EPOCH,
                        new SourceStatus.Windows(scored, 1, 2, 3),
                        new SourceStatus.Reception(60, 4, 5, 6.5));
        return Beat.write(RoomHealth.of(List.of(status)), "abc");
    }

    private static SoundEvent event(Phase phase, String in) {
        return new SoundEvent(
                "e1",
                phase,
                false,
                List.of(in),
                LOUDER,
                Instant.EPOCH,
                phase == Phase.END ? Instant.EPOCH : null,
                0.75f,
                List.of(new Alternative(Sound.TEST, 0.5f)),
                -20,
                "model",
                "home",
                Duration.ofMillis(300),
                Map.of("frequency_hz", 3_100.0));
    }

    private void sound(Phase phase, String in) {
        room.sound(SoundJson.of(event(phase, in)).toString().getBytes(UTF_8), false);
    }

    @Test
    void itsStateAndCountsAreThoseOfTheRoom() throws Exception {
        room.beat(beat("attic", SourceState.LISTENING, 100));
        assertThat(house.last())
                .isEqualTo(
                        new SourceStatus(
                                "satellite.attic",
                                "attic",
                                SourceState.LISTENING,
                                "",
                                -42,
                                ManualClock.START,
                                new SourceStatus.Windows(100, 1, 2, 3),
                                new SourceStatus.Reception(60, 4, 5, 6.5)));
        clock.advance(Duration.ofSeconds(3));
        room.beat(beat("attic", SourceState.QUIET, 100)); // nothing was scored meanwhile
        assertThat(house.last().lastScored()).isEqualTo(ManualClock.START);
        assertThat(house.last().state()).isEqualTo(SourceState.QUIET);
    }

    @Test
    void aSatelliteThatSaysNothingIsLostAndComesBack() throws Exception {
        clock.advance(SatelliteRoom.SILENCE);
        room.check();
        assertThat(house.last().message()).contains("has not been heard of", "'house'", "far");
        room.beat(beat("attic", SourceState.LISTENING, 100));
        clock.advance(SatelliteRoom.SILENCE.minusMillis(1));
        room.check();
        assertThat(house.last().state()).isEqualTo(SourceState.LISTENING);
        clock.advance(Duration.ofMillis(1));
        room.check();
        assertThat(house.last().state()).isEqualTo(SourceState.LOST);
        assertThat(house.last().message()).contains("says nothing any more");
        assertThat(house.last().windows().scored()).isEqualTo(100);
        room.beat(beat("attic", SourceState.LISTENING, 101));
        assertThat(house.last().state()).isEqualTo(SourceState.LISTENING);
    }

    @Test
    void itsLastWillIsALossAtOnce() throws Exception {
        room.beat(beat("attic", SourceState.LISTENING, 100));
        room.status("online".getBytes(UTF_8));
        assertThat(house.last().state()).isEqualTo(SourceState.LISTENING);
        room.status("offline".getBytes(UTF_8));
        assertThat(house.last().state()).isEqualTo(SourceState.LOST);
        assertThat(house.last().message()).contains("has ended or lost its connection");
    }

    @Test
    void aRoomThatItDoesNotHaveIsSaid() throws Exception {
        room.beat(beat("cellar", SourceState.LISTENING, 100));
        assertThat(house.last().state()).isEqualTo(SourceState.LOST);
        assertThat(house.last().message()).contains("has no room 'attic'");
    }

    @Test
    void whatItHearsHasTheNamesAndTheTimeOfTheHouse() {
        sound(Phase.START, "attic");
        sound(Phase.UPDATE, "attic");
        sound(Phase.END, "attic");
        assertThat(house.sounds)
                .extracting(SoundEvent::phase)
                .containsExactly(Phase.START, Phase.UPDATE, Phase.END);
        SoundEvent first = house.sounds.get(0);
        assertThat(first.sound()).isEqualTo(FakeHouse.BELL);
        assertThat(first.onset()).isEqualTo(ManualClock.START);
        assertThat(first.score()).isEqualTo(0.75f);
        assertThat(first.evidence()).containsEntry("frequency_hz", 3_100.0);
        assertThat(first.alternatives()).extracting(a -> a.sound().id()).containsExactly("test");
        assertThat(house.sounds.get(2).end()).isEqualTo(ManualClock.START);
    }

    @Test
    void whatIsOfThePastOrMalformedIsIgnoredWithALine() throws Exception {
        try (LogCapture log = LogCapture.by(SatelliteRoom.class.getName())) {
            room.sound(SoundJson.of(event(Phase.START, "attic")).toString().getBytes(UTF_8), true);
            assertThat(log.lines()).isEmpty();
            for (String bad :
                    List.of(
                            "",
                            "[]",
                            "{\"room\":\"attic\"}",
                            "{\"room\":\"attic\",\"phase\":\"x\"}")) {
                room.sound(bad.getBytes(UTF_8), false);
            }
            sound(Phase.START, "cellar");
            assertThat(log.lines()).hasSize(1);
            assertThat(log.lines().get(0))
                    .contains("attic", "'far'", "ignoring a malformed sound", "the same version");
            clock.advance(Duration.ofMinutes(1));
            room.beat("{\"rooms\":[{\"room\":\"attic\"}]}".getBytes(UTF_8));
            assertThat(log.lines()).hasSize(2);
        }
        assertThat(house.sounds).isEmpty();
        assertThat(house.statuses).isEmpty();
    }

    @Test
    void whatANewerVersionDescribesOtherwiseLosesNoSound() {
        ObjectNode newer = SoundJson.of(event(Phase.START, "attic"));
        newer.put("score", "high");
        newer.put("latency_ms", "PT0.3S");
        newer.putObject("level_db").put("peak", -20);
        newer.putObject("detector");
        newer.putArray("model");
        newer.withObject("evidence").put("Frequency/Hz", 3_100).put("pattern", "T3").put("n", 4);
        newer.withArray("alternatives").addObject().put("label", "kettle");
        newer.withArray("alternatives").addObject().put("score", 0.5);
        room.sound(newer.toString().getBytes(UTF_8), false);
        SoundEvent read = house.sounds.get(0);
        assertThat(read.sound()).isEqualTo(FakeHouse.BELL);
        assertThat(read.score()).isEqualTo(1);
        assertThat(read.levelDb()).isEqualTo(-120);
        assertThat(read.latency()).isZero();
        assertThat(read.detector()).isEqualTo("satellite");
        assertThat(read.model()).isNull();
        assertThat(read.evidence()).isEqualTo(Map.of("frequency_hz", 3_100.0, "n", 4.0));
        assertThat(read.alternatives()).extracting(a -> a.sound().id()).containsExactly("test");
    }

    @Test
    void aStateOfANewerVersionIsNotHeardButHeardOf() throws Exception {
        room.beat(beat("attic", SourceState.LISTENING, 100));
        clock.advance(SatelliteRoom.SILENCE);
        String known = new String(beat("attic", SourceState.LISTENING, 200), UTF_8);
        room.beat(known.replace("listening", "dozing").getBytes(UTF_8));
        room.check();
        assertThat(house.last().state()).isEqualTo(SourceState.QUIET);
        assertThat(house.last().message())
                .isEqualTo("its state 'dozing' is unknown here: update this hub");
        assertThat(house.last().windows().scored()).isEqualTo(200);
    }

    @Test
    void noMessageBreaksTheHouse() throws IOException {
        Fuzz.run(
                "satellite",
                List.of(
                        beat("attic", SourceState.LISTENING, 100),
                        SoundJson.of(event(Phase.START, "attic")).toString().getBytes(UTF_8),
                        SoundJson.of(event(Phase.END, "attic")).toString().getBytes(UTF_8)),
                input -> {
                    room.beat(input);
                    room.sound(input, false);
                    room.status(input);
                },
                List.of());
        assertThat(house.statuses).isNotEmpty();
        assertThat(house.sounds).isNotEmpty();
    }
}
