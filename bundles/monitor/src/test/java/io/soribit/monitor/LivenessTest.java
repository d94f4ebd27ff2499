// SPDX-License-Identifier: Apache-2.0
package io.soribit.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.Health.State;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LivenessTest {
    private Duration now = Duration.ofSeconds(100);
    private final Liveness liveness = new Liveness(() -> now);

    static SourceStatus source(String room, SourceState state, long scored) {
        return new SourceStatus(
                "mic-" + room,
                room,
                state,
                "",
                -40,
                Instant.EPOCH,
                new SourceStatus.Windows(scored, 2, 1, 1));
    }

    private State update(SourceStatus... sources) {
        return liveness.update(Optional.of(List.of(sources)), "home-integer");
    }

    @Test
    void aHubThatScoresAllRoomsIsListening() {
        assertThat(update(source("hall", SourceState.LISTENING, 1)))
                .isEqualTo(new State(true, true, true, "listening: hall"));
    }

    @Test
    void withoutAModelItIsNotReady() {
        assertThat(liveness.update(Optional.of(List.of()), null))
                .isEqualTo(new State(true, false, false, "no source"));
    }

    @Test
    void aLostMicrophoneIsNoReasonToRestart() {
        for (int i = 0; i < 10; i++) {
            now = now.plusSeconds(30);
            assertThat(
                            update(
                                    source("hall", SourceState.LISTENING, i),
                                    source("kitchen", SourceState.LOST, 7)))
                    .isEqualTo(new State(true, true, false, "listening: hall; not heard: kitchen"));
        }
    }

    @Test
    void aRecordingThatEndedIsNotMissed() {
        assertThat(
                        update(
                                        source("hall", SourceState.LISTENING, 1),
                                        source("file", SourceState.ENDED, 1))
                                .listening())
                .isTrue();
    }

    @Test
    void audioThatIsNotScoredForAMinuteIsAReasonToRestart() {
        SourceStatus stuck = source("hall", SourceState.LISTENING, 5);
        SourceStatus lost = source("hall", SourceState.LOST, 5);
        assertThat(update(stuck).live()).isTrue();
        now = now.plusSeconds(59);
        assertThat(update(stuck).live()).isTrue();
        now = now.plusSeconds(1);
        assertThat(update(stuck)).isEqualTo(new State(false, true, false, "listening: hall"));
        assertThat(update(source("hall", SourceState.LISTENING, 6)).live()).isTrue();

        now = now.plusSeconds(30);
        assertThat(update(lost).live()).isTrue();
        now = now.plusSeconds(61);
        assertThat(update(stuck).live()).as("it begins anew").isTrue();
    }

    @Test
    void anEngineThatDoesNotAnswerForAMinuteIsAReasonToRestart() {
        now = now.plusSeconds(59);
        assertThat(liveness.update(Optional.empty(), null))
                .isEqualTo(new State(true, false, false, "the engine does not answer"));
        now = now.plusSeconds(1);
        assertThat(liveness.update(Optional.empty(), null).live()).isFalse();
        assertThat(update().live()).isTrue();
    }
}
