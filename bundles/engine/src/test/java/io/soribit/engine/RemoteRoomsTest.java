// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.source.RemoteHearing;
import io.soribit.engine.ear.Clocks;
import io.soribit.engine.house.House;
import io.soribit.testkit.FakeHub;
import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rooms of other hubs as rooms of this house. */
class RemoteRoomsTest {
    private final ManualClock clock = new ManualClock();
    private final Clocks clocks = new Clocks(clock, () -> clock.now().toNanos());
    private final List<SoundEvent> heard = new ArrayList<>();
    private final RemoteRooms rooms =
            new RemoteRooms(clocks, new House(clocks, heard::add)::accept);
    private final RemoteHearing.Membership attic = rooms.join("satellite.attic", "attic");

    private static SoundEvent event(String id, Phase phase) {
        return new SoundEvent(
                id,
                phase,
                false,
                List.of("elsewhere"),
                Sound.TEST,
                Instant.EPOCH,
                phase == Phase.END ? Instant.EPOCH : null,
                0.9f,
                List.of(),
                -20,
                "model",
                null,
                Duration.ZERO);
    }

    private List<String> said() {
        return heard.stream()
                .map(e -> e.phase() + (e.house() ? " house " : " ") + e.rooms())
                .toList();
    }

    @Test
    void aSoundOfTwoHubsIsOneOfTheHouseAtItsOwnTime() {
        RemoteHearing.Membership shed = rooms.join("satellite.shed", "shed");
        attic.sound(event("1", Phase.START));
        clock.advance(Duration.ofMillis(300));
        shed.sound(event("1", Phase.START));
        attic.sound(event("1", Phase.END));
        clock.advance(Duration.ofSeconds(2));
        shed.sound(event("1", Phase.END));
        assertThat(said())
                .containsExactly(
                        "START [attic]",
                        "START house [attic]",
                        "START [shed]",
                        "UPDATE house [attic, shed]",
                        "END [attic]",
                        "END [shed]",
                        "END house [attic, shed]");
        assertThat(heard.get(0).onset()).isEqualTo(ManualClock.START);
        assertThat(heard.get(6).end()).isEqualTo(ManualClock.START.plusMillis(2_300));
    }

    @Test
    void whatItHearsEndsWhenItIsLostOrTakenAway() {
        attic.sound(event("1", Phase.START));
        attic.status(FakeHub.source("satellite.attic", "attic", SourceState.LISTENING, -40));
        assertThat(said()).hasSize(2);
        attic.status(FakeHub.source("satellite.attic", "attic", SourceState.LOST, -120));
        assertThat(said()).endsWith("END [attic]", "END house [attic]");
        attic.sound(event("1", Phase.END));
        attic.sound(event("2", Phase.UPDATE)); // its start was missed
        assertThat(said().subList(4, 6)).containsExactly("START [attic]", "START house [attic]");
        attic.close();
        assertThat(said()).hasSize(8);
        assertThat(rooms.status()).isEmpty();
    }

    @Test
    void anIllHubFillsNoMemory() {
        for (int i = 0; i < 1_000; i++) {
            attic.sound(event("e" + i, Phase.START));
        }
        int before = heard.size();
        attic.close();
        assertThat(heard.size() - before).isEqualTo(2); // one event of the room, one of the house
    }

    @Test
    void itsStatusIsShownAsTheLastOneGiven() {
        assertThat(rooms.status())
                .extracting(SourceStatus::state)
                .containsExactly(SourceState.STARTING);
        SourceStatus now = FakeHub.source("satellite.attic", "attic", SourceState.QUIET, -80);
        attic.status(now);
        assertThat(rooms.status()).containsExactly(now);
        assertThatThrownBy(() -> rooms.join("x", "a+b"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
