// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import io.soribit.web.HubFixture;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentSoundsTest {
    private static final Instant T = Instant.parse("2026-01-01T20:00:00Z");
    private final RecentSounds recent = new RecentSounds(3);

    @Test
    void keepsTheLatestEventOfEachNewestFirst() {
        recent.add(HubFixture.start("a", HubFixture.DOORBELL, T, "Hall"));
        recent.add(HubFixture.start("b", HubFixture.PHONE, T.plusSeconds(1), "Hall"));
        recent.add(HubFixture.end("a", HubFixture.DOORBELL, T, T.plusSeconds(2), "Hall"));

        assertThat(recent.newestFirst()).extracting(SoundEvent::id).containsExactly("b", "a");
        assertThat(recent.newestFirst())
                .extracting(SoundEvent::phase)
                .containsExactly(Phase.START, Phase.END);
    }

    @Test
    void activeSoundsAreNotPushedOutByEndedOnes() {
        recent.add(HubFixture.start("smoke", HubFixture.SMOKE, T, "Kitchen"));
        for (int i = 1; i <= 5; i++) {
            Instant onset = T.plusSeconds(i);
            recent.add(
                    HubFixture.end(
                            "cough" + i, HubFixture.COUGH, onset, onset.plusSeconds(1), "Hall"));
        }
        assertThat(ids()).containsExactly("cough5", "cough4", "smoke");
    }

    @Test
    void theAlertOfASoundIsKeptAsLongAsTheSound() {
        SoundAlert notice = new SoundAlert("a", "notice");
        recent.add(HubFixture.end("a", HubFixture.PHONE, T, T.plusSeconds(1), "Hall"));
        assertThat(recent.alert("a", notice)).isPresent();
        assertThat(recent.alert("a", notice)).as("has not changed").isEmpty();
        assertThat(recent.alert("unknown", notice)).isEmpty();
        assertThat(recent.alertOf("unknown")).isNull();
        assertThat(recent.alertOf("a")).isEqualTo(notice);
        for (int i = 0; i < 3; i++) {
            recent.add(HubFixture.start("e" + i, HubFixture.PHONE, T.plusSeconds(i), "Hall"));
        }
        assertThat(recent.alertOf("a")).isNull();
    }

    @Test
    void theOldestIsRemovedIfNoneHasEnded() {
        for (int i = 0; i < 4; i++) {
            recent.add(HubFixture.start("e" + i, HubFixture.PHONE, T.plusSeconds(i), "Hall"));
        }
        assertThat(ids()).containsExactly("e3", "e2", "e1");
    }

    @Test
    void endsTheSoundsOfAnEngineThatIsGone() {
        recent.add(HubFixture.end("a", HubFixture.DOORBELL, T, T.plusSeconds(2), "Hall"));
        recent.add(HubFixture.start("b", HubFixture.PHONE, T.plusSeconds(1), "Hall"));

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
