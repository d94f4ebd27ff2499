// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.web.HubFixture;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTest {
    private static final Instant T = Instant.parse("2026-01-01T20:00:00Z");
    private final HubFixture hub = new HubFixture();

    @ParameterizedTest
    @CsvSource({
        "listening, LISTENING LISTENING",
        "listening, LISTENING ENDED",
        "partly, LISTENING STALLED",
        "partly, STARTING LISTENING",
        "partly, QUIET LISTENING",
        "partly, RECOVERING LISTENING",
        "not_listening, QUIET",
        "not_listening, RECOVERING",
        "starting, STARTING STARTING",
        "not_listening, STARTING LOST",
        "not_listening, STALLED",
        "not_listening, LOST ENDED",
        "ended, ENDED ENDED"
    })
    void allSourcesTogether(String expected, String states) {
        String[] each = states.split(" ");
        for (int i = 0; i < each.length; i++) {
            hub.source("room" + i, SourceState.valueOf(each[i]), "", -40, T);
        }
        assertThat(Status.of(hub, hub, T).listening()).isEqualTo(expected);
    }

    @Test
    void withoutAnySourceNobodyListens() {
        assertThat(Status.of(hub, hub, T).listening()).isEqualTo("not_listening");
    }

    @Test
    void aSourceThatWasNotScoredForLongIsStale() {
        hub.source("Hall", SourceState.LISTENING, "", -40, T);

        Status later = Status.of(hub, hub, T.plusSeconds(11));

        assertThat(later.listening()).isEqualTo("not_listening");
        assertThat(later.sources().get(0).stale()).isTrue();
        assertThat(later.sources().get(0).ageMs()).isEqualTo(11_400);
    }

    @Test
    void aClockThatWasSetBackCausesNoNegativeAge() {
        hub.source("Hall", SourceState.LISTENING, "", -40, T);
        assertThat(Status.of(hub, hub, T.minusSeconds(60)).sources().get(0).ageMs()).isZero();
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(Status.of(null, null, T).missing()).containsExactly("hearing", "mqtt");
        assertThat(Status.of(hub, null, T).missing()).containsExactly("mqtt");
        assertThat(Status.of(null, hub, T).missing()).containsExactly("hearing");
        assertThat(Status.of(hub, hub, T).missing()).isEmpty();
    }

    @Test
    void eachStateHasItsName() {
        Arrays.stream(SourceState.values())
                .forEach(
                        state ->
                                assertThat(Status.Source.of(in(state), T).state())
                                        .isEqualTo(state.name().toLowerCase(Locale.ROOT)));
    }

    private SourceStatus in(SourceState state) {
        hub.source("Hall", state, "", -40, T);
        return hub.sources().get(0);
    }
}
