// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Embedding;
import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import io.soribit.api.Urgency;
import io.soribit.api.score.TaughtSound;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaughtSoundsTest {
    private final TaughtSounds sounds = new TaughtSounds();

    @Test
    void aSoundThatIsReplacedStaysInItsPlaceAndIsNeverThereTwice() {
        TaughtSound bell = new Own("own_bell");
        TaughtSound cat = new Own("own_cat");
        TaughtSound next = new Own("own_bell");
        sounds.add("own_bell", bell);
        sounds.add("own_cat", cat);
        sounds.add("own_bell", next);
        assertThat(sounds.listened()).containsExactly(next, cat);
        sounds.remove(bell);
        assertThat(sounds.listened()).containsExactlyInAnyOrder(next, cat);
        sounds.remove(next);
        assertThat(sounds.listened()).containsExactly(cat);
    }

    @Test
    void oneThatDoesNotReturnMakesRoomForTheOther() {
        TaughtSound bell = new Own("own_bell");
        TaughtSound next = new Own("own_bell");
        sounds.add("own_bell", bell);
        sounds.add("own_bell", next);
        assertThat(sounds.leaveOut(next)).isTrue();
        assertThat(sounds.leaveOut(next)).isFalse();
        assertThat(sounds.blocking()).containsExactly(next);
        assertThat(sounds.listened()).containsExactly(bell);
        sounds.remove(next);
        assertThat(sounds.blocking()).isEmpty();
    }

    private static final class Own implements TaughtSound {
        private final String id;

        Own(String id) {
            this.id = id;
        }

        @Override
        public Sound sound() {
            return new Sound(id, Map.of("en", id), "🔔", "#00BFA5", Urgency.NOTICE, List.of());
        }

        @Override
        public Threshold threshold() {
            return new Threshold(0.5f, 0.25f);
        }

        @Override
        public Embedding embedding() {
            return new Embedding("fake-1", 2);
        }

        @Override
        public float score(float[] values) {
            return 0;
        }
    }
}
