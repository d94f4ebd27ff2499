// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Urgency;
import io.soribit.notify.light.lamp.Lamp;
import io.soribit.notify.light.restore.LampJournal;
import io.soribit.notify.light.show.FlashDurations;
import io.soribit.notify.light.show.FlashShow;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups of lamps, lamps of several hubs, slow lamps and people: each state comes back. */
class SharedLampTest {
    private static final String ON =
            "{\"state\":\"ON\",\"brightness\":120,\"color_mode\":\"color_temp\",\"color_temp\":370}";
    private static final String OFF =
            "{\"state\":\"OFF\",\"brightness\":60,\"color_mode\":\"color_temp\",\"color_temp\":300}";
    private static final String LIGHT =
            "{\"type\":\"light\",\"features\":[{\"name\":\"state\"},{\"name\":\"brightness\"}]}";
    private static final String COLOUR =
            "{\"type\":\"light\",\"features\":[{\"name\":\"brightness\"},{\"name\":\"color_xy\"}]}";

    private final ManualTimer timer = new ManualTimer();
    private final VirtualHome home = new VirtualHome(timer);
    private final LampJournal journal = new LampJournal(null);
    private final FlashShow show =
            new FlashShow(List.of(), timer, 1, FlashDurations.ofSeconds(3, 10, 20, 120), journal);

    private void keeper(String... lamps) {
        List<Lamp> used = Arrays.stream(lamps).map(Lamp::parse).toList();
        var unused = new LampKeeper(home, "zigbee2mqtt", used, timer, show, journal);
    }

    private static String device(int address, String name, String expose) {
        return "{\"friendly_name\":\"%s\",\"ieee_address\":\"0x%d\",\"definition\":{\"exposes\":[%s]}}"
                .formatted(name, address, expose);
    }

    private void retained(String topic, String payload) {
        home.route(topic, payload.getBytes(UTF_8), true);
    }

    private void devices(String expose) {
        retained(
                "zigbee2mqtt/bridge/devices",
                "[" + device(1, "one", expose) + "," + device(2, "two", expose) + "]");
    }

    private void checkBefore() {
        assertThat(home.isOn("one")).isTrue();
        assertThat(home.lamp("one").path("brightness").asInt()).isEqualTo(120);
        assertThat(home.lamp("one").path("color_temp").asInt()).isEqualTo(370);
        assertThat(home.isOn("two")).isFalse();
        assertThat(home.lamp("two").path("brightness").asInt()).isEqualTo(60);
        assertThat(home.lamp("two").path("color_temp").asInt()).isEqualTo(300);
    }

    @Test
    void aGroupFlashesAsOneAndItsMembersAreRestoredOneByOne() {
        home.lamp("one", ON);
        home.lamp("two", OFF);
        home.group("stairs", "one", "two");
        devices(COLOUR);
        retained(
                "zigbee2mqtt/bridge/groups",
                "[{\"id\":1,\"friendly_name\":\"stairs\",\"members\":["
                        + "{\"ieee_address\":\"0x1\"},{\"ieee_address\":\"0x2\"}]}]");
        keeper("stairs");
        timer.advance(2_000);
        show.deliver(Alerts.start("a", Urgency.URGENT, Alerts.GREEN));
        timer.advance(3_000);
        assertThat(home.coloursOf("stairs")).contains(Alerts.GREEN, "-").doesNotContain("old");
        timer.advance(20_000);
        checkBefore();
        assertThat(home.coloursOf("one")).containsExactly("old");
        assertThat(journal.lamps()).isEmpty();
        assertThat(timer.isIdle()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {350, 4_000})
    void lampsThatAnswerLateFlashToTheEndAndAreRestored(int answerMillis) {
        home.answerMillis = answerMillis;
        home.lamp("one", ON);
        home.lamp("two", OFF);
        devices(COLOUR);
        keeper("one", "two");
        timer.advance(6_000);
        show.deliver(Alerts.start("a", Urgency.URGENT, Alerts.GREEN));
        timer.advance(60_000);
        checkBefore();
        assertThat(home.coloursOf("one")).filteredOn(Alerts.GREEN::equals).hasSize(10);
        assertThat(journal.lamps()).isEmpty();
    }

    @Test
    void oneBrightnessOfAFadeIsNoPerson() {
        home.lamp("one", "{\"state\":\"ON\",\"brightness\":120}");
        devices(LIGHT);
        keeper("one");
        timer.advance(1_000);
        show.deliver(Alerts.start("a", Urgency.URGENT, Alerts.GREEN));
        timer.advance(3_300);
        home.say("one", "{\"state\":\"ON\",\"brightness\":180}");
        timer.advance(30_000);
        assertThat(home.coloursOf("one")).hasSizeGreaterThan(16);
        assertThat(home.lamp("one").path("brightness").asInt()).isEqualTo(120);
    }

    @Test
    void aPersonWhoSwitchesAFlashingLampOffEndsItsFlashes() {
        home.lamp("one", ON);
        devices(COLOUR);
        keeper("one");
        timer.advance(1_000);
        show.deliver(Alerts.start("a", Urgency.URGENT, Alerts.GREEN));
        timer.advance(2_300);
        assertThat(home.isOn("one")).isTrue();
        home.sent.clear();
        home.person("one", "{\"state\":\"OFF\"}");
        timer.advance(60_000);
        assertThat(home.isOn("one")).isFalse();
        assertThat(home.coloursOf("one")).doesNotContain(Alerts.GREEN);
        assertThat(home.lamp("one").path("brightness").asInt()).isEqualTo(120);
        assertThat(journal.lamps()).isEmpty();
    }

    private LampHub hub(String root) {
        UnreliableBus bus = new UnreliableBus(home, timer, new Random(1), root);
        return new LampHub(timer, bus, new LampJournal(null), 1, "one", "two");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 7_000, 119_800, 120_100})
    void twoHubsThatShareLampsRestoreThem(int apart) {
        home.lamp("one", ON);
        home.lamp("two", OFF);
        LampHub upstairs = hub("soribit/upstairs");
        LampHub downstairs = hub("soribit/downstairs");
        timer.advance(1_000);
        upstairs.deliver(Alerts.start("smoke", Urgency.EMERGENCY, Alerts.RED));
        timer.advance(apart);
        downstairs.deliver(Alerts.start("bell", Urgency.URGENT, Alerts.GREEN));
        timer.advance(600_000);
        checkBefore();
        downstairs.deliver(Alerts.start("bell2", Urgency.URGENT, Alerts.GREEN));
        timer.advance(60_000);
        checkBefore();
        assertThat(home.coloursOf("one")).contains(Alerts.RED, Alerts.GREEN);
        for (String lamp : List.of("one", "two")) {
            Spacing.check(home, lamp, "by two hubs");
        }
    }
}
