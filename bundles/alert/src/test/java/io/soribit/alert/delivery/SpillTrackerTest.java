// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import static io.soribit.alert.Events.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.alert.delivery.Delivery.Kind;
import io.soribit.api.Phase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpillTrackerTest {
    private final SpillTracker overflow = new SpillTracker(2);

    private boolean takes(String id, Phase phase, int queued) {
        return overflow.takes(
                new Delivery(Kind.of(phase), alert(id, phase), Duration.ZERO, ""), queued);
    }

    @Test
    void startsWaitOnceTheQueueIsLongAndUntilNoneWaits() {
        assertThat(takes("a", Phase.START, 1)).isFalse();
        assertThat(takes("b", Phase.START, 2)).isTrue();
        assertThat(takes("c", Phase.START, 0)).isTrue();
        overflow.empty(overflow.count() - 1);
        assertThat(takes("d", Phase.START, 0)).isTrue();
        overflow.empty(overflow.count());
        assertThat(overflow.some()).isFalse();
        assertThat(takes("e", Phase.START, 0)).isFalse();
    }

    @Test
    void whatComesAfterAStartThatWaitsWaitsWithIt() {
        assertThat(takes("a", Phase.START, 0)).isFalse();
        assertThat(takes("b", Phase.START, 2)).isTrue();
        assertThat(takes("a", Phase.END, 2)).isFalse();
        assertThat(takes("b", Phase.UPDATE, 0)).isTrue();
        assertThat(takes("b", Phase.END, 0)).isTrue();
    }

    @Test
    void whatIsAdmittedIsNotifiedNowAndSoIsItsEnd() {
        assertThat(takes("a", Phase.START, 2)).isTrue();
        overflow.admit(List.of("a"));
        assertThat(takes("a", Phase.START, 0)).isFalse();
        assertThat(takes("a", Phase.END, 0)).isFalse();
    }
}
