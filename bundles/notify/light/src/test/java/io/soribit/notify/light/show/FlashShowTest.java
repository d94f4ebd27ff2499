// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.notify.light.ManualTimer;
import io.soribit.notify.light.VirtualHome;
import io.soribit.notify.light.VirtualHome.Sent;
import io.soribit.notify.light.lamp.Lamp;
import io.soribit.notify.light.lamp.Zigbee2MqttLamp;
import io.soribit.notify.light.restore.LampControl;
import io.soribit.notify.light.restore.LampJournal;
import io.soribit.notify.light.restore.LampLeases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlashShowTest {
    private static final String GREEN = "#00C853";
    private static final String BLUE = "#0057FF";
    private static final String RED = "#FF2200";
    private static final String WHITE = "#FFB46B";
    private static final String ON =
            "{\"state\":\"ON\",\"brightness\":77,\"color_mode\":\"color_temp\",\"color_temp\":370}";

    private final ManualTimer timer = new ManualTimer();
    private final VirtualHome home = new VirtualHome(timer);
    private final LampJournal journal = new LampJournal(null);
    private final List<String> confirmed = new ArrayList<>();

    private FlashShow show(double rateHz, String... lamps) {
        List<LampControl> controls = new ArrayList<>();
        for (String text : lamps) {
            Lamp lamp = Lamp.parse(text);
            home.lamp(lamp.name(), ON);
            controls.add(
                    new LampControl(
                            lamp,
                            new Zigbee2MqttLamp("zigbee2mqtt/" + lamp.name()),
                            home,
                            journal,
                            new LampLeases(home, timer::soon, timer::now),
                            timer::now));
        }
        FlashShow show =
                new FlashShow(
                        controls,
                        timer,
                        rateHz,
                        FlashDurations.ofSeconds(3, 10, 20, 120),
                        journal,
                        (alert, lamp) -> confirmed.add(alert.id() + " " + lamp.id()));
        for (LampControl control : controls) {
            home.subscribe(
                    "zigbee2mqtt/" + control.lamp().name(),
                    (topic, payload, retained) -> show.heard(control, topic, payload));
        }
        return show;
    }

    private static Alert alert(
            String id, Phase phase, Urgency urgency, String colour, String... rooms) {
        Sound sound = new Sound("sound", Map.of("en", "Sound"), "🔔", colour, urgency, List.of());
        SoundEvent event =
                new SoundEvent(
                        id,
                        phase,
                        true,
                        rooms.length == 0 ? List.of("hall") : List.of(rooms),
                        sound,
                        Instant.EPOCH,
                        phase == Phase.END ? Instant.EPOCH : null,
                        1,
                        List.of(),
                        -20,
                        "model",
                        null,
                        Duration.ZERO);
        return new Alert(id, event, urgency);
    }

    private static Alert notice(String id, String colour, String... rooms) {
        return alert(id, Phase.START, Urgency.NOTICE, colour, rooms);
    }

    @Test
    void noticeFlashesThreeTimesAndTheLampIsAsBefore() {
        FlashShow show = show(1, "lamp");
        show.deliver(notice("a", GREEN));
        timer.advance(10_000);
        assertThat(home.coloursOf("lamp"))
                .containsExactly(GREEN, "-", GREEN, "-", GREEN, "-", "old");
        assertThat(home.sent.get(0).message())
                .hasToString(
                        "{\"state\":\"ON\",\"transition\":0,\"brightness\":254,"
                                + "\"color\":{\"hex\":\"#00C853\"}}");
        assertThat(home.sent.get(6).message())
                .hasToString(
                        "{\"state\":\"ON\",\"transition\":0,\"brightness\":77,\"color_temp\":370}");
        assertThat(timer.isIdle()).isTrue();
    }

    @Test
    void darkLampIsDarkAgain() {
        FlashShow show = show(1, "lamp");
        home.lamp("lamp", "{\"state\":\"OFF\",\"brightness\":12}");
        show.deliver(notice("a", GREEN));
        timer.advance(10_000);
        assertThat(home.coloursOf("lamp"))
                .containsExactly(GREEN, "-", GREEN, "-", GREEN, "-", "old", "-");
        assertThat(home.lamp("lamp").get("brightness").asInt()).isEqualTo(12);
    }

    @Test
    void silentLampDelaysTheFlashesBarelyAndIsLeftOff() {
        FlashShow show = show(1, "lamp");
        home.answers = false;
        show.deliver(notice("a", GREEN));
        timer.advance(199);
        assertThat(home.sent).isEmpty();
        timer.advance(1);
        assertThat(home.sent).hasSize(1);
        timer.advance(10_000);
        assertThat(home.coloursOf("lamp")).endsWith("-", "-");
    }

    @Test
    void lampsFlashInStep() {
        FlashShow show = show(2, "one", "two");
        show.deliver(notice("a", GREEN));
        timer.advance(10_000);
        List<Sent> one = home.sent.stream().filter(t -> t.lamp().equals("one")).toList();
        List<Sent> two = home.sent.stream().filter(t -> t.lamp().equals("two")).toList();
        assertThat(one).extracting(Sent::at).isEqualTo(two.stream().map(Sent::at).toList());
        assertThat(home.coloursOf("one")).isEqualTo(home.coloursOf("two")).hasSize(13);
    }

    @Test
    void theMostUrgentWinsAndTheFirstStateComesBackAfterTheLast() {
        FlashShow show = show(1, "lamp");
        show.deliver(alert("long", Phase.START, Urgency.URGENT, GREEN));
        timer.advance(1_100);
        show.deliver(notice("less", BLUE));
        timer.advance(2_000);
        show.deliver(alert("equal", Phase.START, Urgency.URGENT, BLUE));
        timer.advance(30_000);
        List<String> colours = home.coloursOf("lamp");
        assertThat(colours.subList(0, 8))
                .containsExactly(GREEN, "-", GREEN, "-", GREEN, "-", GREEN, "-");
        assertThat(colours.subList(8, 10)).containsExactly(BLUE, "-");
        assertThat(colours).last().isEqualTo("old");
        assertThat(colours).filteredOn("old"::equals).hasSize(1);
        assertThat(home.lamp("lamp").get("brightness").asInt()).isEqualTo(77);
    }

    @Test
    void emergencyLastsAsLongAsTheSoundButTwentySecondsAtLeast() {
        FlashShow show = show(1, "lamp");
        show.deliver(alert("fire", Phase.START, Urgency.EMERGENCY, RED));
        timer.advance(5_000);
        show.deliver(alert("fire", Phase.END, Urgency.EMERGENCY, RED));
        timer.advance(14_900);
        assertThat(home.coloursOf("lamp")).doesNotContain("old", "-").contains(RED, WHITE);
        timer.advance(2_000);
        assertThat(home.coloursOf("lamp")).last().isEqualTo("old");

        show.deliver(alert("again", Phase.START, Urgency.EMERGENCY, RED));
        timer.advance(60_000);
        assertThat(home.coloursOf("lamp")).last().isNotEqualTo("old");
        show.deliver(alert("again", Phase.END, Urgency.EMERGENCY, RED));
        timer.advance(1_000);
        assertThat(home.coloursOf("lamp")).last().isEqualTo("old");
    }

    @Test
    void lampsThatReportTheFrameConfirmEachAlertOnce() {
        FlashShow show = show(1, "one", "two");
        home.offline.add("two");
        show.deliver(notice("a", GREEN));
        timer.advance(3_000);
        assertThat(confirmed).containsExactly("a one");
        timer.advance(20_000);
        home.offline.clear();
        show.deliver(notice("b", GREEN));
        timer.advance(20_000);
        assertThat(confirmed).containsExactlyInAnyOrder("a one", "b one", "b two");
    }

    @Test
    void endlessEmergencyEndsAfterTwoMinutes() {
        FlashShow show = show(1, "lamp");
        show.deliver(alert("fire", Phase.START, Urgency.EMERGENCY, RED));
        timer.advance(119_000);
        assertThat(home.coloursOf("lamp")).last().isNotEqualTo("old");
        timer.advance(2_500);
        assertThat(home.coloursOf("lamp")).last().isEqualTo("old");
        assertThat(timer.isIdle()).isTrue();
    }

    @Test
    void lampOfARoomShowsThatRoomAndEmergencies() {
        FlashShow show = show(1, "hall-lamp@hall", "all");
        show.deliver(notice("a", GREEN, "kitchen"));
        timer.advance(10_000);
        assertThat(home.coloursOf("hall-lamp")).isEmpty();
        assertThat(home.coloursOf("all")).contains(GREEN);
        show.deliver(notice("b", BLUE, "kitchen", "hall"));
        timer.advance(10_000);
        assertThat(home.coloursOf("hall-lamp")).contains(BLUE);
        show.deliver(alert("c", Phase.START, Urgency.EMERGENCY, RED, "kitchen"));
        timer.advance(2_000);
        assertThat(home.coloursOf("hall-lamp")).contains(RED);
    }

    @Test
    void sameAlertTwiceIsShownOnceAndInfoNever() {
        FlashShow show = show(1, "lamp");
        show.deliver(alert("info", Phase.START, Urgency.INFO, GREEN));
        timer.advance(5_000);
        assertThat(home.sent).isEmpty();
        show.deliver(notice("a", GREEN));
        timer.advance(1_000);
        show.deliver(notice("a", GREEN));
        timer.advance(10_000);
        assertThat(home.coloursOf("lamp")).hasSize(7);
    }

    @Test
    void nothingPilesUpWhileTheBrokerIsAwayButTheStateComesBack() {
        FlashShow show = show(1, "lamp");
        show.deliver(notice("a", GREEN));
        timer.advance(1_100);
        int before = home.sent.size();
        home.connected = false;
        timer.advance(10_000);
        assertThat(home.coloursOf("lamp").subList(before, home.sent.size())).containsExactly("old");
    }

    @Test
    void stopGivesTheStateBackAtOnce() {
        FlashShow show = show(1, "lamp");
        show.deliver(notice("a", GREEN));
        timer.advance(700);
        show.stop();
        assertThat(home.coloursOf("lamp")).containsExactly(GREEN, "-", "old");
        timer.advance(10_000);
        assertThat(home.sent).hasSize(3);
    }

    /** A lamp turns on when it was dark before, or reported so. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 1.7, 2})
    void neverTwiceOnWithinHalfASecondWhateverHappens(double rateHz) {
        FlashShow show = show(rateHz, "lamp", "other@hall");
        Random random = new Random(7);
        List<String> colours = List.of(GREEN, BLUE, RED);
        for (int i = 0; i < 2_000; i++) {
            Urgency urgency = Urgency.values()[random.nextInt(4)];
            Phase phase = random.nextInt(3) == 0 ? Phase.END : Phase.START;
            String room = random.nextBoolean() ? "hall" : "kitchen";
            show.deliver(
                    alert(
                            "e" + random.nextInt(i + 1),
                            phase,
                            urgency,
                            colours.get(random.nextInt(3)),
                            room));
            timer.advance(random.nextInt(5) == 0 ? random.nextInt(30_000) : random.nextInt(400));
        }
        timer.advance(200_000);
        Map<String, Duration> lastOn = new HashMap<>();
        Map<String, Boolean> dark = new HashMap<>();
        int turnedOn = 0;
        for (Sent sent : home.sent) {
            boolean on = sent.message().path("state").asText().equals("ON");
            if (on && dark.getOrDefault(sent.lamp(), true)) {
                turnedOn++;
                Duration last = lastOn.put(sent.lamp(), sent.at());
                if (last != null) {
                    assertThat(sent.at().minus(last))
                            .isGreaterThanOrEqualTo(Duration.ofMillis(500));
                }
            }
            dark.put(sent.lamp(), !on);
        }
        assertThat(turnedOn).isGreaterThan(500);
        assertThat(home.lamp("lamp").get("brightness").asInt()).isEqualTo(77);
        assertThat(home.lamp("other").get("brightness").asInt()).isEqualTo(77);
        assertThat(timer.isIdle()).isTrue();
    }

    @Test
    void theLampOfSomebodyWhoHasSeenItStopsAndTheOthersGoOn() {
        FlashShow show = show(1, "hall", "bed");
        Alert bell = alert("a", Phase.START, Urgency.URGENT, GREEN);
        show.deliver(bell);
        timer.advance(2_500);
        int before = home.coloursOf("bed").size();
        Alert narrow = bell.with(bell.delivery().omitting(Set.of("bed")));
        show.deliver(narrow.with(narrow.event().updated()));
        timer.advance(3_000);
        assertThat(home.coloursOf("bed").subList(before, home.coloursOf("bed").size()))
                .doesNotContain(GREEN)
                .endsWith("old");
        assertThat(home.coloursOf("hall")).doesNotContain("old");
        show.remind(narrow);
        timer.advance(20_000);
        assertThat(home.coloursOf("bed")).endsWith("old");
        assertThat(home.coloursOf("hall")).endsWith("old");
    }
}
