// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.engine.fake.TestClocks;
import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FusionTest {
    private static final Sound DOG =
            new Sound("dog", Map.of("en", "Dog"), "x", "#000000", Urgency.INFO, List.of());

    private static final Sound LOUD =
            new Sound(
                    Sound.UNKNOWN_LOUD,
                    Map.of("en", "Loud"),
                    "x",
                    "#000000",
                    Urgency.NOTICE,
                    List.of());

    private static final Sound SMOKE =
            new Sound(
                    "smoke_alarm",
                    Map.of("en", "Smoke alarm"),
                    "x",
                    "#000000",
                    Urgency.EMERGENCY,
                    List.of());

    private static final Sound BELL =
            new Sound(
                    "doorbell",
                    Map.of("en", "Doorbell"),
                    "x",
                    "#000000",
                    Urgency.URGENT,
                    List.of());

    private final List<SoundEvent> published = new ArrayList<>();
    private final ManualClock clock = TestClocks.clock();
    private final House house = new House(TestClocks.of(clock), published::add);

    @Test
    void soundOfOneRoomIsPublishedForRoomAndHouse() {
        report("mic1", Phase.START, "kitchen", 0, 0.8f, -30);
        report("mic1", Phase.END, "kitchen", 0, 0.8f, -30);
        assertThat(texts())
                .containsExactly(
                        "START kitchen", "house START kitchen", "END kitchen", "house END kitchen");
        assertThat(published.get(2).id()).isEqualTo(published.get(0).id());
        assertThat(published.get(3).id())
                .isEqualTo(published.get(1).id())
                .isNotEqualTo(published.get(0).id());
    }

    @Test
    void twoSourcesOfARoomAreOneEvent() {
        report("mic1", Phase.START, "kitchen", 0, 0.8f, -30);
        report("mic2", Phase.START, "kitchen", 5_000, 0.81f, -30);
        report("mic1", Phase.END, "kitchen", 0, 0.8f, -30);
        assertThat(texts()).containsExactly("START kitchen", "house START kitchen");
        report("mic2", Phase.END, "kitchen", 5_000, 0.81f, -30);
        assertThat(texts()).hasSize(4).endsWith("END kitchen", "house END kitchen");
        assertThat(published.get(2).end()).isEqualTo(Instant.ofEpochMilli(6_000));
    }

    @Test
    void loudSoundThatNothingExplainsIsPublishedOnceAMinute() {
        report(LOUD, "mic", Phase.START, "kitchen", 10_000, Map.of("level_db", -11.0));
        report(LOUD, "mic", Phase.END, "kitchen", 10_000, Map.of());
        report(LOUD, "mic", Phase.START, "kitchen", 40_000, Map.of());
        report(LOUD, "mic", Phase.END, "kitchen", 40_000, Map.of());
        assertThat(texts())
                .containsExactly(
                        "START kitchen", "house START kitchen", "END kitchen", "house END kitchen");
        assertThat(published.get(1).evidence()).containsEntry("level_db", -11.0);
        report(LOUD, "mic", Phase.START, "kitchen", 70_001, Map.of());
        assertThat(texts()).hasSize(6);
    }

    @Test
    void loudSoundThatAnotherSoundOfTheRoomExplainsIsNotPublished() {
        report(DOG, "model", Phase.START, "kitchen", 10_000, Map.of());
        published.clear();
        report(LOUD, "mic", Phase.START, "kitchen", 10_200, Map.of());
        report(LOUD, "mic", Phase.END, "kitchen", 10_200, Map.of());
        report(DOG, "model", Phase.END, "kitchen", 10_000, Map.of());
        report(LOUD, "mic", Phase.START, "kitchen", 11_500, Map.of());
        assertThat(texts()).containsExactly("END kitchen", "house END kitchen");
        report(LOUD, "mic", Phase.START, "hall", 11_500, Map.of());
        report(LOUD, "mic", Phase.START, "kitchen", 12_500, Map.of());
        assertThat(texts()).contains("START hall", "START kitchen");
    }

    @Test
    void anAlarmThatIsKnownIsNoUnknownOne() {
        Sound smoke = sound("smoke_alarm");
        Sound unknown = sound("unknown_alarm");
        report(unknown, "beeper", Phase.START, "hall", 9_000, Map.of());
        report(smoke, "model", Phase.START, "kitchen", 10_000, Map.of());
        report(unknown, "beeper", Phase.START, "kitchen", 10_000, Map.of());
        report(unknown, "beeper", Phase.UPDATE, "kitchen", 10_000, Map.of());
        assertThat(published)
                .filteredOn(e -> !e.house())
                .extracting(e -> e.sound().id() + " " + e.room())
                .containsExactly("unknown_alarm hall", "smoke_alarm kitchen");
    }

    private static Sound sound(String id) {
        return new Sound(id, Map.of("en", id), "x", "#000000", Urgency.EMERGENCY, List.of());
    }

    @Test
    void evidenceThatComesLaterUpdatesTheEvent() {
        report(DOG, "model", Phase.START, "kitchen", 1_000, Map.of());
        report(DOG, "cadence", Phase.START, "kitchen", 4_000, Map.of("on_ms", 500.0));
        assertThat(texts()).endsWith("UPDATE kitchen", "house UPDATE kitchen");
        assertThat(published.get(2).evidence()).containsExactly(Map.entry("on_ms", 500.0));
        assertThat(published.get(3).evidence()).containsExactly(Map.entry("on_ms", 500.0));
    }

    @Test
    void surerSourceOfARoomUpdatesIt() {
        report("mic1", Phase.START, "kitchen", 0, 0.7f, -30);
        report("mic2", Phase.START, "kitchen", 200, 0.9f, -20);
        assertThat(texts()).endsWith("UPDATE kitchen", "house UPDATE kitchen");
        assertThat(published.get(2).score()).isEqualTo(0.9f);
        assertThat(published.get(2).levelDb()).isEqualTo(-20);
        assertThat(published.get(2).onset()).isEqualTo(Instant.ofEpochMilli(0));
    }

    @Test
    void roomsThatHearItWithinASecondAreOneHouseEventLedByTheLoudest() {
        report("mic1", Phase.START, "kitchen", 1_000, 0.8f, -40);
        report("mic2", Phase.START, "hall", 2_000, 0.6f, -20);
        report("mic3", Phase.START, "attic", 200, 0.6f, -60);
        assertThat(texts())
                .containsExactly(
                        "START kitchen",
                        "house START kitchen",
                        "START hall",
                        "house UPDATE hall,kitchen",
                        "START attic",
                        "house UPDATE hall,kitchen,attic");
        SoundEvent last = published.get(5);
        assertThat(last.score()).isEqualTo(0.8f);
        assertThat(last.onset()).isEqualTo(Instant.ofEpochMilli(200));
        assertThat(last.id()).isEqualTo(published.get(1).id());
    }

    @Test
    void houseEventEndsWithItsLastRoom() {
        report("mic1", Phase.START, "kitchen", 0, 0.8f, -40);
        report("mic2", Phase.START, "hall", 500, 0.8f, -20);
        published.clear();
        report("mic1", Phase.END, "kitchen", 0, 0.8f, -40);
        assertThat(texts()).containsExactly("END kitchen");
        report("mic2", Phase.END, "hall", 500, 0.8f, -20);
        assertThat(texts()).containsExactly("END kitchen", "END hall", "house END hall,kitchen");
        assertThat(published.get(2).end()).isEqualTo(Instant.ofEpochMilli(1_500));
    }

    @Test
    void laterSoundInAnotherRoomIsAHouseEventOfItsOwn() {
        report("mic1", Phase.START, "kitchen", 0, 0.8f, -40);
        report("mic2", Phase.START, "hall", 3_001, 0.8f, -20);
        assertThat(texts()).endsWith("START hall", "house START hall");
        assertThat(published.get(3).id()).isNotEqualTo(published.get(1).id());
    }

    @Test
    void soundsOfRoomsWhoseWindowsAndClocksDifferAreOne() {
        report("mic2", Phase.START, "hall", 3_000, 0.8f, -20);
        report("mic1", Phase.START, "kitchen", 0, 0.8f, -40);
        assertThat(texts()).endsWith("START kitchen", "house UPDATE hall,kitchen");
    }

    @Test
    void anAlarmThatGoesThroughTheHouseIsOneWhileItLasts() {
        for (Sound sound : List.of(SMOKE, BELL)) {
            published.clear();
            report(sound, "mic1", Phase.START, "kitchen", 0, Map.of());
            report(sound, "mic2", Phase.START, "hall", 20_000, Map.of());
            report(sound, "mic1", Phase.END, "kitchen", 30_000, Map.of());
            report(sound, "mic3", Phase.START, "attic", 40_000, Map.of());
            report(sound, "mic2", Phase.END, "hall", 50_000, Map.of());
            report(sound, "mic3", Phase.END, "attic", 50_000, Map.of());
            assertThat(published)
                    .filteredOn(SoundEvent::house)
                    .extracting(SoundEvent::phase)
                    .startsWith(Phase.START)
                    .endsWith(Phase.END)
                    .containsOnlyOnce(Phase.START, Phase.END);
            published.clear();
            report(sound, "mic2", Phase.START, "hall", 60_000, Map.of());
            assertThat(texts()).endsWith("house START hall");
            report(sound, "mic2", Phase.END, "hall", 60_000, Map.of());
        }
    }

    @Test
    void soundsOfTwoZonesAreTwoEvenAlarms() {
        report(SMOKE, "mic1", Phase.START, "floor2/room214", 0, Map.of());
        report(SMOKE, "mic2", Phase.START, "floor3/room301", 500, Map.of());
        report(SMOKE, "mic3", Phase.START, "hall", 600, Map.of());
        report(SMOKE, "mic4", Phase.START, "floor2/room215", 700, Map.of());
        assertThat(texts())
                .filteredOn(text -> text.startsWith("house"))
                .containsExactly(
                        "house START floor2/room214",
                        "house START floor3/room301",
                        "house START hall",
                        "house UPDATE floor2/room214,floor2/room215");
    }

    @Test
    void endOfAllEndsWhatIsOpen() {
        report("mic1", Phase.START, "kitchen", 0, 0.8f, -40);
        house.endAll();
        house.endAll();
        assertThat(texts()).hasSize(4).endsWith("END kitchen", "house END kitchen");
    }

    @Test
    void aClockThatIsSetBackHidesNoLoudSound() {
        report(LOUD, "mic", Phase.START, "kitchen", 10_000, Map.of());
        report(LOUD, "mic", Phase.END, "kitchen", 10_000, Map.of());
        clock.stepWall(Duration.ofHours(-1));
        published.clear();
        report(LOUD, "mic", Phase.START, "kitchen", 70_001, Map.of());
        assertThat(texts()).containsExactly("START kitchen", "house START kitchen");
        Instant onset = Instant.ofEpochMilli(70_001).minus(Duration.ofHours(1));
        assertThat(published.get(0).onset()).isEqualTo(onset);
        clock.stepWall(Duration.ofHours(-1));
        report(LOUD, "mic", Phase.END, "kitchen", 70_001, Map.of());
        assertThat(published.get(2).end()).isEqualTo(onset.plusSeconds(1));
    }

    @Test
    void aClockThatIsSetJoinsAndSplitsNothing() {
        report("mic1", Phase.START, "kitchen", 0, 0.8f, -40);
        clock.stepWall(Duration.ofHours(1));
        report("mic2", Phase.START, "hall", 1_000, 0.8f, -20);
        assertThat(texts()).endsWith("START hall", "house UPDATE hall,kitchen");
        clock.stepWall(Duration.ofSeconds(-3_660));
        report("mic3", Phase.START, "attic", 60_000, 0.8f, -20);
        assertThat(texts()).endsWith("START attic", "house START attic");
    }

    @Test
    void idsSortByTime() {
        EventIds ids = new EventIds(clock);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            made.add(ids.next());
            clock.advance(Duration.ofMillis(i % 2));
        }
        assertThat(made).doesNotHaveDuplicates().isSorted();
    }

    private void report(
            String key, Phase phase, String room, long onset, float score, float level) {
        house.accept(
                new Report(
                        key,
                        phase,
                        room,
                        DOG,
                        Duration.ofMillis(onset),
                        phase == Phase.END ? Duration.ofMillis(onset + 1_000) : null,
                        score,
                        List.of(),
                        level,
                        "model",
                        "m",
                        Duration.ZERO,
                        Map.of()));
    }

    private void report(
            Sound sound,
            String key,
            Phase phase,
            String room,
            long onset,
            Map<String, Double> evidence) {
        house.accept(
                new Report(
                        key,
                        phase,
                        room,
                        sound,
                        Duration.ofMillis(onset),
                        phase == Phase.END ? Duration.ofMillis(onset + 1_000) : null,
                        1,
                        List.of(),
                        -20,
                        key,
                        null,
                        Duration.ZERO,
                        evidence));
    }

    private List<String> texts() {
        return published.stream()
                .map(
                        e ->
                                (e.house() ? "house " : "")
                                        + e.phase()
                                        + " "
                                        + String.join(",", e.rooms()))
                .toList();
    }
}
