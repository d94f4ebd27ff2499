// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.notify.light.VirtualHome.Change;
import io.soribit.notify.light.restore.LampJournal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flashes are safe as the lamp shows them, whatever the network does, and lamps are restored. */
class StalledNetworkTest {
    private static final int EVENINGS = Integer.getInteger("soribit.evenings", 120);
    private static final String ON =
            "{\"state\":\"ON\",\"brightness\":120,\"color_mode\":\"color_temp\",\"color_temp\":370}";
    private static final String OFF =
            "{\"state\":\"OFF\",\"brightness\":60,\"color_mode\":\"color_temp\",\"color_temp\":300}";

    private final ManualTimer timer = new ManualTimer();
    private final VirtualHome home = new VirtualHome(timer);

    private UnreliableBus bus(Random random) {
        return new UnreliableBus(home, timer, random, "soribit/hub");
    }

    private LampHub hub(UnreliableBus bus) {
        return new LampHub(timer, bus, new LampJournal(null), 1, "one", "two");
    }

    private void checkSpacing(String what) {
        for (String lamp : List.of("one", "two")) {
            Spacing.check(home, lamp, what);
        }
    }

    @Test
    void aBrokerThatStallsDeliversOneLateFrameAtMost() {
        UnreliableBus bus = bus(new Random(1));
        home.lamp("one", ON);
        home.lamp("two", OFF);
        LampHub hub = hub(bus);
        hub.deliver(Alerts.start("fire", Urgency.EMERGENCY, Alerts.BLUE));
        timer.advance(2_300);
        int before = home.sent.size();
        bus.stall(Duration.ofSeconds(8));
        timer.advance(7_990);
        assertThat(home.sent).hasSize(before);
        timer.advance(200);
        assertThat(home.sent.size() - before).isLessThanOrEqualTo(4);
        timer.advance(5_000);
        assertThat(home.sent.size() - before).isGreaterThan(8);
        timer.advance(300_000);
        assertThat(home.lamp("one").path("brightness").asInt()).isEqualTo(120);
        assertThat(home.isOn("one")).isTrue();
        assertThat(home.isOn("two")).isFalse();
        checkSpacing("8 s");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000_000})
    void flashesAreNeverCloseWhateverTheNetworkDoes(long seed) {
        int flashes = 0;
        for (int i = 0; i < EVENINGS; i++) {
            StalledNetworkTest evening = new StalledNetworkTest();
            evening.evening(seed + i);
            flashes += (int) evening.home.changes.stream().filter(Change::turnsOn).count();
        }
        assertThat(flashes).isGreaterThan(EVENINGS * 5);
    }

    /** One in which two flashes were 349 ms apart. */
    @Test
    void anEveningThatWasTooClose() {
        evening(8014);
    }

    private void evening(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        UnreliableBus bus = bus(random);
        home.lamp("one", ON);
        home.lamp("two", OFF);
        LampHub hub = hub(bus);
        timer.advance(1_000);
        for (int i = 0; i < 30; i++) {
            switch (random.nextInt(8)) {
                case 0 -> bus.stall(Duration.ofMillis(1_000 + random.nextInt(59_000)));
                case 1 -> bus.slowest = random.nextInt(4_000);
                case 2 -> bus.duplicates = random.nextBoolean();
                case 3 -> bus.disconnect();
                case 4 -> bus.reconnect();
                default ->
                        hub.deliver(
                                Alerts.alert(
                                        "a" + i,
                                        Phase.START,
                                        Urgency.values()[1 + random.nextInt(3)],
                                        random.nextBoolean() ? Alerts.GREEN : Alerts.RED));
            }
            timer.advance(random.nextInt(random.nextInt(4) == 0 ? 40_000 : 2_000));
        }
        bus.reconnect();
        bus.slowest = 0;
        timer.advance(3_600_000);
        checkSpacing("seed " + seed);
        assertThat(home.isOn("one")).as("one, seed %d", seed).isTrue();
        assertThat(home.lamp("one").path("brightness").asInt()).as("%d", seed).isEqualTo(120);
        assertThat(home.lamp("one").path("color_temp").asInt()).as("%d", seed).isEqualTo(370);
        assertThat(home.isOn("two")).as("two, seed %d", seed).isFalse();
        assertThat(home.lamp("two").path("brightness").asInt()).as("%d", seed).isEqualTo(60);
    }
}
