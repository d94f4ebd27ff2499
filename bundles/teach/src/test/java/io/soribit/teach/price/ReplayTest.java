// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Threshold;
import io.soribit.teach.learn.Coarse;
import io.soribit.teach.learn.Head;
import io.soribit.teach.price.Replay.Event;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Windows of one value, by which the sound is recognised. */
class ReplayTest {
    private static final byte[] SURE = Coarse.of(new float[] {9});
    private static final byte[] UNSURE = Coarse.of(new float[] {3.2f});
    private static final byte[] NOTHING = Coarse.of(new float[] {0});

    private final Head head = new Head(new float[] {4}, -8);
    private final Replay replay =
            new Replay(
                    head,
                    new Threshold(
                            0.5f,
                            0.25f,
                            Duration.ofMillis(720),
                            Duration.ofSeconds(3),
                            Duration.ZERO));
    private long second;

    @Test
    void itScoresAsTheHubDoes() {
        for (float value : new float[] {0, 1, 3, 3.5f, 4, 9, 200}) {
            float[] window = {value};
            float exact = head.score(window);
            assertThat(head.score(Coarse.of(window))).isBetween(exact - 0.03f, exact + 0.03f);
        }
        assertThat(head.score(UNSURE)).isBetween(0.25f, 0.5f);
    }

    @Test
    void whatGoesOnIsOneEvent() {
        hear("hall", NOTHING, SURE, SURE, UNSURE, SURE, NOTHING, NOTHING, SURE);
        hear("hall", NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, SURE);
        assertThat(replay.events())
                .extracting(Event::start, Event::end)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(at(1), at(7)),
                        org.assertj.core.groups.Tuple.tuple(at(13), at(13)));
    }

    @Test
    void whatIsUnsureBeginsNothing() {
        hear("hall", NOTHING, UNSURE, UNSURE, NOTHING);
        assertThat(replay.events()).isEmpty();
        assertThat(replay.first()).isEqualTo(at(0));
    }

    @Test
    void silenceThatWasNotKeptGoesOn() {
        replay.window("hall", 1_000, SURE, 0);
        replay.window("hall", 31_000, SURE, 0); // alike in between
        replay.window("hall", 61_000, NOTHING, 0);
        replay.window("hall", 91_000, SURE, 0);
        assertThat(replay.events()).hasSize(2);
    }

    @Test
    void eachRoomIsOnItsOwn() {
        replay.window("hall", 1_000, SURE, 0);
        replay.window("kitchen", 1_000, NOTHING, 0);
        replay.window("kitchen", 9_000, SURE, 6);
        replay.window("hall", 9_000, NOTHING, 0);
        assertThat(replay.events())
                .extracting(Event::room)
                .containsExactlyInAnyOrder("hall", "kitchen");
        assertThat(replay.missed()).isEqualTo(0.6f);
    }

    @Test
    void nothingWasHeard() {
        assertThat(replay.events()).isEmpty();
        assertThat(replay.first()).isNull();
        assertThat(replay.missed()).isZero();
    }

    private void hear(String room, byte[]... windows) {
        for (byte[] window : windows) {
            replay.window(room, 1_000 * second++, window, 0);
        }
    }

    private static Instant at(int second) {
        return Instant.ofEpochSecond(second);
    }
}
