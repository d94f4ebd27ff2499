// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Modes;
import io.soribit.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(240)
class SelfTestTest {
    /** A Saturday. */
    private static final Instant BEFORE = Instant.parse("2026-01-03T10:59:58Z");

    private final House house = new House();
    private HomeMode mode = HomeMode.HOME;
    private final SelfTest test =
            new SelfTest(house.monitor, house.alerts, new FixedMode(), "sat 11:00", house.clock);

    private final class FixedMode implements Modes {
        @Override
        public HomeMode mode() {
            return mode;
        }

        @Override
        public void set(HomeMode next, String by) {
            mode = next;
        }

        @Override
        public Watch watch(Consumer<HomeMode> watcher) {
            return () -> {};
        }
    }

    /** What the self-test has received: who watches for longer receives it first. */
    private final Set<String> received = ConcurrentHashMap.newKeySet();

    private final Alerts.Watch watch = house.alerts.watch(c -> received.add(c.alert().id()));

    @AfterEach
    void close() {
        watch.close();
        test.deactivate();
        house.close();
    }

    private void pass() {
        house.clock.setWall(BEFORE);
        test.check();
        house.clock.advance(Duration.ofSeconds(5));
        test.check();
    }

    @Test
    void onceAWeekLampsFlashAndThoseThatDoNotAnswerAreNamed() throws Exception {
        house.lamp("bed", true, null);
        house.lamp("hall", true, null);
        pass();
        Alert flash = house.next();
        assertThat(flash.delivery().targets()).containsExactly("lights");
        house.alerts.confirm(flash, "hall");
        Await.until("confirmed", () -> house.monitor.hasConfirmed(flash, house.devices.get(1)));
        Await.until("the self-test knows its alert", () -> received.contains(flash.id()));
        test.finish();
        assertThat(house.active()).containsExactly("No answer to the test: bed");
        house.clock.advance(Duration.ofSeconds(5));
        test.check();
        assertThat(house.received).extracting(a -> a.event().phase()).doesNotContain(Phase.UPDATE);
        assertThat(house.received)
                .as("not a second time")
                .extracting(Alert::id)
                .allMatch(
                        id ->
                                id.equals(flash.id())
                                        || id.equals(house.alerts.active().get(0).alert().id()));
    }

    @Test
    void nobodyIsNamedIfAllAnswer() throws Exception {
        house.lamp("hall", true, null);
        pass();
        Alert flash = house.next();
        house.alerts.confirm(flash, "hall");
        Await.until("confirmed", () -> house.monitor.hasConfirmed(flash, house.devices.get(0)));
        Await.until("the self-test knows its alert", () -> received.contains(flash.id()));
        test.finish();
        assertThat(house.active()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SLEEP", "AWAY"})
    void nothingFlashesInModeSleepOrAway(HomeMode now) {
        house.lamp("hall", true, null);
        mode = now;
        pass();
        assertThat(house.received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "sat", "someday 11:00", "sat 25:00", ""})
    void noTestWithoutATime(String when) {
        List<String> problems = new ArrayList<>();
        assertThat(WeeklyTime.parse(when, problems::add)).isEmpty();
        assertThat(problems).hasSize(when.equals("off") ? 0 : 1);
    }
}
