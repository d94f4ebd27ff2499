// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import static io.soribit.alert.Events.NOW;
import static io.soribit.alert.Events.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Notifier;
import io.soribit.api.Phase;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Alerts;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What waits for a notifier that is slow or away, and what becomes of it. */
@Timeout(240)
class LateDeliveryTest {
    private final ManualClock clock = new ManualClock(NOW);
    private final AlertDesk desk = Desks.desk(clock, Desks.NEVER);
    private final Phone phone = new Phone();

    /**
     * A notifier that fails, or takes its time, when the test says so. The hub's own alert that
     * nobody could be reached goes there too, at a time that no test depends on: it is not noted.
     */
    private static final class Phone implements Notifier {
        final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        final BlockingQueue<String> failed = new LinkedBlockingQueue<>();
        volatile boolean away;
        volatile CountDownLatch free = new CountDownLatch(0);

        @Override
        public String id() {
            return "phone";
        }

        @Override
        public void deliver(Alert alert) throws IOException {
            if (!alert.event().sound().id().equals("doorbell")) {
                return;
            }
            take(alert.id() + " " + alert.event().phase() + age(alert));
        }

        @Override
        public void acknowledged(Alert alert, String by) throws IOException {
            take(alert.id() + " SEEN by " + by);
        }

        private static String age(Alert alert) {
            return alert.age().isZero() ? "" : " after " + alert.age().toSeconds() + " s";
        }

        private void take(String what) throws IOException {
            if (away) {
                failed.add(what);
                throw new IOException("away");
            }
            received.add(what);
            try {
                free.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        String next() throws InterruptedException {
            return String.valueOf(received.poll(90, TimeUnit.SECONDS));
        }

        String nextFailure() throws InterruptedException {
            return String.valueOf(failed.poll(90, TimeUnit.SECONDS));
        }
    }

    @AfterEach
    void stop() {
        phone.free.countDown();
        desk.close();
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.advance(Duration.ofSeconds(1));
            desk.tick();
        }
    }

    private static Alert bell(String id, Phase phase) {
        return alert(id, phase).with(new DeliveryOptions(Set.of(), null, true));
    }

    @Test
    void theAgeOfWhatWaitedInTheQueueIsCheckedAtTheAttempt() throws Exception {
        Desks.add(desk, phone);
        phone.free = new CountDownLatch(1);
        desk.send(bell("a", Phase.START));
        assertThat(phone.next()).isEqualTo("a START");
        desk.send(bell("old", Phase.START));
        clock.advance(Duration.ofSeconds(20));
        desk.send(bell("late", Phase.START));
        clock.advance(Duration.ofSeconds(15));
        phone.free.countDown();
        assertThat(phone.next()).as("'old' has expired").isEqualTo("late START after 15 s");
    }

    @Test
    void whatWasSeenAndTheEndAreRetried() throws Exception {
        Desks.add(desk, phone);
        desk.send(
                bell("a", Phase.START),
                new ReminderPolicy(Duration.ofSeconds(90), null, Set.of(), Duration.ofMinutes(9)));
        assertThat(phone.next()).isEqualTo("a START");
        phone.away = true;
        assertThat(desk.acknowledge("a", "Minsu")).isTrue();
        assertThat(phone.nextFailure()).isEqualTo("a SEEN by Minsu");
        desk.send(bell("a", Phase.END));
        phone.away = false;
        assertThat(retried()).isEqualTo("a SEEN by Minsu");
        assertThat(phone.next()).isEqualTo("a END");
    }

    /** What comes next as time goes on, within the retry window. */
    private String retried() throws InterruptedException {
        for (int second = 0; second < 20; second++) {
            pass(1);
            String next = phone.received.poll(1, TimeUnit.SECONDS);
            if (next != null) {
                return next;
            }
        }
        return phone.next(); // its thread may be late, but not the time that has passed
    }

    @Test
    void withoutItsStartNothingElseOfAnAlertIsDelivered() throws Exception {
        Desks.add(desk, phone);
        phone.away = true;
        desk.send(bell("a", Phase.START));
        assertThat(phone.nextFailure()).isEqualTo("a START");
        desk.send(bell("a", Phase.END));
        desk.acknowledge("a", "Minsu");
        awaitExpired("a");
        phone.away = false;
        pass(40);
        desk.send(alert("b", Phase.START));
        assertThat(retried()).isEqualTo("b START");
        assertThat(phone.failed).doesNotContain("a END", "a SEEN by Minsu");
    }

    /** An attempt that began before may end later; after this there is none. */
    private void awaitExpired(String id) throws InterruptedException {
        BlockingQueue<String> expired = new LinkedBlockingQueue<>();
        Alerts.Watcher watcher =
                new Alerts.Watcher() {
                    @Override
                    public void onChange(AlertChange change) {}

                    @Override
                    public void onDelivery(AlertChange change) {
                        if (change.state() == AlertState.EXPIRED
                                && change.alert().id().equals(id)) {
                            expired.add(change.alert().id());
                        }
                    }
                };
        try (Alerts.Watch watch = desk.watch(watcher)) {
            pass(31);
            String first = expired.poll(1, TimeUnit.SECONDS);
            for (int second = 0; second < 20 && first == null; second++) {
                pass(1);
                first = expired.poll(1, TimeUnit.SECONDS);
            }
            if (first == null) {
                first = expired.poll(90, TimeUnit.SECONDS);
            }
            assertThat(first).isEqualTo(id);
        }
    }

    @Test
    void thatASoundIsOverIsKnownWhileItsAlertWaitsToBeSeen() {
        desk.send(
                bell("a", Phase.START),
                new ReminderPolicy(Duration.ofSeconds(90), null, Set.of(), Duration.ofMinutes(9)));
        assertThat(desk.active().get(0).alert().event().end()).isNull();
        desk.send(bell("a", Phase.END));
        assertThat(desk.active().get(0).state()).isEqualTo(AlertState.RAISED);
        assertThat(desk.active().get(0).alert().event().end()).isNotNull();
    }
}
