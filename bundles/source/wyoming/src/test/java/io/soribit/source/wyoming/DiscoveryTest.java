// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What answers by mDNS is offered, unless it is in use. */
class DiscoveryTest {
    private static final Found ATTIC = new Found("attic", "127.0.0.1", 10_700);
    private static final Found SHED = new Found("shed", "127.0.0.1", 10_701);

    @Test
    void onlyWhatIsNotInUseIsOffered() throws IOException {
        Discovery discovery = new Discovery(() -> List.of(ATTIC, SHED));
        assertThat(discovery.check()).hasSize(2);
        WyomingSource used = Sources.source(Timeouts.USUAL, "host", "localhost", "room", "attic");
        discovery.bindSource(used);
        assertThat(discovery.check())
                .singleElement()
                .asString()
                .startsWith("ok found a Wyoming satellite that is not in use, 'shed'")
                .contains("host = 127.0.0.1, port = 10701");
        assertThat(discovery.find())
                .containsExactly(Map.entry("shed", Map.of("host", "127.0.0.1", "port", "10701")));
        discovery.unbindSource(used);
        assertThat(discovery.check()).hasSize(2);
    }

    @Test
    void aMachineWithoutMulticastHasNothingToOffer() {
        Discovery discovery =
                new Discovery(
                        () -> {
                            throw new IOException("no such network");
                        });
        assertThat(discovery.check()).isEmpty();
        assertThatThrownBy(discovery::find).hasMessage("no such network");
    }

    @Test
    void anAnswerIsReadAndItsNameCannotChangeALine() {
        String[] addresses = {"192.0.2.7", "192.0.2.8"};
        assertThat(MulticastSearch.read("attic\nWARN mine", addresses, 10_700))
                .contains(new Found("attic WARN mine", "192.0.2.7", 10_700));
        assertThat(MulticastSearch.read("nowhere", new String[0], 10_700)).isEmpty();
    }
}
