// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T20:15:30Z");
    private final Presence presence = new Presence(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aUserIsThereUntilTheLastPageIsClosed() {
        assertThat(presence.isOpen("wall")).isFalse();
        assertThat(presence.lastSeen("wall")).isEmpty();
        presence.opened("wall");
        presence.opened("wall");
        presence.closed("wall");
        assertThat(presence.isOpen("wall")).isTrue();
        presence.closed("wall");
        assertThat(presence.isOpen("wall")).isFalse();
        assertThat(presence.lastSeen("wall")).contains(NOW);
        assertThat(presence.lastSeen("phone")).isEmpty();
    }
}
