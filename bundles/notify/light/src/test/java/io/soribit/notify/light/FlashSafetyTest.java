// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.notify.light.VirtualHome.Change;
import io.soribit.notify.light.VirtualHome.Sent;
import io.soribit.notify.light.lamp.Lamp;
import io.soribit.notify.light.restore.LampJournal;
import io.soribit.notify.light.show.FlashPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever alerts come and overlap, whatever people, lamps and the broker do, and however often the
 * hub is reconfigured or dies: flashes are safe, and lamps get back what they had.
 */
class FlashSafetyTest {
    private static final int SEQUENCES = 550;
    private static final Duration HALF_SECOND = Duration.ofMillis(500);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TWO_SLOW_FLASHES = Duration.ofMillis(4_500);
    private static final List<String> COLOURS =
            List.of(Alerts.GREEN, Alerts.BLUE, Alerts.RED, "#FF0000");
    private static final List<Double> RATES = List.of(0.5, 0.8, 1.0, 1.3, 1.7, 2.0);
    private static final String[] LAMPS = {"one@hall", "two@hall", "three@kitchen", "four"};

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000_000, 2_000_000, 3_000_000})
    void flashesAreSafeAndStatesComeBack(long seed) {
        int flashes = 0;
        for (int i = 0; i < SEQUENCES; i++) {
            flashes += new Sequence(seed + i).run();
        }
        assertThat(flashes).isGreaterThan(SEQUENCES * 20);
    }

    /** One random evening. */
    private static final class Sequence {
        private final long seed;
        private final Random random;
        private final ManualTimer timer = new ManualTimer();
        private final VirtualHome home = new VirtualHome(timer);
        private final LampJournal journal = new LampJournal(null);
        private final Map<String, String> expected = new HashMap<>();
        private final List<Integer> lives = new ArrayList<>();

        /** Whether lamps and the broker fail: then flashes must be safe, whatever they restore. */
        private final boolean troubled;

        private LampHub hub;

        Sequence(long seed) {
            this.seed = seed;
            random = new Random(seed * 0x9E3779B97F4A7C15L);
            troubled = random.nextInt(3) == 0;
            for (String lamp : LAMPS) {
                String name = Lamp.parse(lamp).name();
                String state = state(random.nextBoolean());
                home.lamp(name, state);
                expected.put(name, state);
            }
            hub = start();
        }

        private LampHub start() {
            lives.add(home.changes.size());
            return new LampHub(timer, home, journal, RATES.get(random.nextInt(6)), LAMPS);
        }

        private String state(boolean on) {
            return "{\"state\":\"%s\",\"brightness\":%d,\"color_mode\":\"color_temp\",\"color_temp\":%d}"
                    .formatted(
                            on ? "ON" : "OFF", 10 + random.nextInt(200), 150 + random.nextInt(300));
        }

        private String lamp() {
            return Lamp.parse(LAMPS[random.nextInt(LAMPS.length)]).name();
        }

        int run() {
            int steps = 10 + random.nextInt(40);
            for (int i = 0; i < steps; i++) {
                step(i);
                timer.advance(
                        random.nextInt(4) == 0 ? random.nextInt(15_000) : random.nextInt(700));
            }
            home.offline.clear();
            home.connected = true;
            home.answers = true;
            timer.advance(1_800_000);
            checkOns();
            checkRed();
            checkInStep();
            if (!troubled) {
                checkStates();
            }
            return (int) home.changes.stream().filter(Change::turnsOn).count();
        }

        private void step(int i) {
            int what = random.nextInt(16);
            switch (troubled || what == 0 || what > 5 ? what : 16) {
                case 0 -> person();
                case 1 -> home.connected = random.nextInt(3) > 0;
                case 2 -> home.keeps = random.nextBoolean();
                case 3 -> home.answers = !home.answers;
                case 4 -> home.offline.add(lamp());
                case 5 -> home.offline.clear();
                case 6 -> reconfigure();
                case 7 -> crash();
                default -> alert(i);
            }
        }

        private void alert(int i) {
            boolean end = random.nextInt(3) == 0;
            if (home.connected || end) {
                hub.deliver(
                        Alerts.alert(
                                "e" + (end ? random.nextInt(i + 1) : i),
                                end ? Phase.END : Phase.START,
                                Urgency.values()[random.nextInt(4)],
                                COLOURS.get(random.nextInt(COLOURS.size())),
                                random.nextBoolean() ? "hall" : "kitchen"));
            }
        }

        /**
         * Switching off while the hub flashes looks like a dark frame: a person's change cannot be
         * recognized.
         */
        private void person() {
            String lamp = lamp();
            if (!home.connected || home.offline.contains(lamp)) {
                return;
            }
            Duration quietSince = timer.now().minusSeconds(5);
            boolean quiet =
                    home.sent.stream()
                            .noneMatch(
                                    t -> t.lamp().equals(lamp) && t.at().compareTo(quietSince) > 0);
            String target = state(!quiet || random.nextBoolean());
            expected.put(lamp, target);
            home.person(lamp, target);
        }

        private void reconfigure() {
            hub.stop();
            timer.advance(2_000);
            hub.crash();
            hub = start();
        }

        private void crash() {
            hub.crash();
            timer.advance(1_000);
            hub = start();
        }

        private void checkOns() {
            for (String lamp : expected.keySet()) {
                List<Duration> ons = ons(lamp, 0, home.changes.size());
                for (int i = 1; i < ons.size(); i++) {
                    assertThat(ons.get(i).minus(ons.get(i - 1)))
                            .as("time between flashes of %s, seed %d", lamp, seed)
                            .isGreaterThanOrEqualTo(HALF_SECOND);
                    if (i > 1) {
                        assertThat(ons.get(i).minus(ons.get(i - 2)))
                                .as("time for three flashes of %s, seed %d", lamp, seed)
                                .isGreaterThanOrEqualTo(SECOND);
                    }
                }
            }
        }

        private List<Duration> ons(String lamp, int from, int to) {
            return home.changes.subList(from, to).stream()
                    .filter(c -> c.turnsOn() && c.lamp().equals(lamp))
                    .map(Change::at)
                    .toList();
        }

        /** Saturated red takes turns with white, slowly; it does not go dark again and again. */
        private void checkRed() {
            for (String lamp : expected.keySet()) {
                List<Sent> sent = home.sent.stream().filter(t -> t.lamp().equals(lamp)).toList();
                for (int i = 2; i < sent.size(); i++) {
                    if (red(sent.get(i)) && !red(sent.get(i - 1)) && red(sent.get(i - 2))) {
                        assertThat(sent.get(i).at().minus(sent.get(i - 2).at()))
                                .as("time between reds of %s, seed %d", lamp, seed)
                                .isGreaterThanOrEqualTo(HALF_SECOND);
                    }
                    if (i > 3 && strobe(sent.subList(i - 4, i + 1))) {
                        assertThat(sent.get(i).at().minus(sent.get(i - 4).at()))
                                .as("red strobe of %s, seed %d", lamp, seed)
                                .isGreaterThan(TWO_SLOW_FLASHES);
                    }
                }
            }
        }

        private static boolean strobe(List<Sent> five) {
            return red(five.get(0))
                    && five.get(1).colour().equals("-")
                    && red(five.get(2))
                    && five.get(3).colour().equals("-")
                    && red(five.get(4));
        }

        private static boolean red(Sent sent) {
            return sent.colour().startsWith("#") && FlashPattern.isSaturatedRed(sent.colour());
        }

        /** Lamps of one room turn on together, or half a second apart. */
        private void checkInStep() {
            for (int life = 0; life < lives.size(); life++) {
                int from = lives.get(life);
                int to = life + 1 < lives.size() ? lives.get(life + 1) : home.changes.size();
                for (Duration one : ons("one", from, to)) {
                    for (Duration two : ons("two", from, to)) {
                        Duration apart = one.minus(two).abs();
                        assertThat(apart.isZero() || apart.compareTo(HALF_SECOND) >= 0)
                                .as("lamps of the hall %s apart, seed %d", apart, seed)
                                .isTrue();
                    }
                }
            }
            if (!troubled && home.changes.stream().allMatch(Change::byHub)) {
                checkColours();
            }
        }

        /** Of equal colour, too, unless a person did not want an alert at one of them. */
        private void checkColours() {
            Map<Duration, String> lit = new HashMap<>();
            for (Sent sent : home.sent) {
                if (Set.of("one", "two").contains(sent.lamp()) && sent.colour().startsWith("#")) {
                    assertThat(lit.computeIfAbsent(sent.at(), at -> sent.colour()))
                            .as("colour of the hall, seed %d", seed)
                            .isEqualTo(sent.colour());
                }
            }
        }

        private void checkStates() {
            expected.forEach(
                    (lamp, target) -> {
                        assertThat(home.lamp(lamp))
                                .as("%s, seed %d", lamp, seed)
                                .isEqualTo(tree(target));
                        assertThat(journal.of("zigbee2mqtt/" + lamp)).isEmpty();
                    });
            assertThat(timer.isIdle()).isTrue();
        }

        private static JsonNode tree(String json) {
            try {
                return new ObjectMapper().readTree(json);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(json, e);
            }
        }
    }
}
