// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import static io.soribit.alert.Events.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.alert.state.ActiveAlert;
import io.soribit.alert.state.Moment;
import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Notifier;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertState;
import io.soribit.store.StoreComponent;
import io.soribit.testkit.Await;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a desk does until somebody has seen an alert. */
@Timeout(240)
class ReminderTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration REPEAT = Duration.ofSeconds(30);
    private static final Duration UNSEEN = Duration.ofMinutes(30);

    @TempDir Path folder;
    private final ManualClock clock = new ManualClock(Events.NOW);
    private final AlertDesk desk = Desks.desk(clock, Desks.NEVER);
    private final Lamp bed = new Lamp("bed");
    private final Lamp phone = new Lamp("phone");

    /** Remembers what it was received. */
    static final class Lamp implements Notifier {
        private final String id;
        private final Set<String> targets;
        final BlockingQueue<String> received = new LinkedBlockingQueue<>();

        Lamp(String id) {
            this(id, Set.of(id, "all of us"));
        }

        Lamp(String id, Set<String> targets) {
            this.id = id;
            this.targets = targets;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public Set<String> targets() {
            return targets;
        }

        @Override
        public void deliver(Alert alert) {
            received.add(alert.id() + " " + alert.event().phase() + " " + alert.times());
        }

        @Override
        public void acknowledged(Alert alert, String by) {
            received.add(alert.id() + " seen by " + by);
        }

        @Override
        public void remind(Alert alert) {
            received.add(alert.id() + " reminder " + alert.event().phase());
        }

        String next() throws InterruptedException {
            return String.valueOf(received.poll(90, TimeUnit.SECONDS));
        }

        /** All deliveries so far. */
        List<String> before(AlertDesk desk) throws InterruptedException {
            desk.test(id, "end");
            List<String> all = new ArrayList<>();
            for (String next = next(); !next.endsWith("START 1"); next = next()) {
                all.add(next);
            }
            next();
            return all;
        }
    }

    @AfterEach
    void stop() {
        desk.close();
    }

    private void pass(Duration time) {
        for (Duration d = time; !d.isZero(); d = d.minus(SECOND)) {
            clock.advance(SECOND);
            desk.tick();
        }
    }

    private Moment now() {
        return Desks.clocks(clock).now();
    }

    private static Alert fire(Phase phase) {
        return new Alert(
                "fire",
                alert("fire", phase).event(),
                Urgency.EMERGENCY,
                new DeliveryOptions(Set.of(), null, true),
                1);
    }

    private void raise(Alert alert, ReminderPolicy reminders) throws InterruptedException {
        desk.send(alert, reminders);
        assertThat(bed.next()).isEqualTo(alert.id() + " START 1");
        Await.until("confirmed", () -> desk.unconfirmed() == 0);
    }

    private static ReminderPolicy reminders(Duration repeat) {
        return new ReminderPolicy(repeat, null, Set.of(), UNSEEN);
    }

    @Test
    void remindersRepeatUntilAcknowledged() throws Exception {
        Desks.add(desk, bed);
        raise(fire(Phase.START), reminders(REPEAT));
        pass(REPEAT.minus(SECOND));
        assertThat(bed.before(desk)).isEmpty();
        pass(SECOND);
        assertThat(bed.next()).isEqualTo("fire reminder START");
        pass(REPEAT);
        assertThat(bed.next()).isEqualTo("fire reminder START");
        desk.send(fire(Phase.END));
        assertThat(bed.next()).isEqualTo("fire END 1");
        assertThat(desk.active()).hasSize(1);
        assertThat(desk.active().get(0).alert().event().phase()).isEqualTo(Phase.END);
        pass(REPEAT);
        assertThat(bed.next()).isEqualTo("fire reminder END");
        assertThat(desk.acknowledge("fire", "Minsu")).isTrue();
        assertThat(bed.next()).isEqualTo("fire seen by Minsu");
        assertThat(desk.active()).isEmpty();
        pass(Duration.ofMinutes(20));
        assertThat(bed.before(desk)).isEmpty();
    }

    @Test
    void aReminderThatFailsIsTriedAgainUntilTheLampIsThere() throws Exception {
        AtomicInteger left = new AtomicInteger(20);
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        AlertDesk eager = Desks.desk(clock, (monitor, time) -> clock.advance(time));
        Desks.add(
                eager,
                new Notifier() {
                    @Override
                    public String id() {
                        return "lamp";
                    }

                    @Override
                    public void deliver(Alert alert) {}

                    @Override
                    public void remind(Alert alert) throws IOException {
                        if (left.getAndDecrement() > 0) {
                            throw new IOException("no broker; it starts");
                        }
                        received.add(alert.id());
                    }
                });
        eager.send(fire(Phase.START), reminders(REPEAT));
        clock.advance(REPEAT);
        eager.tick();
        assertThat(received.poll(90, TimeUnit.SECONDS)).isEqualTo("fire");
        eager.close();
        assertThat(received).isEmpty();
    }

    @Test
    void anEmergencyThatGoesOnCannotBeSilencedForGood() throws Exception {
        Desks.add(desk, bed);
        raise(fire(Phase.START), reminders(REPEAT));
        desk.acknowledge("fire", "Minsu");
        assertThat(bed.next()).isEqualTo("fire seen by Minsu");
        pass(Duration.ofMinutes(5).minus(SECOND));
        assertThat(bed.before(desk)).isEmpty();
        pass(SECOND);
        assertThat(bed.next()).isEqualTo("fire reminder START");
    }

    @Test
    void anUnacknowledgedAlertEndsAfterItsTime() throws Exception {
        Desks.add(desk, bed);
        raise(fire(Phase.START), reminders(REPEAT));
        desk.send(fire(Phase.END));
        assertThat(bed.next()).isEqualTo("fire END 1");
        pass(UNSEEN.minus(SECOND));
        assertThat(desk.active()).hasSize(1);
        pass(SECOND);
        assertThat(desk.active()).isEmpty();
    }

    @Test
    void remindersOfEndedSoundsGrowRare() {
        ActiveAlert fire = new ActiveAlert(fire(Phase.START), reminders(REPEAT), now());
        fire.end(fire(Phase.END), now());
        List<Long> halfMinutes = new ArrayList<>();
        for (int second = 1; second <= UNSEEN.toSeconds(); second++) {
            clock.advance(SECOND);
            if (fire.isReminderDue(now())) {
                fire.reminded(now());
                halfMinutes.add(second / 30L);
            }
        }
        assertThat(halfMinutes).containsExactly(1L, 3L, 7L, 15L, 25L, 35L, 45L, 55L);
    }

    @Test
    void anUnacknowledgedAlertEscalates() throws Exception {
        StoreComponent store = StoreFile.in(folder);
        Desks.use(desk, store);
        Desks.add(desk, bed);
        Desks.add(desk, phone);
        Alert bell = raiseBell("phone");
        desk.send(bell.with(alert("bell", Phase.END).event()));
        assertThat(bed.next()).isEqualTo("bell END 1");
        pass(Duration.ofSeconds(59));
        assertThat(phone.received).isEmpty();
        pass(SECOND);
        assertThat(phone.next()).isEqualTo("bell START 1");
        assertThat(phone.next()).isEqualTo("bell END 1");
        assertThat(bed.next()).isEqualTo("bell reminder END");
        assertThat(desk.active().get(0).state()).isEqualTo(AlertState.ESCALATED);
        assertThat(desk.active().get(0).alert().delivery().targets())
                .containsExactlyInAnyOrder("bed", "phone");
        pass(Duration.ofMinutes(5));
        desk.acknowledge("bell", "Minsu");
        assertThat(phone.next()).isEqualTo("bell seen by Minsu");
        assertThat(bed.next()).isEqualTo("bell seen by Minsu");
        desk.close();
        assertThat(store.history(99).stream().map(c -> c.state() + " " + c.who()))
                .containsSubsequence(
                        "ENDED ", "ACKNOWLEDGED Minsu", "DELIVERED phone", "ESCALATED ", "RAISED ");
        store.close();
    }

    /** At the bed; unseen, it escalates after a minute. */
    private Alert raiseBell(String escalation) throws InterruptedException {
        Alert bell =
                alert("bell", Phase.START).with(new DeliveryOptions(Set.of("bed"), null, true));
        raise(
                bell,
                new ReminderPolicy(
                        Duration.ZERO, Duration.ofSeconds(60), Set.of(escalation), UNSEEN));
        return bell;
    }

    @Test
    void escalationToUnknownTargetsReachesEverything() throws Exception {
        Desks.add(desk, bed);
        Desks.add(desk, phone);
        raiseBell("fone");
        pass(Duration.ofSeconds(60));
        assertThat(phone.next()).isEqualTo("bell START 1");
        assertThat(desk.active().get(0).alert().delivery().targets()).isEmpty();
    }

    @Test
    void anAcknowledgedAlertDoesNotEscalate() throws Exception {
        Desks.add(desk, bed);
        Desks.add(desk, phone);
        raiseBell("phone");
        desk.acknowledge("bell", "Minsu");
        pass(Duration.ofMinutes(2));
        assertThat(phone.before(desk)).isEmpty();
    }

    @Test
    void aRuleWithUnknownTargetsReachesEverything() throws Exception {
        Desks.add(desk, bed);
        Desks.add(desk, phone);
        DeliveryOptions gone = new DeliveryOptions(Set.of("attic"), null, false);
        raise(alert("bell", Phase.START).with(gone), ReminderPolicy.NONE);
        assertThat(phone.next()).isEqualTo("bell START 1");
        desk.send(alert("bell", Phase.END).with(gone));
        assertThat(bed.next()).isEqualTo("bell END 1");
        assertThat(phone.next()).isEqualTo("bell END 1");
    }

    @Test
    void aRecordReceivesAllWhateverTheTargets() throws Exception {
        Lamp record = new Lamp("record", Set.of());
        Desks.add(desk, bed);
        Desks.add(desk, phone);
        Desks.add(desk, record);
        raise(
                alert("bell", Phase.START).with(new DeliveryOptions(Set.of("bed"), null, false)),
                ReminderPolicy.NONE);
        assertThat(record.next()).isEqualTo("bell START 1");
        assertThat(phone.before(desk)).isEmpty();
        assertThat(desk.test("cellar", "page")).isFalse();
    }

    @Test
    void aRepeatedSoundIsAnUpdate() throws Exception {
        Desks.add(desk, bed);
        raise(alert("dog", Phase.START), ReminderPolicy.NONE);
        desk.send(alert("dog", Phase.END));
        assertThat(bed.next()).isEqualTo("dog END 1");
        Alert again = alert("dog", Phase.START);
        desk.repeat(
                new Alert("dog", again.event(), again.urgency(), again.delivery(), 4),
                ReminderPolicy.NONE);
        assertThat(bed.next()).isEqualTo("dog UPDATE 4");
        assertThat(desk.active().get(0).state()).isEqualTo(AlertState.REPEATED);
        assertThat(desk.active().get(0).alert().times()).isEqualTo(4);
        desk.send(alert("dog", Phase.END));
        assertThat(bed.next()).isEqualTo("dog END 1");
        assertThat(desk.active()).isEmpty();
    }

    @Test
    void aTestReachesWhatItNames() throws Exception {
        Desks.add(desk, bed);
        Desks.add(desk, phone);
        assertThat(desk.targets()).containsExactly("all of us", "bed", "phone");
        assertThat(desk.test("phone", "page")).isTrue();
        assertThat(phone.next()).endsWith("START 1");
        assertThat(phone.next()).endsWith("END 1");
        assertThat(bed.received).isEmpty();
        assertThat(desk.test("cellar", "page")).isFalse();
        assertThat(desk.active()).isEmpty();
    }
}
