// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import static io.soribit.alert.Events.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.alert.ReminderTest.Lamp;
import io.soribit.alert.rule.RateLimiter;
import io.soribit.alert.rule.RateLimiter.Limits;
import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.testkit.Await;
import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The wall clock is set before each phase of an alert: every wait stays as long as it is. */
@Timeout(240)
class ClockStepTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ReminderPolicy POLICY =
            new ReminderPolicy(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(75),
                    Set.of("phone"),
                    Duration.ofMinutes(10));

    private final Lamp bed = new Lamp("bed");
    private final Lamp phone = new Lamp("phone");
    private ManualClock clock = new ManualClock(Events.NOW, ZONE);
    private AlertDesk desk = Desks.desk(clock, Desks.NEVER);

    /** Where the clock stands, and by how much it is set before each phase. */
    static Stream<Arguments> steps() {
        Instant march = Instant.parse("2026-03-29T00:59:20Z"); // 02:00 becomes 03:00
        Instant october = Instant.parse("2026-10-25T00:59:20Z"); // 03:00 becomes 02:00
        return Stream.concat(
                Stream.of("PT1H", "PT-1H", "PT24H", "PT-24H")
                        .map(step -> Arguments.of(Events.NOW, Duration.parse(step))),
                Stream.of(march, october).map(night -> Arguments.of(night, Duration.ZERO)));
    }

    @AfterEach
    void stop() {
        desk.close();
    }

    private void begin(Instant start) {
        desk.close();
        clock = new ManualClock(start, ZONE);
        desk = Desks.desk(clock, Desks.NEVER);
    }

    private void pass(long seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.advance(SECOND);
            desk.tick();
        }
    }

    private static Alert bell(Phase phase) {
        return alert("bell", phase).with(new DeliveryOptions(Set.of("bed"), null, true));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void remindersEscalationAndTheEndComeInTime(Instant start, Duration step) throws Exception {
        begin(start);
        Desks.add(desk, bed);
        Desks.add(desk, phone);
        desk.send(bell(Phase.START), POLICY);
        assertThat(bed.next()).isEqualTo("bell START 1");
        Await.until("confirmed", () -> desk.unconfirmed() == 0);

        clock.stepWall(step);
        pass(29);
        assertThat(bed.before(desk)).isEmpty();
        pass(1);
        assertThat(bed.next()).isEqualTo("bell reminder START");

        clock.stepWall(step);
        pass(44);
        assertThat(bed.before(desk)).containsExactly("bell reminder START");
        assertThat(phone.before(desk)).isEmpty();
        pass(1);
        assertThat(phone.next()).isEqualTo("bell START 1");
        assertThat(bed.next()).isEqualTo("bell reminder START");

        clock.stepWall(step);
        desk.send(bell(Phase.END));
        assertThat(bed.next()).isEqualTo("bell END 1");
        clock.stepWall(step);
        pass(599);
        assertThat(desk.active()).hasSize(1);
        pass(1);
        assertThat(desk.active()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void repeatedSoundsAreLimitedForTheConfiguredTime(Instant start, Duration step) {
        begin(start);
        RateLimiter limiter =
                new RateLimiter(
                        new Limits(Duration.ofSeconds(20), Duration.ofMinutes(10), 3, 60),
                        clock,
                        clock);
        limiter.start(alert("a", Phase.START).event(), Urgency.NOTICE);
        limiter.end(alert("a", Phase.END).event());
        clock.stepWall(step);
        clock.advance(Duration.ofSeconds(19));
        assertThat(limiter.start(alert("b", Phase.START).event(), Urgency.NOTICE).joins())
                .isEqualTo("a");
        limiter.end(alert("b", Phase.END).event());
        clock.stepWall(step);
        clock.advance(Duration.ofSeconds(20));
        assertThat(limiter.start(alert("c", Phase.START).event(), Urgency.NOTICE).joins()).isNull();
        clock.stepWall(step);
        clock.advance(Duration.ofMinutes(11));
        assertThat(limiter.start(alert("d", Phase.START).event(), Urgency.NOTICE).times())
                .isEqualTo(1);
    }
}
