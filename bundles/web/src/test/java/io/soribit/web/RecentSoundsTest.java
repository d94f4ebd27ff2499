// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentSoundsTest {
    private static final Instant T = Instant.parse("2026-01-01T20:00:00Z");
    private final RecentSounds recent = new RecentSounds(3);

    @Test
    void keepsWhatWasLastToldOfEachTheNewestFirst() {
        recent.add(House.start("a", House.DOORBELL, T, "Hall"));
        recent.add(House.start("b", House.PHONE, T.plusSeconds(1), "Hall"));
        recent.add(House.end("a", House.DOORBELL, T, T.plusSeconds(2), "Hall"));

        assertThat(recent.newestFirst()).extracting(SoundEvent::id).containsExactly("b", "a");
        assertThat(recent.newestFirst())
                .extracting(SoundEvent::phase)
                .containsExactly(Phase.START, Phase.END);
    }

    @Test
    void whatGoesOnIsNotPushedOutByWhatHasEnded() {
        recent.add(House.start("smoke", House.SMOKE, T, "Kitchen"));
        for (int i = 1; i <= 5; i++) {
            Instant onset = T.plusSeconds(i);
            recent.add(House.end("cough" + i, House.COUGH, onset, onset.plusSeconds(1), "Hall"));
        }
        assertThat(ids()).containsExactly("cough5", "cough4", "smoke");
    }

    @Test
    void whatPeopleAreToldIsKeptAsLongAsItsSound() {
        Told notice = new Told("a", "notice");
        recent.add(House.end("a", House.PHONE, T, T.plusSeconds(1), "Hall"));
        assertThat(recent.tell("a", notice)).isPresent();
        assertThat(recent.tell("a", notice)).as("is no news").isEmpty();
        assertThat(recent.tell("stranger", notice)).isEmpty();
        assertThat(recent.told("stranger")).isNull();
        assertThat(recent.told("a")).isEqualTo(notice);
        for (int i = 0; i < 3; i++) {
            recent.add(House.start("e" + i, House.PHONE, T.plusSeconds(i), "Hall"));
        }
        assertThat(recent.told("a")).isNull();
    }

    @Test
    void theOldestGoesWhenAllGoOn() {
        for (int i = 0; i < 4; i++) {
            recent.add(House.start("e" + i, House.PHONE, T.plusSeconds(i), "Hall"));
        }
        assertThat(ids()).containsExactly("e3", "e2", "e1");
    }

    @Test
    void endsWhatItsEngineCannotEndAnyMore() {
        recent.add(House.end("a", House.DOORBELL, T, T.plusSeconds(2), "Hall"));
        recent.add(House.start("b", House.PHONE, T.plusSeconds(1), "Hall"));

        List<SoundEvent> ended = recent.endAll(T.plusSeconds(9));

        assertThat(ended).extracting(SoundEvent::id).containsExactly("b");
        assertThat(recent.newestFirst())
                .extracting(SoundEvent::end)
                .containsExactly(T.plusSeconds(9), T.plusSeconds(2));
    }

    private List<String> ids() {
        return recent.newestFirst().stream().map(SoundEvent::id).toList();
    }
}
