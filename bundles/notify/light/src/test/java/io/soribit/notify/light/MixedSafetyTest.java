// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Flash;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.demo.VirtualDevice.Light;
import io.soribit.notify.light.MixedHouse.Seen;
import io.soribit.notify.light.lamp.Lamp;
import io.soribit.notify.light.restore.LampJournal;
import io.soribit.notify.light.show.FlashPattern;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random evenings with lamps of several makers, alerts of every colour, rate, burst and rest,
 * reminders, escalations, acknowledgements, people at switches, and hubs that end or die: what is
 * seen of the lamps themselves is safe, in step, and in the end as it was.
 */
class MixedSafetyTest {
    private static final int EVENINGS = 50;
    private static final Duration HALF_SECOND = Duration.ofMillis(500);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final List<String> COLOURS =
            List.of(Alerts.GREEN, Alerts.BLUE, Alerts.RED, "#FF0000", "#FFFFFF", "#CC0000");
    private static final List<String> HALL = List.of("wled:wled/shelf", "tasmota:bulb");

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000_000, 2_000_000})
    void flashesAreSafeInStepAndOver(long seed) {
        int flashes = 0;
        for (int i = 0; i < EVENINGS; i++) {
            flashes += new Evening(seed + i).run();
        }
        assertThat(flashes).isGreaterThan(EVENINGS * 50);
    }

    private static final class Evening {
        private final long seed;
        private final Random random;
        private final MixedHouse house = new MixedHouse();
        private final LampJournal journal = new LampJournal(null);
        private final Map<String, Light> expected = new HashMap<>();
        private final Map<String, Alert> alerts = new HashMap<>();
        private final boolean troubled;
        private LampHub hub;

        Evening(long seed) {
            this.seed = seed;
            random = new Random(seed * 0x9E3779B97F4A7C15L);
            troubled = random.nextInt(3) == 0;
            house.bulb.fades(random.nextBoolean());
            house.devices.forEach(
                    (id, device) -> {
                        if (random.nextBoolean()) {
                            house.person(id, light(id));
                        }
                        expected.put(id, device.light());
                    });
            house.timer.advance(3_000);
            hub = start();
        }

        private LampHub start() {
            return house.hub(journal, List.of(0.5, 0.8, 1.0, 1.7, 2.0).get(random.nextInt(5)));
        }

        private Light light(String id) {
            boolean relay = id.endsWith("bed") || id.contains("switch");
            String colour = List.of("#FF00FF", "#00FFFF", "#4000FF").get(random.nextInt(3));
            return new Light(
                    random.nextBoolean(),
                    relay ? house.light(id).brightness() : 20 + random.nextInt(200),
                    relay ? house.light(id).colour() : colour);
        }

        int run() {
            int steps = 10 + random.nextInt(30);
            for (int i = 0; i < steps; i++) {
                step(i);
                house.timer.advance(
                        random.nextInt(4) == 0 ? random.nextInt(15_000) : random.nextInt(900));
            }
            house.home.offline.clear();
            house.home.connected = true;
            house.timer.advance(700_000);
            house.seen.forEach(this::checkRate);
            house.seen.forEach(this::checkRed);
            checkInStep();
            if (!troubled) {
                checkGivenBack();
            }
            return house.seen.values().stream()
                    .mapToInt(all -> (int) all.stream().filter(Seen::turnsOn).count())
                    .sum();
        }

        private void step(int i) {
            switch (random.nextInt(troubled ? 14 : 10)) {
                case 0 -> person();
                case 1 -> remind();
                case 2 -> end();
                case 3 -> acknowledge();
                case 10 -> house.home.connected = random.nextInt(3) > 0;
                case 11 -> house.home.offline.add(List.of("shelf", "bulb", "rgb").get(i % 3));
                case 12 -> house.home.offline.clear();
                case 13 -> crashOrStop();
                default -> alert("e" + i);
            }
        }

        private void alert(String id) {
            Alert alert =
                    Alerts.start(
                                    id,
                                    Urgency.values()[random.nextInt(4)],
                                    COLOURS.get(random.nextInt(COLOURS.size())),
                                    List.of("hall", "kitchen", "bedroom").get(random.nextInt(3)))
                            .with(delivery());
            alerts.put(id, alert);
            hub.deliver(alert);
        }

        private DeliveryOptions delivery() {
            Set<String> targets = new HashSet<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                targets.add(MixedHouse.IDS.get(random.nextInt(MixedHouse.IDS.size())));
            }
            if (random.nextInt(3) == 0) {
                targets.add(Lamp.ALL);
            }
            return new DeliveryOptions(targets, random.nextBoolean() ? null : flash(), false);
        }

        private Flash flash() {
            @Nullable String colour =
                    random.nextBoolean() ? null : COLOURS.get(random.nextInt(COLOURS.size()));
            boolean rests = random.nextBoolean();
            return new Flash(
                    colour,
                    0.5 + 1.5 * random.nextDouble(),
                    Duration.ofMillis(1 + random.nextInt(6_000)),
                    rests ? Duration.ofMillis(1 + random.nextInt(5_000)) : Duration.ZERO);
        }

        private @Nullable Alert known() {
            List<String> ids = alerts.keySet().stream().sorted().toList();
            return ids.isEmpty() ? null : alerts.get(ids.get(random.nextInt(ids.size())));
        }

        /** Or an escalation: to further targets. */
        private void remind() {
            Alert alert = known();
            if (alert != null) {
                DeliveryOptions old = alert.delivery();
                Set<String> more = new HashSet<>(old.targets());
                if (!more.isEmpty()) {
                    more.add(MixedHouse.IDS.get(random.nextInt(MixedHouse.IDS.size())));
                }
                Alert escalated = alert.with(new DeliveryOptions(more, old.flash(), true));
                alerts.put(alert.id(), escalated);
                hub.remind(escalated);
            }
        }

        private void end() {
            Alert alert = known();
            if (alert != null) {
                hub.deliver(
                        Alerts.alert(
                                alert.id(),
                                Phase.END,
                                alert.urgency(),
                                alert.event().sound().colour()));
            }
        }

        private void acknowledge() {
            Alert alert = known();
            if (alert != null) {
                hub.acknowledge(alert);
            }
        }

        private void crashOrStop() {
            if (random.nextBoolean()) {
                hub.stop();
                house.timer.advance(2_000);
            }
            hub.crash();
            house.timer.advance(1_000 + random.nextInt(9_000));
            hub = start();
        }

        /** Only lamps that report it at once, and that do not flash: else it cannot be known. */
        private void person() {
            String id = random.nextBoolean() ? "tasmota:bulb" : "shelly:shellyrgb-1/rgb:0";
            Duration quietSince = house.timer.now().minusSeconds(8);
            boolean quiet =
                    house.seen.get(id).stream().noneMatch(s -> s.at().compareTo(quietSince) > 0);
            if (quiet && house.home.connected && house.home.offline.isEmpty()) {
                Light target = light(id);
                expected.put(id, target);
                house.person(id, target);
            }
        }

        /** Two flashes at most in any second, whatever their reason. */
        private void checkRate(String id, List<Seen> all) {
            List<Duration> ons = all.stream().filter(Seen::turnsOn).map(Seen::at).toList();
            for (int i = 1; i < ons.size(); i++) {
                assertThat(ons.get(i).minus(ons.get(i - 1)))
                        .as("time between flashes of %s, seed %d", id, seed)
                        .isGreaterThanOrEqualTo(HALF_SECOND);
                if (i > 1) {
                    assertThat(ons.get(i).minus(ons.get(i - 2)))
                            .as("time for three flashes of %s, seed %d", id, seed)
                            .isGreaterThanOrEqualTo(SECOND);
                }
            }
        }

        /**
         * Saturated red comes once a second at most, and does not take turns with dark. A lamp that
         * misses messages may show it half a second late.
         */
        private void checkRed(String id, List<Seen> all) {
            List<Duration> reds =
                    all.stream()
                            .filter(s -> s.byHub() && red(s.now()) && !red(s.before()))
                            .map(Seen::at)
                            .toList();
            for (int i = 1; i < reds.size(); i++) {
                assertThat(reds.get(i).minus(reds.get(i - 1)))
                        .as("time between reds of %s, seed %d", id, seed)
                        .isGreaterThanOrEqualTo(troubled ? HALF_SECOND : SECOND);
            }
            List<Duration> darks =
                    all.stream()
                            .filter(s -> s.byHub() && red(s.before()) && !s.now().on())
                            .map(Seen::at)
                            .toList();
            for (int i = 2; i < darks.size(); i++) {
                assertThat(darks.get(i).minus(darks.get(i - 2)))
                        .as("red strobe of %s, seed %d", id, seed)
                        .isGreaterThan(Duration.ofMillis(2_500));
            }
        }

        private static boolean red(Light light) {
            return light.on() && FlashPattern.isSaturatedRed(light.colour());
        }

        private void checkInStep() {
            List<Duration> others = ons(HALL.get(1));
            for (Duration one : ons(HALL.get(0))) {
                for (Duration two : others) {
                    Duration apart = one.minus(two).abs();
                    if (!apart.isZero() && apart.compareTo(HALF_SECOND) < 0) {
                        fail("lamps of the hall %s apart at %s, seed %d", apart, one, seed);
                    }
                }
            }
        }

        private List<Duration> ons(String id) {
            return house.seen.get(id).stream().filter(Seen::turnsOn).map(Seen::at).toList();
        }

        private void checkGivenBack() {
            expected.forEach(
                    (id, target) -> {
                        Light is = house.light(id);
                        assertThat(is.on()).as("%s, seed %d", id, seed).isEqualTo(target.on());
                        assertThat(is.colour()).as("%s, %d", id, seed).isEqualTo(target.colour());
                        assertThat(is.brightness())
                                .as("brightness of %s, seed %d", id, seed)
                                .isCloseTo(target.brightness(), within(5));
                        assertThat(journal.of(id)).as("%s, seed %d", id, seed).isEmpty();
                    });
        }
    }
}
