// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import static io.soribit.alert.Events.event;
import static io.soribit.alert.Events.sound;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.alert.Events;
import io.soribit.alert.rule.RateLimiter.Limits;
import io.soribit.alert.rule.RateLimiter.Verdict;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.testkit.AlertBuilder;
import io.soribit.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private static final Sound DOG = sound("dog", Urgency.NOTICE);

    private final ManualClock clock = new ManualClock(Events.NOW);
    private final RateLimiter limiter =
            new RateLimiter(
                    new Limits(Duration.ofSeconds(20), Duration.ofMinutes(10), 3, 5), clock, clock);

    private Verdict bark(String id, Duration after) {
        clock.advance(after);
        SoundEvent event = event(id, Phase.START, DOG, true);
        Verdict verdict = limiter.start(event, Urgency.NOTICE);
        limiter.end(event);
        return verdict;
    }

    @Test
    void aSoundThatRepeatsAtOnceJoinsThePreviousAlert() {
        assertThat(bark("a", Duration.ZERO)).isEqualTo(new Verdict(null, 1, Urgency.NOTICE));
        assertThat(bark("b", Duration.ofSeconds(19)))
                .isEqualTo(new Verdict("a", 2, Urgency.NOTICE));
        assertThat(bark("c", Duration.ofSeconds(19)))
                .isEqualTo(new Verdict("a", 3, Urgency.NOTICE));
        assertThat(bark("d", Duration.ofSeconds(20)))
                .isEqualTo(new Verdict(null, 4, Urgency.NOTICE));
    }

    @Test
    void theRefractoryTimeBeginsWithTheEnd() {
        SoundEvent loud = event("a", Phase.START, DOG, true);
        limiter.start(loud, Urgency.NOTICE);
        clock.advance(Duration.ofMinutes(2));
        limiter.end(loud);
        assertThat(bark("b", Duration.ofSeconds(10)).joins()).isEqualTo("a");
    }

    @Test
    void aSoundThatRepeatsTooOftenIsCounted() {
        for (int i = 1; i <= 14; i++) {
            Verdict verdict = bark("d" + i, Duration.ofSeconds(30));
            assertThat(verdict.times()).isEqualTo(i);
            assertThat(verdict.joins()).isEqualTo(i <= 3 ? null : "d3");
        }
        assertThat(bark("later", Duration.ofMinutes(11)))
                .isEqualTo(new Verdict(null, 1, Urgency.NOTICE));
    }

    @Test
    void roomsAndSoundsAreCountedApart() {
        bark("a", Duration.ZERO);
        SoundEvent phone = event("p", Phase.START, sound("phone", Urgency.NOTICE), true);
        assertThat(limiter.start(phone, Urgency.NOTICE))
                .isEqualTo(new Verdict(null, 1, Urgency.NOTICE));
    }

    @Test
    void urgentSoundsAreNeverLimited() {
        Sound bell = sound("doorbell", Urgency.URGENT);
        for (int i = 1; i <= 100; i++) {
            Verdict verdict =
                    limiter.start(event("b" + i, Phase.START, bell, true), Urgency.URGENT);
            assertThat(verdict).isEqualTo(new Verdict(null, i, Urgency.URGENT));
        }
    }

    @Test
    void eachZoneHasABudgetOfItsOwn() {
        for (int i = 0; i < 6; i++) {
            assertThat(bark("floor2/room" + i)).isEqualTo(i < 5 ? Urgency.NOTICE : Urgency.INFO);
        }
        assertThat(bark("floor3/room301")).isEqualTo(Urgency.NOTICE);
        assertThat(bark("hall")).isEqualTo(Urgency.NOTICE);
        assertThat(bark("floor2/room9")).isEqualTo(Urgency.INFO);
    }

    private Urgency bark(String room) {
        SoundEvent event = AlertBuilder.alert(room).sound(DOG).rooms(room).build().event();
        return limiter.start(event, Urgency.NOTICE).urgency();
    }

    @Test
    void beyondTheDailyBudgetAlertsAreOnlyShown() {
        Duration hour = Duration.ofMinutes(30); // 20:15 to 22:45, and on the next day
        for (int i = 0; i < 5; i++) {
            assertThat(bark("a" + i, hour).urgency()).isEqualTo(Urgency.NOTICE);
        }
        assertThat(bark("much", hour)).isEqualTo(new Verdict(null, 1, Urgency.INFO));
        assertThat(bark("tomorrow", hour.multipliedBy(2)).urgency()).isEqualTo(Urgency.NOTICE);
    }
}
