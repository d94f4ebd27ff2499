// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import static io.soribit.alert.Events.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.alert.ReminderTest.Lamp;
import io.soribit.alert.person.Person;
import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Notifier;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.store.StoreComponent;
import io.soribit.testkit.Await;
import io.soribit.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Alerts that one person has seen, and another one has not. */
@Timeout(240)
class SeenByEachTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration REPEAT = Duration.ofSeconds(30);
    private static final Duration UNSEEN = Duration.ofMinutes(30);
    private static final Person ADA = new Person("Ada", Set.of("ntfy:ada"), Set.of("ada tablet"));
    private static final Person MINSU = new Person("Minsu", Set.of("ntfy:minsu"), Set.of());

    @TempDir Path folder;
    private final ManualClock clock = new ManualClock(Events.NOW);
    private final List<AlertDesk> desks = new ArrayList<>();
    private final Lamp hall = new Lamp("hall");
    private final Lamp ada = new Lamp("ntfy:ada");
    private final Lamp minsu = new Lamp("ntfy:minsu");
    private AlertDesk desk;

    @BeforeEach
    void start() {
        desk = house();
    }

    private AlertDesk house() {
        AlertDesk next = Desks.desk(clock, Desks.NEVER);
        desks.add(next);
        next.people().add(ADA);
        next.people().add(MINSU);
        return next;
    }

    @AfterEach
    void stop() {
        desks.forEach(AlertDesk::close);
    }

    private void addAll() {
        List.of(hall, ada, minsu).forEach(lamp -> Desks.add(desk, lamp));
    }

    private void pass(Duration time) {
        for (Duration d = time; !d.isZero(); d = d.minus(SECOND)) {
            clock.advance(SECOND);
            desk.tick();
        }
    }

    private static ReminderPolicy each(Duration repeat) {
        return new ReminderPolicy(repeat, null, Set.of(), UNSEEN, true);
    }

    private static Alert bell(Phase phase) {
        return alert("bell", phase).with(new DeliveryOptions(Set.of(), null, true));
    }

    private static Alert fire(Phase phase) {
        return new Alert(
                "fire",
                alert("fire", phase).event(),
                Urgency.EMERGENCY,
                new DeliveryOptions(Set.of(), null, true),
                1);
    }

    private void raise(Alert alert, ReminderPolicy policy) throws InterruptedException {
        addAll();
        desk.send(alert, policy);
        for (Lamp lamp : List.of(hall, ada, minsu)) {
            assertThat(lamp.next()).isEqualTo(alert.id() + " START 1");
        }
        Await.until("confirmed", () -> desk.unconfirmed() == 0);
    }

    private AlertChange only() {
        assertThat(desk.active()).hasSize(1);
        return desk.active().get(0);
    }

    @Test
    void whoHasNotSeenItIsRemindedAndWhoHasIsNot() throws Exception {
        raise(bell(Phase.START), each(REPEAT));
        assertThat(only().unseen()).containsExactly("Ada", "Minsu");
        assertThat(desk.acknowledge("bell", "Ada Tablet")).isTrue();
        assertThat(ada.next()).isEqualTo("bell seen by Ada");
        assertThat(only().state()).isEqualTo(AlertState.RAISED);
        assertThat(only().seen()).containsExactly("Ada");
        assertThat(only().unseen()).containsExactly("Minsu");
        pass(REPEAT);
        assertThat(minsu.next()).isEqualTo("bell reminder START");
        assertThat(hall.next()).isEqualTo("bell reminder START");
        assertThat(ada.before(desk)).isEmpty();
        desk.acknowledge("bell", "ntfy:minsu");
        assertThat(only().state()).isEqualTo(AlertState.ACKNOWLEDGED);
        assertThat(only().seen()).containsExactly("Ada", "Minsu");
        assertThat(only().unseen()).isEmpty();
        assertThat(hall.next()).isEqualTo("bell seen by Minsu");
        desk.send(bell(Phase.END));
        assertThat(desk.active()).isEmpty();
    }

    @Test
    void thoseOfOtherRoomsNeedNotSeeIt() throws Exception {
        desk.people().remove(ADA);
        desk.people().add(new Person("Ada", ADA.devices(), ADA.users(), Set.of("floor2/*")));
        raise(bell(Phase.START), each(REPEAT));
        assertThat(only().unseen()).containsExactly("Minsu");
        desk.acknowledge("bell", "Ada Tablet");
        assertThat(only().state()).isEqualTo(AlertState.RAISED);
        desk.acknowledge("bell", "Minsu");
        assertThat(only().state()).isEqualTo(AlertState.ACKNOWLEDGED);
    }

    @Test
    void someoneUnknownSettlesNothingForThePeople() throws Exception {
        raise(bell(Phase.START), each(REPEAT));
        desk.acknowledge("bell", "page");
        assertThat(only().seen()).containsExactly("page");
        assertThat(only().state()).isEqualTo(AlertState.RAISED);
        desk.acknowledge("bell", "page");
        pass(REPEAT);
        assertThat(ada.next()).isEqualTo("bell reminder START");
    }

    @Test
    void anyoneSettlesItUnlessARuleSaysOtherwise() throws Exception {
        raise(bell(Phase.START), new ReminderPolicy(REPEAT, null, Set.of(), UNSEEN));
        desk.acknowledge("bell", "Ada");
        assertThat(only().state()).isEqualTo(AlertState.ACKNOWLEDGED);
        assertThat(only().unseen()).containsExactly("Minsu");
        assertThat(minsu.next()).isEqualTo("bell seen by Ada");
        desk.acknowledge("bell", "Minsu");
        assertThat(only().seen()).containsExactly("Ada", "Minsu");
        assertThat(only().who()).isEqualTo("Ada");
        pass(Duration.ofMinutes(2));
        assertThat(minsu.before(desk)).isEmpty();
    }

    @Test
    void withoutPeopleAnyoneSettlesIt() throws Exception {
        desk.people().remove(ADA);
        desk.people().remove(MINSU);
        raise(bell(Phase.START), each(REPEAT));
        desk.acknowledge("bell", "page");
        assertThat(only().state()).isEqualTo(AlertState.ACKNOWLEDGED);
        assertThat(only().seen()).isEmpty();
    }

    @Test
    void itEscalatesForThoseWhoHaveNotSeenIt() throws Exception {
        addAll();
        Alert bell = bell(Phase.START).with(new DeliveryOptions(Set.of("hall"), null, true));
        desk.send(bell, new ReminderPolicy(Duration.ZERO, SECOND, Set.of(), UNSEEN, true));
        assertThat(hall.next()).isEqualTo("bell START 1");
        Await.until("confirmed", () -> desk.unconfirmed() == 0);
        desk.acknowledge("bell", "Ada");
        pass(SECOND);
        assertThat(minsu.next()).isEqualTo("bell START 1");
        assertThat(ada.before(desk)).isEmpty();
    }

    /** A notifier of several devices, one of which is Ada's. */
    private static final class Lights implements Notifier {
        final BlockingQueue<String> received = new LinkedBlockingQueue<>();

        @Override
        public String id() {
            return "lights";
        }

        @Override
        public Set<String> targets() {
            return Set.of("bedroom", "ada-shaker");
        }

        @Override
        public void deliver(Alert alert) {
            received.add(alert.event().phase() + " without " + alert.delivery().except());
        }

        String next() throws InterruptedException {
            return String.valueOf(received.poll(90, TimeUnit.SECONDS));
        }
    }

    private void giveAdaAShaker() {
        desk.people().remove(ADA);
        desk.people().add(new Person("Ada", Set.of("ada-shaker"), ADA.users()));
    }

    @Test
    void itEscalatesToOtherDevicesThanThoseOfWhoHasSeenIt() throws Exception {
        Lights lights = new Lights();
        giveAdaAShaker();
        Desks.add(desk, hall);
        Desks.add(desk, lights);
        Alert bell = bell(Phase.START).with(new DeliveryOptions(Set.of("hall"), null, true));
        desk.send(bell, new ReminderPolicy(Duration.ZERO, SECOND, Set.of(), UNSEEN, true));
        assertThat(hall.next()).isEqualTo("bell START 1");
        Await.until("confirmed", () -> desk.unconfirmed() == 0);
        desk.acknowledge("bell", "Ada");
        pass(SECOND);
        assertThat(lights.next()).isEqualTo("START without [ada-shaker]");
    }

    @Test
    void aNotifierThatComesLaterLeavesWhoHasSeenItAlone() throws Exception {
        giveAdaAShaker();
        raise(bell(Phase.START), each(REPEAT));
        desk.acknowledge("bell", "Ada");
        Lights lights = new Lights();
        Desks.add(desk, lights);
        assertThat(lights.next()).isEqualTo("START without [ada-shaker]");
    }

    @Test
    void dangerThatGoesOnReachesAllDevicesOfANotifierThatComesLater() throws Exception {
        giveAdaAShaker();
        raise(fire(Phase.START), each(REPEAT));
        desk.acknowledge("fire", "Ada");
        Lights lights = new Lights();
        Desks.add(desk, lights);
        assertThat(lights.next()).isEqualTo("START without []");
    }

    @Test
    void dangerThatGoesOnIsRepeatedToThoseWhoHaveSeenItAsWell() throws Exception {
        raise(fire(Phase.START), each(REPEAT));
        desk.acknowledge("fire", "Ada");
        assertThat(ada.next()).isEqualTo("fire seen by Ada");
        pass(Duration.ofMinutes(5).minus(REPEAT));
        assertThat(ada.before(desk)).isEmpty();
        pass(REPEAT);
        assertThat(ada.next()).isEqualTo("fire reminder START");
    }

    @Test
    void whoHasSeenItIsKnownAfterARestart() throws Exception {
        StoreComponent store = StoreFile.in(folder);
        Desks.use(desk, store);
        raise(bell(Phase.START), each(REPEAT));
        desk.acknowledge("bell", "Ada");
        Await.until("all receipts are written", () -> store.pending(9).isEmpty());
        desk.close();
        store.close();
        StoreComponent again = StoreFile.in(folder);
        desk = house();
        addAll();
        Desks.use(desk, again);
        assertThat(only().seen()).containsExactly("Ada");
        assertThat(only().unseen()).containsExactly("Minsu");
        String first = minsu.next();
        assertThat(first).isEqualTo("bell reminder END");
        assertThat(ada.before(desk)).doesNotContain("bell reminder END");
        desk.acknowledge("bell", "Minsu");
        assertThat(desk.active()).isEmpty();
        desk.close();
        assertThat(again.history(99).stream().map(c -> c.state() + " " + c.who()))
                .containsSubsequence("ENDED ", "ACKNOWLEDGED Minsu", "SEEN Ada", "RAISED ");
        again.close();
    }
}
