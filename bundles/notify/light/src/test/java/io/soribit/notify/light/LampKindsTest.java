// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Flash;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.demo.VirtualDevice.Light;
import io.soribit.notify.light.MixedHouse.Seen;
import io.soribit.notify.light.restore.LampJournal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lamps of each kind flash, relays shake, and all are as before. */
class LampKindsTest {
    private static final String STRIP = "wled:wled/shelf";
    private static final String BULB = "tasmota:bulb";
    private static final String RGB = "shelly:shellyrgb-1/rgb:0";
    private static final String BED = "tasmota:bed";
    private static final String RELAY = "shelly:shellyplus1-2/switch:0";

    private final MixedHouse house = new MixedHouse();
    private final LampJournal journal = new LampJournal(null);
    private final LampHub hub = house.hub(journal, 1);

    private static Alert urgent(String id) {
        return Alerts.start(id, Urgency.URGENT, Alerts.GREEN, "hall", "kitchen", "bedroom");
    }

    private List<Duration> ons(String id) {
        return house.seen.get(id).stream().filter(Seen::turnsOn).map(Seen::at).toList();
    }

    /** Without the moment in which a dark lamp gets its old light back. */
    private List<Duration> flashes(String id, String colour) {
        return house.seen.get(id).stream()
                .filter(s -> s.turnsOn() && s.now().colour().equals(colour))
                .map(Seen::at)
                .toList();
    }

    /** Lamps and makers round. */
    private void assertAlike(Light is, Light was) {
        assertThat(is.on()).isEqualTo(was.on());
        assertThat(is.colour()).isEqualTo(was.colour());
        assertThat(is.brightness()).isCloseTo(was.brightness(), within(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {STRIP, BULB, RGB})
    void lampFlashesInColourTenTimesAndIsAsBefore(String id) {
        Light before = house.light(id);
        hub.deliver(urgent("a"));
        house.timer.advance(30_000);
        assertThat(house.seen.get(id)).extracting(s -> s.now().colour()).contains(Alerts.GREEN);
        assertThat(house.seen.get(id).stream().filter(s -> !s.now().on()).count())
                .isBetween(9L, 12L);
        assertAlike(house.light(id), before);
        assertThat(journal.of(id)).isEmpty();
    }

    @Test
    void lampsOfAllKindsLightUpTogether() {
        hub.deliver(urgent("a"));
        house.timer.advance(3_900);
        assertThat(ons(BULB)).hasSize(4).isEqualTo(ons(RGB));
        assertThat(ons(STRIP)).isSubsetOf(ons(BULB)).hasSizeGreaterThan(2);
        assertThat(ons(BED)).isSubsetOf(ons(BULB));
    }

    @ParameterizedTest
    @ValueSource(strings = {BED, RELAY})
    void shakerIsOnForTwoSecondsAndRestsForOne(String id) {
        hub.deliver(urgent("a"));
        house.timer.advance(30_000);
        List<Seen> changes =
                house.seen.get(id).stream().filter(s -> s.now().on() != s.before().on()).toList();
        assertThat(changes).hasSizeBetween(7, 9);
        assertThat(changes.get(1).at().minus(changes.get(0).at())).hasSeconds(2);
        assertThat(changes.get(2).at().minus(changes.get(1).at())).hasSeconds(1);
        assertThat(house.light(id).on()).isFalse();
        assertThat(journal.of(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {BED, RELAY, RGB, BULB})
    void whatTheHubSwitchedOnGoesOffByItselfWhenTheHubDies(String id) {
        hub.deliver(Alerts.start("a", Urgency.EMERGENCY, Alerts.BLUE));
        house.timer.advance(350);
        assertThat(house.light(id).on()).isTrue();
        hub.crash();
        house.timer.advance(7_000);
        assertThat(house.light(id).on()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 700, 1_200, 1_700, 2_300, 2_900})
    void relayThatWasOnIsOnAgainWheneverTheHubDies(int millis) {
        house.person(RELAY, new Light(true, 0, "#FFFFFF"));
        house.person(BED, new Light(true, 0, "#FFFFFF"));
        hub.deliver(Alerts.start("a", Urgency.EMERGENCY, Alerts.BLUE));
        house.timer.advance(millis);
        hub.crash();
        house.timer.advance(7_000);
        assertThat(house.light(RELAY).on()).isTrue();
        assertThat(house.light(BED).on()).isTrue();
    }

    @Test
    void nextHubGivesEachLampItsStateBack() {
        Map<String, Light> before = new HashMap<>();
        house.devices.forEach((id, device) -> before.put(id, device.light()));
        hub.deliver(Alerts.start("a", Urgency.EMERGENCY, Alerts.BLUE));
        house.timer.advance(2_300);
        hub.crash();
        house.hub(journal, 1);
        house.timer.advance(60_000);
        before.forEach((id, light) -> assertAlike(house.light(id), light));
        MixedHouse.IDS.forEach(id -> assertThat(journal.of(id)).as(id).isEmpty());
    }

    @Test
    void effectOfAStripAndFadingOfABulbComeBack() {
        house.bulb.fades(true);
        hub.deliver(urgent("a"));
        house.timer.advance(5_000);
        assertThat(house.strip.effect()).isZero();
        assertThat(house.bulb.fades()).isFalse();
        house.timer.advance(20_000);
        assertThat(house.strip.effect()).isEqualTo(9);
        assertThat(house.bulb.fades()).isTrue();
    }

    /** A strip reports too rarely: the next frame has overridden the person's change by then. */
    @ParameterizedTest
    @ValueSource(strings = {BULB, RGB})
    void personsChangeEndsTheFlashesAndStays(String id) {
        Light target = new Light(true, 200, "#FF00FF");
        hub.deliver(urgent("a"));
        house.timer.advance(4_300);
        house.person(id, target);
        house.timer.advance(20_000);
        assertAlike(house.light(id), target);
    }

    @Test
    void alertFlashesOnlyTheLampsThatItNames() {
        hub.deliver(urgent("a").with(new DeliveryOptions(Set.of(BULB), null, false)));
        house.timer.advance(5_000);
        assertThat(house.seen.get(BULB)).isNotEmpty();
        assertThat(house.seen.get(STRIP)).isEmpty();
        assertThat(house.seen.get(BED)).isEmpty();
    }

    @Test
    void allLampsAreMeantByLights() {
        hub.deliver(urgent("a").with(new DeliveryOptions(Set.of("lights"), null, false)));
        house.timer.advance(5_000);
        assertThat(house.seen.values()).allSatisfy(changes -> assertThat(changes).isNotEmpty());
    }

    @Test
    void alertSaysColourRateBurstAndRest() {
        Flash flash = new Flash("#FFFF00", 0.5, Duration.ofSeconds(4), Duration.ofSeconds(5));
        hub.deliver(urgent("a").with(new DeliveryOptions(Set.of(RGB), flash, false)));
        house.timer.advance(14_500);
        List<Duration> ons = flashes(RGB, "#FFFF00");
        assertThat(ons).hasSize(4);
        assertThat(ons.get(1).minus(ons.get(0))).hasSeconds(2);
        assertThat(ons.get(2).minus(ons.get(0)))
                .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));
        hub.acknowledge(urgent("a"));
        house.timer.advance(20_000);
        assertThat(flashes(RGB, "#FFFF00")).hasSize(4);
        assertThat(house.light(RGB).on()).isFalse();
    }

    @Test
    void restsAreNeverSoShortThatTheyAreFlashes() {
        Flash flash = new Flash("#FF0000", 2, Duration.ofMillis(1), Duration.ofMillis(1));
        hub.deliver(urgent("a").with(new DeliveryOptions(Set.of(RGB), flash, false)));
        house.timer.advance(20_000);
        List<Duration> reds = flashes(RGB, "#FF0000");
        assertThat(reds).hasSizeGreaterThan(4);
        for (int i = 1; i < reds.size(); i++) {
            assertThat(reds.get(i).minus(reds.get(i - 1)))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        }
    }

    @Test
    void nextAlertWaitsUntilALampMayTurnOnAgain() {
        house.person(RELAY, new Light(true, 0, "#FFFFFF"));
        Flash flash = new Flash(null, 2, Duration.ofMillis(250), Duration.ZERO);
        DeliveryOptions once = new DeliveryOptions(Set.of(RELAY), flash, false);
        for (int i = 0; i < 20; i++) {
            hub.deliver(urgent("a" + i).with(once));
            house.timer.advance(900 + 53 * i);
        }
        house.timer.advance(20_000);
        List<Duration> ons = ons(RELAY);
        assertThat(ons).isNotEmpty();
        for (int i = 1; i < ons.size(); i++) {
            assertThat(ons.get(i).minus(ons.get(i - 1)))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(500));
        }
    }

    @Test
    void burstsEndWithTheSound() {
        Flash flash = new Flash(null, 1, Duration.ofSeconds(2), Duration.ofSeconds(3));
        Alert alert = urgent("a").with(new DeliveryOptions(Set.of(RGB), flash, false));
        hub.deliver(alert);
        house.timer.advance(6_500);
        hub.deliver(Alerts.alert("a", Phase.END, Urgency.URGENT, Alerts.GREEN));
        house.timer.advance(60_000);
        assertThat(flashes(RGB, Alerts.GREEN)).hasSize(4);
    }

    @Test
    void reminderFlashesAgainAlsoWhatItReachesSince() {
        Alert alert = urgent("a").with(new DeliveryOptions(Set.of(BULB), null, true));
        hub.deliver(alert);
        house.timer.advance(30_000);
        int flashes = flashes(BULB, Alerts.GREEN).size();
        hub.remind(alert.with(new DeliveryOptions(Set.of(BULB, BED), null, true)));
        house.timer.advance(30_000);
        assertThat(flashes(BULB, Alerts.GREEN)).hasSize(2 * flashes).hasSizeGreaterThan(19);
        assertThat(ons(BED)).isNotEmpty();
        assertThat(house.light(BED).on()).isFalse();
    }
}
