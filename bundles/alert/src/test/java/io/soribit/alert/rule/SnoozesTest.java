// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import static io.soribit.testkit.AlertBuilder.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Alerts.Snooze;
import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnoozesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private final ManualClock clock = new ManualClock();
    private final Snoozes snoozes = new Snoozes(clock, clock);

    private static Sound sound(String id, Urgency urgency) {
        return new Sound(id, Map.of("en", id, "ko", id), "", "#A1887F", urgency, List.of());
    }

    private static final Sound DOG = sound("dog", Urgency.NOTICE);

    private static SoundEvent heard(Sound sound, String... rooms) {
        return alert("1").sound(sound).rooms(rooms).build().event();
    }

    @Test
    void aSoundIsSnoozedInARoomForAnHour() {
        assertThat(snoozes.set(DOG, "hall", HOUR)).isTrue();
        assertThat(snoozes.covers(heard(DOG, "hall"))).isTrue();
        assertThat(snoozes.covers(heard(DOG, "kitchen"))).isFalse();
        assertThat(snoozes.covers(heard(DOG, "hall", "kitchen"))).isFalse();
        assertThat(snoozes.covers(heard(sound("cat", Urgency.INFO), "hall"))).isFalse();
        clock.stepWall(Duration.ofDays(1)); // somebody sets the clock
        assertThat(snoozes.covers(heard(DOG, "hall"))).isTrue();
        clock.advance(HOUR);
        assertThat(snoozes.covers(heard(DOG, "hall"))).isFalse();
        assertThat(snoozes.list()).isEmpty();
    }

    @Test
    void aSoundIsSnoozedInAllRoomsOfAZone() {
        snoozes.set(DOG, "floor2/*", HOUR);
        assertThat(snoozes.covers(heard(DOG, "floor2/room214", "floor2/room215"))).isTrue();
        assertThat(snoozes.covers(heard(DOG, "floor3/room301"))).isFalse();
        snoozes.end("dog", "floor2/*");
        assertThat(snoozes.covers(heard(DOG, "floor2/room214"))).isFalse();
    }

    @Test
    void dangerAndFaultsCannotBeSnoozed() {
        for (Sound sound :
                List.of(
                        sound("smoke_alarm", Urgency.INFO),
                        sound("co_alarm", Urgency.EMERGENCY),
                        sound("siren", Urgency.EMERGENCY),
                        sound("not_delivered", Urgency.URGENT),
                        Sound.NOT_HEARD)) {
            assertThat(snoozes.set(sound, "hall", HOUR)).as(sound.id()).isFalse();
            assertThat(snoozes.covers(heard(sound, "hall"))).as(sound.id()).isFalse();
        }
    }

    @Test
    void aSnoozeIsListedEndedAndNotLongerThanHalfADay() {
        snoozes.set(DOG, "hall", HOUR);
        snoozes.set(DOG, "attic", Duration.ofDays(9));
        assertThat(snoozes.list())
                .containsExactly(
                        new Snooze("dog", "attic", ManualClock.START.plus(Duration.ofHours(12))),
                        new Snooze("dog", "hall", ManualClock.START.plus(HOUR)));
        snoozes.end("dog", "attic");
        assertThat(snoozes.list()).extracting(Snooze::room).containsExactly("hall");
    }

    @Test
    void aPersonSnoozesForTheirDevicesAlone() {
        snoozes.set(DOG, "hall", HOUR, "Ada");
        assertThat(snoozes.covers(heard(DOG, "hall"))).isFalse();
        assertThat(snoozes.by(heard(DOG, "hall"))).containsExactly("Ada");
        assertThat(snoozes.by(heard(DOG, "attic"))).isEmpty();
        assertThat(snoozes.list()).extracting(Snooze::who).containsExactly("Ada");
        clock.advance(HOUR);
        assertThat(snoozes.by(heard(DOG, "hall"))).isEmpty();
    }
}
