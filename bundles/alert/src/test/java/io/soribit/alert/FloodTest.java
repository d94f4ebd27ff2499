// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import static io.soribit.alert.Events.NOW;
import static io.soribit.alert.Events.event;
import static io.soribit.alert.Events.sound;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.alert.state.ActiveAlerts;
import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Notifier;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.store.StoreComponent;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Far more alerts than a house has. */
@Timeout(120)
class FloodTest {
    private static final int MANY = 3 * ActiveAlerts.MOST;
    private static final ReminderPolicy UNSEEN =
            new ReminderPolicy(Duration.ofSeconds(30), null, Set.of(), Duration.ofMinutes(30));

    @TempDir Path folder;
    private StoreComponent store;
    private AlertDesk desk;

    /** Tells nothing before it may. */
    private static final class Slow implements Notifier {
        final CountDownLatch may = new CountDownLatch(1);
        final BlockingQueue<String> received = new LinkedBlockingQueue<>();

        @Override
        public String id() {
            return "slow";
        }

        @Override
        public void deliver(Alert alert) throws IOException {
            try {
                may.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            if (alert.event().phase() == Phase.START) {
                received.add(alert.id());
            }
        }

        List<String> next(int count) {
            return Stream.generate(this::next).limit(count).toList();
        }

        private String next() {
            try {
                return String.valueOf(received.poll(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private AlertDesk desk() {
        store = StoreFile.in(folder);
        desk =
                new AlertDesk(
                        Desks.clocks(new ManualClock(NOW.plusSeconds(1))),
                        Desks.NEVER,
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(20),
                        UNSEEN);
        Desks.use(desk, store);
        return desk;
    }

    @AfterEach
    void stop() {
        desk.close();
        store.close();
    }

    private static String id(int number) {
        return String.format(Locale.ROOT, "fire-%06d", number);
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(FloodTest::id).toList();
    }

    private static Alert fire(String id, Phase phase, Urgency urgency) {
        return new Alert(
                id,
                event(id, phase, sound("smoke_alarm", urgency), true),
                urgency,
                new DeliveryOptions(Set.of(), null, true),
                1);
    }

    private void raise(int from, int to) {
        for (String id : ids(from, to)) {
            desk.send(fire(id, Phase.START, Urgency.EMERGENCY), UNSEEN);
            desk.send(fire(id, Phase.END, Urgency.EMERGENCY));
        }
    }

    @Test
    void activeAlertsAreLimitedAndAllAreInTheHistory() {
        desk().send(fire("goes-on", Phase.START, Urgency.NOTICE), UNSEEN);
        raise(0, MANY);
        List<String> active = desk.active().stream().map(c -> c.alert().id()).toList();
        assertThat(active).hasSizeBetween(ActiveAlerts.MOST * 9 / 10, ActiveAlerts.MOST);
        assertThat(active).startsWith("goes-on").endsWith(id(MANY - 1));
        desk.close();
        List<AlertChange> history = store.history(10 * MANY);
        assertThat(history.stream().filter(c -> c.state() == AlertState.RAISED)).hasSize(MANY + 1);
        assertThat(store.unended()).hasSameSizeAs(active);
    }

    @Test
    void pendingAlertsAreDeliveredInOrderAfterARestart() {
        Slow hung = new Slow();
        Desks.add(desk(), hung);
        raise(0, MANY);
        desk.close();
        store.close();

        Slow slow = new Slow();
        slow.may.countDown();
        Desks.add(desk(), slow);
        assertThat(slow.next(MANY)).containsExactlyElementsOf(ids(0, MANY));
        assertThat(slow.received).isEmpty();
    }

    @Test
    void aLateNotifierReceivesTheLatest() {
        desk();
        raise(0, MANY);
        Slow late = new Slow();
        late.may.countDown();
        Desks.add(desk, late);
        assertThat(late.next(32)).containsExactlyElementsOf(ids(MANY - 32, MANY));
    }
}
