// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import static io.soribit.alert.Events.NOW;
import static io.soribit.alert.Events.alert;
import static io.soribit.api.Urgency.EMERGENCY;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Notifier;
import io.soribit.api.Phase;
import io.soribit.api.Receipt;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.AlertStore;
import io.soribit.store.StoreComponent;
import io.soribit.testkit.AlertBuilder;
import io.soribit.testkit.Await;
import io.soribit.testkit.ManualClock;
import io.soribit.testkit.Sounds;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Alerts that do not reach whom they should, and what a restart keeps of them. */
@Timeout(240)
class EscalationTest {
    private static final ReminderPolicy POLICY =
            new ReminderPolicy(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    Set.of("phone"),
                    Duration.ofMinutes(30));

    @TempDir Path folder;
    private final ManualClock clock = new ManualClock(NOW);
    private AlertDesk desk = Desks.desk(clock, Desks.NEVER);

    /** A notifier that can be unreachable. */
    private static final class Device implements Notifier {
        final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final String id;
        volatile boolean reachable = true;
        volatile Receipt receipt = Receipt.DELIVERED;

        Device(String id) {
            this.id = id;
        }

        @Override
        public Receipt receipt(Alert alert) {
            return receipt;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public void deliver(Alert alert) throws IOException {
            String text = alert.event().sound().id() + " " + alert.event().phase();
            if (!reachable) {
                received.add("failed");
                throw new IOException("unreachable");
            }
            received.add(alert.age().isZero() ? text : text + " " + alert.age().toSeconds());
        }

        @Override
        public void remind(Alert alert) {
            received.add(alert.event().sound().id() + " reminder");
        }

        String next() throws InterruptedException {
            return String.valueOf(received.poll(90, TimeUnit.SECONDS));
        }
    }

    @AfterEach
    void stop() {
        desk.close();
    }

    private void pass(long seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.advance(Duration.ofSeconds(1));
            desk.tick();
        }
    }

    private static Alert bell(Phase phase, String... targets) {
        return alert("bell", phase).with(new DeliveryOptions(Set.of(targets), null, true));
    }

    @Test
    void aRuleWhoseOnlyTargetIsUnreachableReachesTheOthersWithinFiveSeconds() throws Exception {
        Device bed = new Device("bed");
        Device phone = new Device("phone");
        bed.reachable = false;
        Desks.add(desk, bed);
        Desks.add(desk, phone);
        desk.send(bell(Phase.START, "bed"), ReminderPolicy.NONE);
        assertThat(bed.next()).isEqualTo("failed");
        assertThat(phone.received).isEmpty();
        pass(5);
        assertThat(phone.next()).isEqualTo("doorbell START");
        AlertChange change = desk.active().get(0);
        assertThat(change.state()).isEqualTo(AlertState.ESCALATED);
        assertThat(change.alert().delivery().targets()).isEmpty();
    }

    @Test
    void whatIsOnlySentGoesOnUntilADeviceConfirmsIt() throws Exception {
        Device lamps = new Device("lamps");
        Device phone = new Device("phone");
        lamps.receipt = Receipt.SENT;
        Desks.add(desk, lamps);
        Desks.add(desk, phone);
        desk.send(bell(Phase.START, "lamps"), ReminderPolicy.NONE);
        assertThat(lamps.next()).isEqualTo("doorbell START");
        pass(3);
        assertThat(phone.received).isEmpty();
        pass(2);
        assertThat(phone.next()).isEqualTo("doorbell START");
        assertThat(lamps.next()).as("its other devices").isEqualTo("doorbell reminder");
        AlertChange change = desk.active().get(0);
        assertThat(change.state()).isEqualTo(AlertState.ESCALATED);
        assertThat(change.who()).isEqualTo("lamps → phone");
    }

    /** Most doorbells are over within seconds. */
    @Test
    void whatIsOverByThenStillReachesTheOthers() throws Exception {
        Device lamps = new Device("lamps");
        Device phone = new Device("phone");
        lamps.receipt = Receipt.SENT;
        StoreComponent store = StoreFile.in(folder);
        Desks.use(desk, store);
        Desks.add(desk, lamps);
        Desks.add(desk, phone);
        Alert bell = alert("bell", Phase.START);
        desk.send(bell.with(bell.delivery().reaching(Set.of("lamps"))));
        desk.send(alert("bell", Phase.END));
        assertThat(desk.active()).isEmpty();
        pass(5);
        assertThat(phone.next()).isEqualTo("doorbell START");
        assertThat(phone.next()).isEqualTo("doorbell END");
        assertThat(desk.active()).isEmpty();
        Await.until("written", () -> store.pending(9).isEmpty());
        assertThat(store.history(9))
                .extracting(c -> c.state() + " " + c.who())
                .contains("ESCALATED lamps → phone")
                .endsWith("RAISED ");
        assertThat(store.unended()).isEmpty();
        desk.close();
        store.close();
    }

    @Test
    void whoHasSeenItWasReached() throws Exception {
        Device lamps = new Device("lamps");
        Device phone = new Device("phone");
        lamps.receipt = Receipt.SENT;
        Desks.add(desk, lamps);
        Desks.add(desk, phone);
        desk.send(bell(Phase.START, "lamps"), ReminderPolicy.NONE);
        assertThat(desk.acknowledge("bell", "page")).isTrue();
        pass(10);
        assertThat(phone.received).isEmpty();
        assertThat(desk.active())
                .extracting(AlertChange::state)
                .containsOnly(AlertState.ACKNOWLEDGED);
    }

    @Test
    void aDeviceThatConfirmsIsEnough() throws Exception {
        Device lamps = new Device("lamps");
        lamps.receipt = Receipt.SENT;
        Desks.add(desk, lamps);
        desk.send(bell(Phase.START, "lamps"), ReminderPolicy.NONE);
        assertThat(lamps.next()).isEqualTo("doorbell START");
        desk.confirm(bell(Phase.START, "lamps"), "hall");
        pass(10);
        assertThat(desk.active()).extracting(AlertChange::state).containsOnly(AlertState.RAISED);
        assertThat(lamps.received).isEmpty();
    }

    @Test
    void whereNoDeviceIsInUseNobodyIsMissed() throws Exception {
        Device lamps = new Device("lamps");
        lamps.receipt = Receipt.NO_DEVICE;
        StoreComponent store = StoreFile.in(folder);
        Desks.use(desk, store);
        Desks.add(desk, lamps);
        desk.send(alert("bell", Phase.START));
        assertThat(lamps.next()).isEqualTo("doorbell START");
        Await.until("skipped", () -> store.pending(9).isEmpty());
        // Delivered by the same thread once the desk knows, too, that there is no device.
        desk.send(alert("bell", Phase.UPDATE));
        assertThat(lamps.next()).isEqualTo("doorbell UPDATE");
        pass(10);
        assertThat(desk.active()).extracting(c -> c.alert().id()).containsExactly("bell");
        assertThat(store.history(9)).extracting(AlertChange::state).containsOnly(AlertState.RAISED);
        desk.close();
        store.close();
    }

    @Test
    void whileSomethingMoreUrgentIsShownNobodyIsMissed() throws Exception {
        Device lamps = new Device("lamps");
        lamps.receipt = Receipt.SENT;
        Desks.add(desk, lamps);
        Alert smoke =
                AlertBuilder.alert("smoke").sound(Sounds.SMOKE_ALARM).urgency(EMERGENCY).build();
        desk.send(smoke);
        desk.confirm(smoke, "hall");
        desk.send(alert("bell", Phase.START));
        pass(10);
        assertThat(desk.active())
                .extracting(c -> c.alert().id())
                .containsExactlyInAnyOrder("smoke", "bell");
    }

    @Test
    void thatNobodyWasReachedIsAnAlertUntilSomethingWorks() throws Exception {
        Device phone = new Device("phone");
        phone.reachable = false;
        Desks.add(desk, phone);
        desk.send(alert("bell", Phase.START));
        assertThat(phone.next()).isEqualTo("failed");
        pass(5);
        assertThat(desk.active())
                .extracting(c -> c.alert().event().sound().name("en"))
                .containsExactly("doorbell", "Nobody was reached: doorbell");
        Device lamp = new Device("lamp");
        Desks.add(desk, lamp);
        assertThat(lamp.next()).isEqualTo("doorbell START");
        assertThat(lamp.next()).isEqualTo("not_delivered START");
        assertThat(lamp.next()).isEqualTo("not_delivered END");
        assertThat(desk.active()).extracting(c -> c.alert().id()).containsExactly("bell");
    }

    @Test
    void aLateDeliveryCarriesItsAge() throws Exception {
        desk.send(bell(Phase.START), ReminderPolicy.NONE);
        pass(100);
        Device late = new Device("late");
        Desks.add(desk, late);
        assertThat(late.next()).isEqualTo("doorbell START 100");
    }

    @Test
    void escalationAndTheFirstReminderSurviveARestart() throws Exception {
        StoreComponent before = StoreFile.in(folder);
        Device bed = new Device("bed");
        Desks.use(desk, before);
        Desks.add(desk, bed);
        desk.send(bell(Phase.START, "bed"), POLICY);
        assertThat(bed.next()).isEqualTo("doorbell START");
        Await.until("confirmed", () -> desk.unconfirmed() == 0);
        desk.close();
        before.close();

        clock.advance(Duration.ofSeconds(30));
        clock.stepWall(Duration.ofSeconds(-5)); // set meanwhile
        desk = Desks.desk(clock, Desks.NEVER);
        StoreComponent after = StoreFile.in(folder);
        Desks.use(desk, after);
        pass(10); // no notifier is there yet
        Device again = new Device("bed");
        Device phone = new Device("phone");
        Desks.add(desk, again);
        Desks.add(desk, phone);
        assertThat(again.next()).isEqualTo("doorbell reminder");
        pass(24); // 30 - 5 + 10 + 24 s after its start
        assertThat(phone.received).isEmpty();
        pass(1);
        assertThat(phone.next()).isEqualTo("doorbell START 60");
        assertThat(desk.active().get(0).alert().delivery().targets())
                .containsExactlyInAnyOrder("bed", "phone");
        desk.close();

        desk = Desks.desk(clock, Desks.NEVER);
        after.close();
        StoreComponent last = StoreFile.in(folder);
        Desks.use(desk, last);
        assertThat(desk.active().get(0).state()).isEqualTo(AlertState.ESCALATED);
        assertThat(desk.active().get(0).alert().delivery().targets())
                .containsExactlyInAnyOrder("bed", "phone");
        desk.close();
        last.close();
    }

    @Test
    void aStoreThatDoesNotAnswerIsAskedUntilItDoes() throws Exception {
        StoreComponent before = StoreFile.in(folder);
        Device bed = new Device("bed");
        Desks.use(desk, before);
        Desks.add(desk, bed);
        desk.send(bell(Phase.START, "bed"), POLICY);
        assertThat(bed.next()).isEqualTo("doorbell START");
        Await.until("confirmed", () -> desk.unconfirmed() == 0);
        desk.close();
        before.close();

        desk = Desks.desk(clock, Desks.NEVER);
        StoreComponent after = StoreFile.in(folder);
        AtomicInteger asked = new AtomicInteger();
        awaitAnswer(desk.use(slow(after, asked)));
        assertThat(asked).hasValue(3);
        assertThat(desk.active()).hasSize(1);
        desk.close();
        after.close();
    }

    /** It answers when it is asked for the third time. */
    private static AlertStore slow(StoreComponent store, AtomicInteger asked) {
        return (AlertStore)
                Proxy.newProxyInstance(
                        AlertStore.class.getClassLoader(),
                        new Class<?>[] {AlertStore.class},
                        (proxy, method, arguments) ->
                                method.getName().equals("open") && asked.incrementAndGet() < 3
                                        ? Optional.empty()
                                        : method.invoke(store, arguments));
    }

    private void awaitAnswer(CompletableFuture<Void> answered) {
        Await.until(
                "the store has answered",
                () -> {
                    desk.tick();
                    return answered.isDone();
                });
    }

    @Test
    void whatIsSeenOnAPhoneBeforeTheStoreHasAnsweredIsSeen() throws Exception {
        StoreComponent before = StoreFile.in(folder);
        Device bed = new Device("bed");
        Desks.use(desk, before);
        Desks.add(desk, bed);
        desk.send(bell(Phase.START, "bed"), POLICY);
        assertThat(bed.next()).isEqualTo("doorbell START");
        Await.until("confirmed", () -> desk.unconfirmed() == 0);
        desk.close();
        before.close();

        desk = Desks.desk(clock, Desks.NEVER);
        StoreComponent after = StoreFile.in(folder);
        CompletableFuture<Void> answered = desk.use(slow(after, new AtomicInteger()));
        assertThat(desk.acknowledge("bell", "ntfy:phone")).isTrue();
        awaitAnswer(answered);
        assertThat(desk.active()).isEmpty();
        Await.until(
                "it is in the history",
                () ->
                        after.history(9).stream()
                                .anyMatch(
                                        change ->
                                                change.state() == AlertState.ACKNOWLEDGED
                                                        && change.who().equals("ntfy:phone")));
        assertThat(desk.acknowledge("unknown", "ntfy:phone")).isFalse();
        desk.close();
        after.close();
    }
}
