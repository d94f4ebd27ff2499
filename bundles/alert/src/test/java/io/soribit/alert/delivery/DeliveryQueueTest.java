// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import static io.soribit.alert.Events.alert;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.alert.Desks;
import io.soribit.alert.delivery.Delivery.Kind;
import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.testkit.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveryQueueTest {
    private final ManualClock clock = new ManualClock();
    private final DeliveryQueue queue = new DeliveryQueue(3, clock, Desks.NEVER);

    private Optional<Alert> add(String id, Phase phase) {
        return queue.add(new Delivery(Kind.of(phase), alert(id, phase), clock.now(), ""))
                .map(Delivery::alert);
    }

    private List<String> take(int count) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Alert alert = requireNonNull(queue.take()).alert();
            taken.add(alert.id() + " " + alert.event().phase());
        }
        return taken;
    }

    @Test
    void aReminderThatFailedIsOutOfDateOnceItsAlertIsSeen() throws Exception {
        Delivery failed = new Delivery(Kind.REMINDER, alert("a", Phase.START), clock.now(), "");
        queue.addAgain(failed);
        queue.addAgain(failed);
        assertThat(take(1)).containsExactly("a START");
        assertThat(queue.size()).isZero();
        queue.add(new Delivery(Kind.SEEN, alert("a", Phase.START), clock.now(), "Minsu"));
        queue.addAgain(failed);
        assertThat(queue.size()).isOne();
    }

    @Test
    void wakeReturnsNothing() throws Exception {
        queue.wake();
        assertThat(queue.take()).isNull();
        add("a", Phase.START);
        assertThat(take(1)).containsExactly("a START");
    }

    @Test
    void newerUpdateReplacesTheOlder() throws Exception {
        add("a", Phase.START);
        add("a", Phase.UPDATE);
        add("b", Phase.UPDATE);
        assertThat(add("a", Phase.UPDATE)).isEmpty();
        assertThat(take(3)).containsExactly("a START", "b UPDATE", "a UPDATE");
    }

    @Test
    void updatesGiveWayFirst() throws Exception {
        add("a", Phase.START);
        add("a", Phase.UPDATE);
        add("b", Phase.START);
        assertThat(add("b", Phase.END)).isEmpty();
        assertThat(take(3)).containsExactly("a START", "b START", "b END");
    }

    @Test
    void thenTheOldestIsReturnedAsLost() throws Exception {
        add("a", Phase.START);
        add("b", Phase.START);
        add("c", Phase.START);
        assertThat(add("c", Phase.UPDATE)).isEmpty();
        assertThat(add("d", Phase.START)).map(Alert::id).contains("a");
        assertThat(take(3)).containsExactly("b START", "c START", "d START");
    }
}
