// SPDX-License-Identifier: Apache-2.0
package io.soribit.watch;

import static io.soribit.api.hub.SourceState.ENDED;
import static io.soribit.api.hub.SourceState.LISTENING;
import static io.soribit.api.hub.SourceState.LOST;
import static io.soribit.api.hub.SourceState.QUIET;
import static io.soribit.api.hub.SourceState.RECOVERING;
import static io.soribit.api.hub.SourceState.STALLED;
import static io.soribit.api.hub.SourceState.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AbsenceMonitorTest {
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final ManualClock clock = new ManualClock();
    private final Map<String, SourceStatus> sources = new TreeMap<>();
    private final List<SoundEvent> received = new ArrayList<>();
    private AbsenceMonitor monitor = new AbsenceMonitor(AbsenceTimeouts.USUAL, clock, clock);
    private final Set<String> expected = new TreeSet<>();
    private boolean engine = true;

    private void source(String id, String room, SourceState state) {
        SourceStatus before = sources.get(id);
        SourceStatus.Windows windows =
                before == null ? new SourceStatus.Windows(0, 0, 0, 1) : before.windows();
        sources.put(id, new SourceStatus(id, room, state, "", -40, null, windows));
    }

    /** Each source that is heard is scored meanwhile. */
    private void pass(int seconds) {
        pass(seconds, true);
    }

    private void pass(int seconds, boolean scored) {
        for (int i = 0; i < seconds / LOOK.toSeconds(); i++) {
            if (scored) {
                sources.replaceAll((id, source) -> scored(source));
            }
            clock.advance(LOOK);
            received.addAll(monitor.check(engine ? List.copyOf(sources.values()) : null, expected));
        }
    }

    private static SourceStatus scored(SourceStatus s) {
        long more = s.state() == LISTENING || s.state() == QUIET ? 4 : 0;
        SourceStatus.Windows windows =
                new SourceStatus.Windows(s.windows().scored() + more, 0, 0, 1);
        return new SourceStatus(
                s.source(), s.room(), s.state(), "", s.levelDb(), s.lastScored(), windows);
    }

    private List<String> reports() {
        List<String> logged = received.stream().map(e -> e.phase() + " " + e.rooms()).toList();
        received.clear();
        return logged;
    }

    @ParameterizedTest
    @EnumSource(
            value = SourceState.class,
            names = {"LOST", "STALLED", "QUIET", "RECOVERING", "STARTING"})
    void anAbsentRoomIsReportedWithinThirtySecondsAndItsEnd(SourceState dead) {
        source("mic", "hall", LISTENING);
        pass(60);
        source("mic", "hall", dead);
        Instant died = clock.instant();
        pass(18);
        assertThat(received).isEmpty();
        pass(10);
        assertThat(received)
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.phase()).isEqualTo(Phase.START);
                            assertThat(event.house()).isTrue();
                            assertThat(event.sound()).isEqualTo(Sound.NOT_HEARD);
                            assertThat(event.rooms()).containsExactly("hall");
                            assertThat(event.onset()).isEqualTo(died);
                            assertThat(event.detector()).isEqualTo("liveness");
                            assertThat(event.evidence()).containsEntry("silent_s", 20.0);
                        });
        source("mic", "hall", LISTENING);
        pass(10);
        assertThat(received).hasSize(2);
        assertThat(received.get(1).id()).isEqualTo(received.get(0).id());
        assertThat(received.get(1).end()).isEqualTo(clock.instant().minusSeconds(8));
    }

    @Test
    void audioWithoutScoresIsNotHeard() {
        source("mic", "hall", LISTENING);
        pass(10);
        pass(20, false);
        assertThat(reports()).containsExactly("START [hall]");
        pass(2);
        assertThat(reports()).containsExactly("END [hall]");
    }

    @Test
    void roomThatIsHeardByAnotherSourceIsHeard() {
        source("mic", "hall", LOST);
        source("other", "hall", LISTENING);
        source("far", "kitchen", LOST);
        pass(60);
        assertThat(reports()).containsExactly("START [kitchen]");
        source("other", "hall", STALLED);
        pass(20);
        assertThat(reports()).containsExactly("START [hall]");
    }

    @Test
    void hubThatStartsHasAMinute() {
        source("mic", "hall", STARTING);
        pass(60);
        assertThat(received).isEmpty();
        pass(2);
        assertThat(reports()).containsExactly("START [hall]");
    }

    @Test
    void sourceThatIsLostFromTheStartIsNotified() {
        source("mic", "hall", LOST);
        pass(22);
        assertThat(reports()).containsExactly("START [hall]");
    }

    @Test
    void recordingThatIsOverIsNoLoss() {
        source("file", "attic", LISTENING);
        pass(10);
        source("file", "attic", ENDED);
        pass(600);
        assertThat(received).isEmpty();
        source("mic", "attic", LOST);
        pass(22);
        assertThat(reports()).containsExactly("START [attic]");
        source("mic", "attic", ENDED);
        pass(2);
        assertThat(reports()).containsExactly("END [attic]");
    }

    @Test
    void roomThatIsTakenAwayIsNoLossAndEndsOne() {
        source("mic", "hall", LISTENING);
        source("far", "kitchen", LOST);
        pass(30);
        assertThat(reports()).containsExactly("START [kitchen]");
        source("other", "attic", LISTENING);
        sources.keySet().removeAll(Set.of("mic", "far"));
        pass(120);
        assertThat(reports()).containsExactly("END [kitchen]");
    }

    @Test
    void withoutTheEngineNoRoomIsHeard() {
        source("mic", "hall", LISTENING);
        source("file", "attic", ENDED);
        pass(10);
        engine = false;
        pass(20);
        assertThat(reports()).containsExactly("START [hall]");
        engine = true;
        pass(2);
        assertThat(reports()).containsExactly("END [hall]");
    }

    @Test
    void clockThatIsSetIsNoSilence() {
        source("mic", "hall", LISTENING);
        pass(10);
        source("mic", "hall", RECOVERING);
        clock.stepWall(Duration.ofDays(365));
        pass(2);
        clock.stepWall(Duration.ofDays(-400));
        pass(2);
        clock.advance(Duration.ofHours(8)); // a machine that slept
        pass(2);
        source("mic", "hall", LISTENING);
        pass(10);
        assertThat(received).isEmpty();
    }

    @Test
    void anOngoingAbsenceIsUpdatedEveryTenMinutes() {
        source("mic", "hall", LOST);
        pass(22 + 1_200);
        assertThat(received)
                .extracting(SoundEvent::id)
                .containsOnly(received.get(0).id())
                .hasSize(3);
        assertThat(received.get(2).evidence()).containsEntry("silent_s", 1_220.0);
        assertThat(reports()).containsExactly("START [hall]", "UPDATE [hall]", "UPDATE [hall]");
        assertThat(monitor.end())
                .singleElement()
                .extracting(SoundEvent::phase)
                .isEqualTo(Phase.END);
        assertThat(monitor.end()).isEmpty();
    }

    @Test
    void aNewAlertServiceReceivesItUnderAnotherId() {
        source("mic", "hall", LOST);
        pass(30);
        String first = received.get(0).id();
        monitor.forget();
        pass(2);
        assertThat(received).hasSize(2);
        assertThat(received.get(1).phase()).isEqualTo(Phase.START);
        assertThat(received.get(1).id()).isNotEqualTo(first);
        assertThat(received.get(1).onset()).isEqualTo(received.get(0).onset());
    }

    @Test
    void anIgnoredRoomRaisesNoAlert() {
        Set<String> ignored = Set.of("hall", "floor2/*");
        monitor = new AbsenceMonitor(new AbsenceTimeouts(LOOK, LOOK, ignored), clock, clock);
        source("mic", "hall", LOST);
        source("camera", "floor2/room214", LOST);
        source("far", "kitchen", STALLED);
        pass(10);
        assertThat(reports()).containsExactly("START [kitchen]");
    }

    @Test
    void aRoomIsAlsoMissedWhileTheWallClockIsSet() {
        source("mic", "hall", LOST);
        for (Duration step :
                List.of(
                        Duration.ofHours(1),
                        Duration.ofHours(-1),
                        Duration.ofDays(1),
                        Duration.ofDays(-1))) {
            pass(4);
            clock.stepWall(step);
        }
        pass(6);
        assertThat(reports()).containsExactly("START [hall]");
    }

    @Test
    void anExpectedRoomWithoutASourceIsReported() {
        source("mic", "hall", LISTENING);
        expected.addAll(Set.of("hall", "bedroom"));
        pass(22);
        assertThat(reports()).containsExactly("START [bedroom]");
        sources.clear(); // its bundle failed
        pass(22);
        assertThat(reports()).containsExactly("START [hall]");
        expected.clear(); // the configuration was removed
        pass(2);
        assertThat(reports()).containsExactly("END [bedroom]", "END [hall]");
    }

    @Test
    void withoutAnEngineSinceTheStartTheHouseIsNotHeard() {
        engine = false;
        pass(22);
        assertThat(reports()).containsExactly("START [house]");
        engine = true;
        source("mic", "hall", LISTENING);
        pass(2);
        assertThat(reports()).containsExactly("END [house]");
    }

    @Test
    void withoutAnySourceTheHouseIsNotHeard() {
        pass(22);
        assertThat(reports()).containsExactly("START [house]");
        source("mic", "hall", LOST);
        pass(2);
        assertThat(reports()).containsExactly("END [house]");
    }
}
