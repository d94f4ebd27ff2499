// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import io.soribit.alert.ReminderTest.Lamp;
import io.soribit.alert.delivery.DeviceReports;
import io.soribit.alert.person.Person;
import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.alert.state.Confirmations;
import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Notifier;
import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.AlertStore;
import io.soribit.api.source.SharedAlerts.Member;
import io.soribit.api.source.SharedAlerts.Sharing;
import io.soribit.api.source.SharedAlerts.State;
import io.soribit.store.StoreComponent;
import io.soribit.testkit.Await;
import io.soribit.testkit.LogCapture;
import io.soribit.testkit.ManualClock;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hubs that share their alerts, over a network that is played here. */
@Timeout(120)
class SharedAlertsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ReminderPolicy REMINDED =
            new ReminderPolicy(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    Set.of("phone"),
                    Duration.ofMinutes(30));

    @TempDir Path folder;
    private final ManualClock clock = new ManualClock(Events.NOW);
    private final Map<String, Hub> hubs = new TreeMap<>();
    private final List<Hub> dead = new ArrayList<>();
    private final Map<String, Set<String>> unreachable = new HashMap<>();
    private volatile boolean cut;

    /** A hub with a lamp that all reach, a phone that all reach, and a lamp of its own. */
    private final class Hub {
        final String name;
        final StoreComponent store;
        final AlertDesk desk = Desks.desk(clock, Desks.NEVER, REMINDED);
        final Lamp lamp = new Lamp("lamp", Set.of("lamp"));
        final Lamp phone = new Lamp("phone", Set.of("push", "phone"));
        final Lamp own;
        final BlockingQueue<State> late = new LinkedBlockingQueue<>();
        volatile boolean keepsBack;
        volatile Sharing sharing;

        Hub(String name) throws Exception {
            this.name = name;
            own = new Lamp("lamp-" + name, Set.of("lamp-" + name));
            store = StoreFile.in(Files.createDirectories(folder.resolve(name)));
            Desks.use(desk, store);
            hubs.put(name, this);
        }

        Hub(String name, AlertStore broken) throws Exception {
            this.name = name;
            own = new Lamp("lamp-" + name, Set.of("lamp-" + name));
            store = StoreFile.in(Files.createDirectories(folder.resolve(name)));
            Desks.use(desk, broken);
            hubs.put(name, this);
        }

        Hub equipped() {
            Desks.add(desk, lamp);
            Desks.add(desk, phone);
            Desks.add(desk, own);
            return this;
        }

        void join() {
            sharing = desk.share(name, this::say);
            members();
            hubs.values().stream()
                    .filter(hub -> hub.sharing != null)
                    .forEach(hub -> hub.sharing.all().forEach(hub::say));
        }

        private void say(State state) {
            if (keepsBack) {
                late.add(state);
                return;
            }
            for (Hub other : hubs.values()) {
                if (other != this && !cut && other.sharing != null) {
                    other.sharing.merge(state);
                }
            }
            if (hubs.containsValue(this)) {
                sharing.confirmed(state.alert().id());
            }
        }

        void raise(Alert alert) {
            desk.send(alert, REMINDED);
        }

        List<String> digest() {
            return sharing.all().stream()
                    .filter(state -> !state.ended())
                    .map(state -> state.digest().toString())
                    .sorted()
                    .toList();
        }

        List<String> history() {
            List<String> all = new ArrayList<>();
            for (AlertChange change : store.history(50)) {
                if (change.state().isShared()) {
                    all.add(change.alert().id() + " " + change.state() + " " + change.who());
                }
            }
            Collections.reverse(all);
            return all;
        }
    }

    private Hub hub(String name) throws Exception {
        Hub hub = new Hub(name).equipped();
        hub.join();
        return hub;
    }

    private Member member(String name) {
        Set<String> reach = new HashSet<>(Set.of("lamp", "phone", "push", "lamp-" + name));
        reach.removeAll(unreachable.getOrDefault(name, Set.of()));
        return new Member(name, reach);
    }

    /** All are told who is there. */
    private void members() {
        for (Hub hub : hubs.values()) {
            List<Member> all =
                    hubs.keySet().stream()
                            .filter(name -> !cut || name.equals(hub.name))
                            .map(this::member)
                            .toList();
            if (hub.sharing != null) {
                hub.sharing.members(all);
            }
        }
    }

    /** At once, and without a word. */
    private void kill(Hub hub) {
        hubs.remove(hub.name);
        dead.add(hub);
        members();
    }

    /** Killed, and started again; it has read its alert, and is not in the cluster yet. */
    private Hub restarted(Hub hub, String alert) throws Exception {
        end(hub);
        Hub again = new Hub(hub.name).equipped();
        Await.until("it is recovered", () -> again.desk.knows(alert));
        return again;
    }

    /** Killed, and its store is closed. */
    private void end(Hub hub) {
        kill(hub);
        hub.sharing.close();
        hub.desk.close();
        hub.store.close();
        dead.remove(hub);
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.advance(SECOND);
            hubs.values().forEach(hub -> hub.desk.tick());
        }
    }

    @AfterEach
    void stop() {
        dead.addAll(hubs.values());
        for (Hub hub : dead) {
            if (hub.sharing != null) {
                hub.sharing.close();
            }
            hub.desk.close();
            hub.store.close();
        }
    }

    private static Alert fire(String id, Phase phase) {
        SoundEvent event =
                Events.event(id, phase, Events.sound("smoke_alarm", Urgency.EMERGENCY), true);
        return new Alert(
                id, event, Urgency.EMERGENCY, new DeliveryOptions(Set.of(), null, true), 1);
    }

    private static Alert bell(String id, Phase phase) {
        return Events.alert(id, phase);
    }

    private void known(Hub hub, String id) {
        Await.until(id + " is known on " + hub.name, () -> hub.desk.knows(id));
    }

    /** That an alert was delivered is known later than that it was raised. */
    private static void knowsDeliveries(Hub hub) {
        Await.until(
                hub.name + " knows what another hub has delivered",
                () ->
                        hub.sharing.all().stream()
                                .anyMatch(s -> s.delivered().containsAll(Set.of("lamp", "phone"))));
    }

    /** Without what is said of alerts that reached nobody: the seconds here outrun receipts. */
    private static String next(Lamp lamp) throws InterruptedException {
        String next = lamp.next();
        while (next.matches("[0-9a-f-]{36} .*")) {
            next = lamp.next();
        }
        return next;
    }

    private void settled() {
        Await.until(
                () -> "all know the same: " + digests(),
                () -> hubs.values().stream().map(Hub::digest).distinct().count() == 1);
    }

    private String digests() {
        return hubs.values().stream().map(hub -> hub.name + hub.digest()).toList().toString();
    }

    @Test
    void oneHubNotifiesByWhatBothReachAndEachByWhatItAloneReaches() throws Exception {
        Hub a = hub("a");
        Hub b = hub("b");
        a.raise(fire("x", Phase.START));
        assertThat(next(a.lamp)).isEqualTo("x START 1");
        assertThat(next(b.own)).isEqualTo("x START 1");
        known(b, "x");
        a.desk.send(fire("x", Phase.END));
        assertThat(next(a.lamp)).isEqualTo("x END 1");
        assertThat(next(b.own)).isEqualTo("x END 1");
        pass(30);
        assertThat(next(a.lamp)).isEqualTo("x reminder END");
        assertThat(next(b.own)).isEqualTo("x reminder END");
        assertThat(b.desk.acknowledge("x", "Ada")).isTrue();
        assertThat(next(a.lamp)).isEqualTo("x seen by Ada");
        assertThat(next(b.own)).isEqualTo("x seen by Ada");
        Await.until(
                "it has ended on both",
                () -> a.desk.active().isEmpty() && b.desk.active().isEmpty());
        assertThat(b.lamp.before(b.desk)).isEmpty();
        Await.until(
                () -> "both have it in their history: " + a.history() + b.history(),
                () ->
                        List.of(a, b).stream()
                                .allMatch(
                                        hub ->
                                                hub.history().stream()
                                                        .filter(line -> line.startsWith("x "))
                                                        .toList()
                                                        .equals(
                                                                List.of(
                                                                        "x RAISED ",
                                                                        "x ACKNOWLEDGED Ada",
                                                                        "x ENDED "))));
    }

    @Test
    void whenTheHubDiesTheOtherGoesOnWithRemindersEscalationAndEnd() throws Exception {
        Hub a = hub("a");
        Hub b = hub("b");
        a.raise(fire("x", Phase.START));
        assertThat(next(a.phone)).isEqualTo("x START 1");
        knowsDeliveries(b);
        kill(a);
        pass(3);
        assertThat(next(b.lamp)).isEqualTo("x reminder START");
        assertThat(next(b.phone)).isEqualTo("x reminder START");
        pass(21);
        assertThat(next(b.lamp)).isEqualTo("x END 1"); // b does not hear it
        pass(40);
        assertThat(next(b.lamp)).startsWith("x reminder");
        Await.until(
                "it has escalated",
                () -> b.history().stream().anyMatch(h -> h.startsWith("x ESCALATED")));
        assertThat(b.desk.acknowledge("x", "Ada")).isTrue();
        assertThat(b.desk.active()).isEmpty();
    }

    @Test
    void anAlertThatWasNotSentYetIsSentByTheOther() throws Exception {
        Hub a = new Hub("a");
        CountDownLatch never = new CountDownLatch(1);
        Desks.add(
                a.desk,
                new Notifier() {
                    @Override
                    public String id() {
                        return "lamp";
                    }

                    @Override
                    public void deliver(Alert alert) {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                });
        a.join();
        Hub b = hub("b");
        a.raise(bell("x", Phase.START));
        known(b, "x");
        kill(a);
        pass(3);
        assertThat(next(b.lamp)).isEqualTo("x START 1");
        assertThat(next(b.phone)).isEqualTo("x START 1");
        pass(21);
        assertThat(next(b.lamp)).isEqualTo("x END 1");
        assertThat(b.desk.active()).isEmpty();
        never.countDown();
    }

    @Test
    void aPhoneThatHasItIsNotSentItAgainAndALampIs() throws Exception {
        Hub a = hub("a");
        Hub b = hub("b");
        a.desk.send(bell("x", Phase.START));
        knowsDeliveries(b);
        kill(a);
        pass(3);
        assertThat(next(b.lamp)).isEqualTo("x START 1");
        assertThat(b.phone.before(b.desk)).isEmpty();
    }

    @Test
    void aSoundThatBothHearIsOneAlertUntilNeitherHearsIt() throws Exception {
        Hub a = hub("a");
        Hub b = hub("b");
        a.raise(bell("x", Phase.START));
        known(b, "x");
        assertThat(b.desk.join(bell("y", Phase.START)))
                .hasValueSatisfying(alert -> assertThat(alert.id()).isEqualTo("x"));
        settled();
        a.desk.send(bell("x", Phase.END));
        settled();
        assertThat(a.desk.active()).hasSize(1);
        assertThat(b.desk.join(bell("z", Phase.START))).isEmpty();
        b.desk.send(bell("x", Phase.END));
        Await.until(
                "it has ended on both",
                () -> a.desk.active().isEmpty() && b.desk.active().isEmpty());
        assertThat(next(a.lamp)).isEqualTo("x START 1");
        assertThat(next(a.lamp)).isEqualTo("x END 1");
        assertThat(b.lamp.before(b.desk)).isEmpty();
    }

    @Test
    void aSoundThatBothRaisedBeforeTheyKnewIsOneAlertAfterwards() throws Exception {
        Hub a = hub("a");
        Hub b = hub("b");
        a.keepsBack = true;
        b.keepsBack = true;
        a.raise(fire("x", Phase.START));
        b.raise(fire("y", Phase.START));
        assertThat(next(b.lamp)).isEqualTo("y START 1");
        a.keepsBack = false;
        b.keepsBack = false;
        a.sharing.all().forEach(a::say);
        b.sharing.all().forEach(b::say);
        settled();
        assertThat(b.desk.active()).extracting(c -> c.alert().id()).containsExactly("x");
        assertThat(next(b.lamp)).isEqualTo("y END 1");
        b.desk.send(fire("y", Phase.END));
        a.desk.send(fire("x", Phase.END));
        settled();
        assertThat(a.desk.acknowledge("y", "Ada")).isTrue();
        Await.until(
                "it has ended on both",
                () -> a.desk.active().isEmpty() && b.desk.active().isEmpty());
    }

    /** As a and b know each other again. */
    private void mend() {
        cut = false;
        members();
        List.copyOf(hubs.values()).forEach(hub -> hub.sharing.all().forEach(hub::say));
        settled();
    }

    private Hub[] bothHear(String id) throws Exception {
        Hub a = hub("a");
        Hub b = hub("b");
        a.raise(bell(id, Phase.START));
        assertThat(next(a.lamp)).isEqualTo(id + " START 1");
        knowsDeliveries(b);
        assertThat(b.desk.join(bell("joins", Phase.START))).isPresent();
        settled();
        cut = true;
        members();
        return new Hub[] {a, b};
    }

    @Test
    void whatEndedOnOneSideOfASplitGoesOnWhereItsSoundDoes() throws Exception {
        Hub[] both = bothHear("x");
        Hub a = both[0];
        Hub b = both[1];
        pass(3);
        assertThat(next(b.lamp)).isEqualTo("x reminder START");
        a.desk.send(bell("x", Phase.END));
        assertThat(a.desk.active()).isEmpty();
        mend();
        assertThat(b.desk.active()).hasSize(1);
        assertThat(a.desk.active()).hasSize(1);
        assertThat(b.lamp.before(b.desk)).isEmpty();
        b.desk.send(bell("x", Phase.END));
        assertThat(next(b.lamp)).isEqualTo("x END 1");
        Await.until(
                "it has ended on both",
                () -> a.desk.active().isEmpty() && b.desk.active().isEmpty());
    }

    @Test
    void whatItsOwnerEndedIsShownAgainIfAnotherHubHearsIt() throws Exception {
        Hub[] both = bothHear("x");
        Hub a = both[0];
        Hub b = both[1];
        a.desk.send(bell("x", Phase.END));
        assertThat(next(a.lamp)).isEqualTo("x END 1");
        mend();
        assertThat(next(a.lamp)).isEqualTo("x START 1");
        b.desk.send(bell("x", Phase.END));
        assertThat(next(a.lamp)).isEqualTo("x END 1");
        Await.until(
                "it has ended on both",
                () -> a.desk.active().isEmpty() && b.desk.active().isEmpty());
    }

    @Test
    void whatIsHeardAgainWhereItWasRaisedIsShownByTheNextOwner() throws Exception {
        Hub a = hub("a");
        Hub b = hub("b");
        b.raise(fire("x", Phase.START));
        known(a, "x");
        cut = true;
        members();
        pass(3);
        assertThat(next(a.lamp)).startsWith("x ");
        mend();
        b.desk.send(fire("x", Phase.END));
        assertThat(next(a.lamp)).isEqualTo("x END 1");
        b.desk.repeat(fire("x", Phase.START), REMINDED);
        assertThat(next(a.lamp)).isEqualTo("x UPDATE 1");
    }

    @Test
    void whatIsSettledWhileTheOthersAreUnknownForAMomentIsSettledThere() throws Exception {
        Hub a = hub("a");
        Hub b = hub("b");
        a.raise(fire("x", Phase.START));
        known(b, "x");
        a.sharing.close();
        a.desk.send(fire("x", Phase.END));
        assertThat(a.desk.acknowledge("x", "Ada")).isTrue();
        a.join();
        Await.until(
                "it has ended on both",
                () -> a.desk.active().isEmpty() && b.desk.active().isEmpty());
    }

    @Test
    void whatCameAgainAndEndedUnheardOfEndsHereToo() throws Exception {
        Hub a = hub("a");
        Hub b = hub("b");
        a.desk.send(bell("x", Phase.START));
        assertThat(next(b.own)).isEqualTo("x START 1");
        cut = true;
        a.desk.send(bell("x", Phase.END));
        a.desk.repeat(bell("x", Phase.START), ReminderPolicy.NONE);
        a.desk.send(bell("x", Phase.END));
        assertThat(a.desk.active()).isEmpty();
        mend();
        assertThat(next(b.own)).isEqualTo("x END 1");
        Await.until("it is in the history", () -> b.history().contains("x ENDED "));
    }

    @Test
    void whatTheNextHubDoesNotReachAThirdOneDoes() throws Exception {
        unreachable.put("b", Set.of("lamp"));
        Hub a = hub("a");
        Hub b = hub("b");
        Hub c = hub("c");
        a.desk.send(bell("x", Phase.START));
        assertThat(next(c.own)).isEqualTo("x START 1");
        known(b, "x");
        assertThat(c.lamp.before(c.desk)).isEmpty();
        kill(a);
        pass(3);
        assertThat(next(c.lamp)).isEqualTo("x START 1");
        assertThat(c.own.before(c.desk)).isEmpty();
    }

    private static Alert bell(String id, Urgency urgency, Set<String> targets) {
        SoundEvent event = Events.doorbell(id, Phase.START);
        return new Alert(id, event, urgency, new DeliveryOptions(targets, null, false), 1);
    }

    /** Rules of hubs may differ: what reaches more people is never part of what reaches fewer. */
    @Test
    void anAlertForMorePeopleOrOfMoreUrgencyIsOneOfItsOwn() throws Exception {
        Hub a = hub("a");
        Hub b = hub("b");
        a.desk.send(bell("x", Urgency.URGENT, Set.of("lamp", "phone")));
        known(b, "x");
        assertThat(b.desk.join(bell("1", Urgency.URGENT, Set.of()))).isEmpty();
        assertThat(b.desk.join(bell("2", Urgency.URGENT, Set.of("lamp-b")))).isEmpty();
        assertThat(b.desk.join(bell("3", Urgency.EMERGENCY, Set.of("lamp")))).isEmpty();
        b.desk.send(bell("y", Urgency.EMERGENCY, Set.of("lamp-b")));
        assertThat(next(b.own)).isEqualTo("y START 1");
        settled();
        assertThat(a.desk.active()).hasSize(2);
        assertThat(b.desk.join(bell("4", Urgency.URGENT, Set.of("lamp"))))
                .hasValueSatisfying(alert -> assertThat(alert.id()).isEqualTo("x"));
    }

    @Test
    void aHubThatKnowsNoPeopleSettlesNothingThatEachHasToSee() throws Exception {
        ReminderPolicy each =
                new ReminderPolicy(SECOND.multipliedBy(30), null, Set.of(), SECOND, true);
        Hub a = hub("a");
        Hub b = hub("b");
        a.desk.people().add(new Person("Ada", Set.of(), Set.of()));
        a.desk.people().add(new Person("Minsu", Set.of(), Set.of()));
        a.desk.send(fire("x", Phase.START), each);
        known(b, "x");
        assertThat(b.desk.acknowledge("x", "Ada")).isTrue();
        settled();
        assertThat(a.desk.active())
                .extracting(AlertChange::state)
                .containsExactly(AlertState.RAISED);
        assertThat(b.desk.acknowledge("x", "Minsu")).isTrue();
        Await.until(
                "both know that it is settled",
                () ->
                        Stream.of(a, b)
                                .flatMap(hub -> hub.desk.active().stream())
                                .allMatch(c -> c.state() == AlertState.ACKNOWLEDGED));
    }

    /** The lamp of b is Ada's, and no other hub reaches it. */
    private static void meet(Hub hub) {
        hub.desk.people().add(new Person("Ada", Set.of("lamp-b"), Set.of()));
        hub.desk.people().add(new Person("Minsu", Set.of(), Set.of()));
    }

    private static ReminderPolicy each(Duration escalateAfter) {
        Duration unseen = SECOND.multipliedBy(1_800);
        return new ReminderPolicy(Duration.ZERO, escalateAfter, Set.of(), unseen, true);
    }

    private static void hasNothingOf(String alert, Hub hub) throws Exception {
        hub.desk.test(hub.own.id(), "end");
        assertThat(hub.own.next()).doesNotStartWith(alert + " ").endsWith(" START 1");
    }

    @Test
    void aHubThatComesLaterLeavesWhoHasSeenItAlone() throws Exception {
        Hub a = hub("a");
        meet(a);
        a.keepsBack = true; // what it said before is not sent late
        a.desk.send(bell("x", Urgency.URGENT, Set.of()), each(SECOND.multipliedBy(900)));
        assertThat(next(a.lamp)).isEqualTo("x START 1");
        assertThat(a.desk.acknowledge("x", "Ada")).isTrue();
        Hub b = new Hub("b").equipped();
        meet(b);
        b.join();
        a.sharing.all().forEach(b.sharing::merge);
        known(b, "x");
        hasNothingOf("x", b);
    }

    @Test
    void whatAnotherHubEscalatesLeavesWhoHasSeenItAlone() throws Exception {
        Hub a = hub("a");
        Hub b = hub("b");
        meet(a);
        meet(b);
        a.desk.send(bell("x", Urgency.URGENT, Set.of("lamp")), each(SECOND));
        assertThat(next(a.lamp)).isEqualTo("x START 1");
        Await.until("confirmed", () -> a.desk.unconfirmed() == 0);
        known(b, "x");
        assertThat(a.desk.acknowledge("x", "Ada")).isTrue();
        settled();
        pass(1);
        Await.until(
                "b knows that it has escalated",
                () -> b.desk.active().stream().anyMatch(c -> c.state() == AlertState.ESCALATED));
        hasNothingOf("x", b);
    }

    @Test
    void noAlertIsPartOfItselfOrOfALaterOne() throws Exception {
        Hub a = hub("a");
        a.raise(bell("x", Phase.START));
        State state = a.sharing.all().get(0);
        assertThat(Ownership.partOf(state, "w").partOf()).isEqualTo("w");
        for (String whole : List.of("x", "y")) {
            assertThatThrownBy(() -> Ownership.partOf(state, whole))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Two hubs that flash one lamp would take each other's flashes for its state before. */
    @Test
    void devicesOfTheOwnerAreLeftOutOfAllThatANotifierOfSeveralReceives() throws Exception {
        Hub a = hub("a");
        a.raise(bell("x", Phase.START));
        assertThat(next(a.lamp)).isEqualTo("x START 1");
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (AlertDesk desk =
                new AlertDesk(
                        Desks.clocks(clock),
                        Desks.NEVER,
                        SECOND,
                        SECOND,
                        REMINDED,
                        reachable("lamp", "lamp-b"))) {
            Sharing sharing = desk.share("b", state -> {});
            sharing.members(List.of(member("a"), member("b")));
            a.sharing.all().forEach(sharing::merge);
            Desks.add(desk, lights(received));
            assertThat(received.poll(90, TimeUnit.SECONDS)).isEqualTo("START without [lamp]");
            assertThat(desk.join(bell("y", Phase.START))).isPresent();
            desk.send(bell("x", Phase.UPDATE));
            assertThat(received.poll(90, TimeUnit.SECONDS)).isEqualTo("UPDATE without [lamp]");
            sharing.close();
        }
    }

    private static Notifier lights(BlockingQueue<String> received) {
        return new Notifier() {
            @Override
            public String id() {
                return "lights";
            }

            @Override
            public Set<String> targets() {
                return Set.of("lamp", "lamp-b");
            }

            @Override
            public void deliver(Alert alert) {
                received.add(alert.event().phase() + " without " + alert.delivery().except());
            }
        };
    }

    private static DeviceReports reachable(String... devices) {
        return new DeviceReports() {
            @Override
            public void sent(Alert alert, Set<String> targets) {}

            @Override
            public void confirmed(Alert alert, String device) {}

            @Override
            public List<String> problems(Set<String> targets) {
                return List.of();
            }

            @Override
            public List<String> reachableBut(Set<String> targets) {
                return Stream.of(devices).filter(device -> !targets.contains(device)).toList();
            }
        };
    }

    @Test
    void inASplitBothNotifyAndAfterwardsNothingIsAnnouncedAnew() throws Exception {
        Hub a = hub("a");
        Hub b = hub("b");
        a.raise(fire("x", Phase.START));
        assertThat(next(a.lamp)).isEqualTo("x START 1");
        known(b, "x");
        cut = true;
        members();
        b.raise(new Alert("z", Events.doorbell("z", Phase.START), Urgency.URGENT));
        assertThat(next(b.lamp)).isEqualTo("z START 1");
        b.desk.send(bell("z", Phase.END));
        assertThat(next(b.lamp)).isEqualTo("z END 1");
        pass(3);
        assertThat(next(b.lamp)).startsWith("x ");
        cut = false;
        members();
        a.sharing.all().forEach(a::say);
        b.sharing.all().forEach(b::say);
        settled();
        assertThat(a.sharing.all()).anyMatch(s -> s.alert().id().equals("x") && s.term() == 1);
        Await.until(
                () -> "a has what rang meanwhile in its history: " + a.history(),
                () -> a.history().contains("z ENDED "));
        assertThat(a.lamp.before(a.desk)).isEmpty();
    }

    @Test
    void whoHasSeenAnAlertInASplitIsKnownElsewhereAfterwards() throws Exception {
        Hub a = hub("a");
        Hub b = hub("b");
        cut = true;
        members();
        a.raise(fire("x", Phase.START));
        assertThat(a.desk.acknowledge("x", "Ada")).isTrue();
        a.desk.send(fire("x", Phase.END));
        Await.until("it has ended on a", () -> a.history().contains("x ENDED "));
        cut = false;
        members();
        a.sharing.all().forEach(a::say);
        Await.until(
                () -> "b has it in its history: " + b.history(),
                () ->
                        b.history()
                                .containsAll(
                                        List.of("x RAISED ", "x ACKNOWLEDGED Ada", "x ENDED ")));
    }

    @Test
    void aRestartedHubWaitsForWhatTheOthersKnow() throws Exception {
        Hub a = hub("a");
        Hub b = hub("b");
        a.raise(fire("x", Phase.START));
        known(b, "x");
        Await.until("it is stored", () -> b.history().contains("x RAISED "));
        Hub again = restarted(b, "x");
        pass(10);
        assertThat(again.lamp.before(again.desk)).isEmpty();
        again.join();
        settled();
        pass(20);
        assertThat(again.lamp.before(again.desk)).isEmpty();
        kill(a);
        pass(3);
        assertThat(next(again.lamp)).startsWith("x ");
    }

    @Test
    void aRestartedHubWithoutAnyOtherGoesOnByItself() throws Exception {
        Hub a = hub("a");
        Hub b = hub("b");
        a.raise(fire("x", Phase.START));
        known(b, "x");
        Await.until("it is stored", () -> b.history().contains("x RAISED "));
        kill(a);
        Hub again = restarted(b, "x");
        pass(25);
        assertThat(next(again.lamp)).startsWith("x ");
    }

    @Test
    void whatWasSettledWhileTheOtherWasAwayIsNotRaisedAgainAfterARestartOfBoth() throws Exception {
        Hub a = hub("a");
        Hub b = hub("b");
        a.raise(fire("x", Phase.START));
        known(b, "x");
        Await.until("it is stored", () -> b.history().contains("x RAISED "));
        end(b);
        a.desk.send(fire("x", Phase.END));
        assertThat(a.desk.acknowledge("x", "Ada")).isTrue();
        Await.until("it has ended on a", () -> a.history().contains("x ENDED "));
        end(a);
        Hub first = new Hub("b").equipped();
        first.join();
        pass(25);
        assertThat(first.desk.knows("x")).as("b has missed it, and takes over").isTrue();
        Hub second = hub("a");
        Await.until("it is over on b", () -> !first.desk.knows("x"));
        Await.until(
                "who has seen it is known on b",
                () -> first.history().containsAll(List.of("x ACKNOWLEDGED Ada", "x ENDED ")));
        pass(25);
        assertThat(second.desk.knows("x")).isFalse();
        assertThat(second.lamp.before(second.desk)).noneMatch(line -> line.startsWith("x "));
    }

    @Test
    void aClockThatIsSetMakesNoAlertOld() throws Exception {
        Hub a = hub("a");
        a.raise(fire("x", Phase.START));
        assertThat(next(a.phone)).isEqualTo("x START 1");
        clock.stepWall(Duration.ofDays(1));
        Hub b = hub("b");
        known(b, "x");
        assertThat(b.sharing.all()).extracting(State::raised).containsExactly(clock.instant());
        clock.stepWall(Duration.ofDays(-2));
        a.desk.send(fire("x", Phase.END));
        Await.until("its sound is over on b", () -> b.sharing.all().get(0).over() != null);
        assertThat(b.sharing.all())
                .extracting(State::raised, State::over)
                .containsExactly(tuple(clock.instant(), clock.instant()));
    }

    @Test
    void withAFullDiskAHubKnowsAndTakesOverAllTheSame() throws Exception {
        Hub a = hub("a");
        Hub b = new Hub("b", full()).equipped();
        b.join();
        a.raise(fire("x", Phase.START));
        known(b, "x");
        kill(a);
        pass(3);
        assertThat(next(b.lamp)).startsWith("x ");
        assertThat(b.desk.acknowledge("x", "Ada")).isTrue();
    }

    private static AlertStore full() {
        return (AlertStore)
                Proxy.newProxyInstance(
                        AlertStore.class.getClassLoader(),
                        new Class<?>[] {AlertStore.class},
                        (proxy, method, args) -> {
                            switch (method.getName()) {
                                case "pending", "unended", "history" -> {
                                    return List.of();
                                }
                                case "open" -> {
                                    return Optional.of(List.of());
                                }
                                case "equals" -> {
                                    return proxy == args[0];
                                }
                                case "hashCode" -> {
                                    return 1;
                                }
                                default -> throw new IllegalStateException("the disk is full");
                            }
                        });
    }

    @Test
    void aStartIsSentOnceTheOthersKnowIt() throws Exception {
        Hub a = hub("a");
        Hub b = hub("b");
        try (LogCapture log = LogCapture.by(Confirmations.class.getName(), Level.DEBUG)) {
            String id = "x";
            a.raise(fire(id, Phase.START));
            assertThat(next(a.lamp)).isEqualTo(id + " START 1");
            while (!log.about("has confirmed alert " + id + ":").isEmpty()) { // not in time
                id += "x";
                a.raise(fire(id, Phase.START));
                assertThat(next(a.lamp)).isEqualTo(id + " START 1");
            }
            assertThat(b.desk.knows(id)).isTrue();
        }
    }

    @Test
    void aSoundThatBothRaiseAtOnceIsShownByOne() throws Exception {
        Hub a = hub("a");
        Hub b = hub("b");
        try (LogCapture log = LogCapture.by(Confirmations.class.getName(), Level.DEBUG)) {
            String number = "1";
            while (!isShownByOne(a, "x" + number, b, "y" + number, log)) {
                number += "1";
            }
        }
    }

    /** False if it was not confirmed in time that another hub has it. */
    private boolean isShownByOne(Hub a, String whole, Hub b, String part, LogCapture log)
            throws Exception {
        raiseAtOnce(a, whole, b, part);
        String shown = next(a.lamp);
        while (!shown.equals(whole + " START 1") && !shown.equals("null")) {
            shown = next(a.lamp);
        }
        assertThat(shown).isEqualTo(whole + " START 1");
        assertThat(b.desk.unconfirmed()).isZero();
        b.desk.send(fire(part, Phase.END));
        a.desk.send(fire(whole, Phase.END));
        settled();
        List<String> said = b.lamp.before(b.desk);
        if (!log.about("has confirmed alert " + part + ":").isEmpty()) {
            return false;
        }
        assertThat(said).noneMatch(line -> line.startsWith(part + " "));
        return true;
    }

    private void raiseAtOnce(Hub a, String one, Hub b, String other) {
        a.keepsBack = true;
        b.keepsBack = true;
        a.raise(fire(one, Phase.START));
        b.raise(fire(other, Phase.START));
        a.keepsBack = false;
        b.keepsBack = false;
        a.sharing.all().forEach(a::say);
        b.sharing.all().forEach(b::say);
    }

    /** Whatever is said in whatever order, lost, said twice, while all acknowledge and end. */
    @Test
    void allEndWithTheSame() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            evening(new Random(seed), seed);
        }
    }

    private void evening(Random random, int seed) throws Exception {
        List<Hub> all = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            if (!hubs.containsKey(name)) {
                hub(name);
            }
            all.add(hubs.get(name));
        }
        List<String> raised = new ArrayList<>();
        all.forEach(hub -> hub.keepsBack = true);
        for (int step = 0; step < 30; step++) {
            Hub hub = all.get(random.nextInt(all.size()));
            int what = random.nextInt(6);
            if (what == 0 || raised.isEmpty()) {
                String id = seed + "." + step + "." + hub.name;
                raised.add(id);
                hub.raise(fire(id, Phase.START));
            } else if (what == 1) {
                hub.desk.send(fire(raised.get(random.nextInt(raised.size())), Phase.END));
            } else if (what == 2) {
                hub.desk.acknowledge(raised.get(random.nextInt(raised.size())), "Ada");
            } else {
                List<State> some = new ArrayList<>();
                hub.late.drainTo(some);
                Collections.shuffle(some, random);
                Hub other = all.get(random.nextInt(all.size()));
                some.stream()
                        .filter(state -> random.nextInt(4) > 0)
                        .forEach(
                                state -> {
                                    other.sharing.merge(state);
                                    other.sharing.merge(state);
                                });
            }
        }
        all.forEach(hub -> hub.late.clear());
        all.forEach(hub -> hub.keepsBack = false);
        Await.until(
                () -> "all know the same after evening " + seed + ": " + digests(),
                () -> {
                    all.forEach(hub -> hub.sharing.all().forEach(hub::say));
                    return all.stream().map(Hub::digest).distinct().count() == 1;
                });
        for (String id : raised) {
            all.forEach(hub -> hub.desk.send(fire(id, Phase.END)));
            all.get(0).desk.acknowledge(id, "Ada");
        }
        Await.until(
                () -> "all has ended after evening " + seed + ": " + digests(),
                () -> all.stream().allMatch(hub -> hub.desk.active().isEmpty()));
    }
}
