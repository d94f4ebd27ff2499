// SPDX-License-Identifier: Apache-2.0
package io.soribit.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.common.io.StateFile;
import io.soribit.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectedRoomsTest {
    private static final Set<String> NONE = Set.of();

    @TempDir Path folder;
    private final ManualClock clock = new ManualClock();

    private ExpectedRooms open() {
        return new ExpectedRooms(new StateFile(folder.resolve("rooms")), clock);
    }

    private void settle() {
        clock.advance(ExpectedRooms.SETTLED.plus(Duration.ofSeconds(1)));
    }

    @Test
    void configuredRoomsAreExpectedWhileTheyAreConfigured() {
        ExpectedRooms rooms = open();
        assertThat(rooms.update(Set.of("hall"), NONE)).containsExactly("hall");
        assertThat(rooms.update(Set.of("hall"), Set.of("hall"))).containsExactly("hall");
        assertThat(rooms.update(NONE, NONE)).isEmpty();
    }

    @Test
    void aRoomWithoutAConfigurationIsRememberedAcrossARestart() {
        open().update(NONE, Set.of("bath"));
        ExpectedRooms restarted = open();
        assertThat(restarted.update(NONE, NONE)).containsExactly("bath");
        settle();
        assertThat(restarted.update(NONE, NONE)).containsExactly("bath");
    }

    @Test
    void aChangedConfigurationForgetsRoomsThatAreNotPresent() {
        ExpectedRooms rooms = open();
        rooms.update(NONE, Set.of("home", "bath"));
        rooms.update(Set.of("kitchen"), Set.of("kitchen", "bath"));
        assertThat(rooms.update(Set.of("kitchen"), Set.of("kitchen", "bath"))).contains("home");
        settle();
        assertThat(rooms.update(Set.of("kitchen"), Set.of("kitchen", "bath")))
                .containsExactlyInAnyOrder("kitchen", "bath");
    }

    @Test
    void configurationsThatAreReadLateForgetNothing() {
        ExpectedRooms rooms = open();
        rooms.update(Set.of("hall"), Set.of("hall", "bath"));
        settle();
        rooms.update(Set.of("hall"), Set.of("hall", "bath"));
        ExpectedRooms restarted = open();
        assertThat(restarted.update(NONE, NONE)).containsExactly("bath");
        clock.advance(Duration.ofSeconds(2));
        assertThat(restarted.update(Set.of("hall"), NONE))
                .containsExactlyInAnyOrder("hall", "bath");
        settle();
        assertThat(restarted.update(Set.of("hall"), NONE))
                .containsExactlyInAnyOrder("hall", "bath");
    }
}
