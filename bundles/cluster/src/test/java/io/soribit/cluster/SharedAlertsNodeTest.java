// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.alert.AlertDesk;
import io.soribit.alert.delivery.Pause;
import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.alert.state.Clocks;
import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Notifier;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.source.SharedAlerts;
import io.soribit.api.source.SourceSharing.Problem;
import io.soribit.api.source.SourceSharing.Trouble;
import io.soribit.cluster.link.Damage;
import io.soribit.cluster.link.LinkSettings;
import io.soribit.cluster.share.Order;
import io.soribit.common.time.MonotonicClock;
import io.soribit.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real members on this machine that share their alerts. */
@Timeout(300)
class SharedAlertsNodeTest {
    private static final String KEY = "a long and random key";
    private static final Duration HOUR = Duration.ofHours(1);

    private final Map<String, Hub> hubs = new LinkedHashMap<>();
    private final List<Hub> dead = new ArrayList<>();
    private final List<Integer> ports = ClusterNodeTest.freePorts(3);

    /** A hub with a lamp that all hubs reach. */
    private final class Hub implements Notifier {
        final List<String> shown = new CopyOnWriteArrayList<>();
        final AlertDesk desk;
        final SharedAlerts shared;
        final ClusterNode node;

        Hub(String name, int index, Clock clock) {
            desk =
                    new AlertDesk(
                            new Clocks(clock, MonotonicClock.SYSTEM),
                            Pause.SYSTEM,
                            HOUR,
                            Duration.ofSeconds(2),
                            ReminderPolicy.NONE);
            shared = desk::share;
            desk.addNotifier(this).join();
            List<String> partners =
                    IntStream.range(0, ports.size())
                            .filter(i -> i != index)
                            .mapToObj(i -> "127.0.0.1:" + ports.get(i))
                            .toList();
            node =
                    new ClusterNode(
                            new LinkSettings(partners, KEY, name, ports.get(index), ""),
                            Order.SPARE,
                            clock,
                            MonotonicClock.SYSTEM,
                            null,
                            Set.of());
            node.use(shared, () -> Set.copyOf(desk.targets()));
        }

        @Override
        public String id() {
            return "lamp";
        }

        @Override
        public void deliver(Alert alert) {
            shown.add(alert.id() + " " + alert.event().phase());
        }

        @Override
        public void acknowledged(Alert alert, String by) {
            shown.add(alert.id() + " seen by " + by);
        }

        @Override
        public void remind(Alert alert) {
            shown.add(alert.id() + " reminder");
        }

        List<String> active() {
            return desk.active().stream().map(SharedAlertsNodeTest::text).sorted().toList();
        }

        String reports() {
            return String.join("; ", node.results().stream().map(r -> r.toString()).toList());
        }

        void close() {
            node.close();
            desk.close();
        }
    }

    private static String text(AlertChange change) {
        return change.alert().id() + " " + change.state();
    }

    private Hub start(String name, int index) {
        return start(name, name, index, Clock.systemUTC());
    }

    private Hub start(String key, String name, int index, Clock clock) {
        Hub hub = new Hub(name, index, clock);
        hubs.put(key, hub);
        return hub;
    }

    /** The hubs work until something is so. */
    private void until(String what, BooleanSupplier is) {
        Await.until(
                () ->
                        what
                                + ": "
                                + hubs.values().stream()
                                        .map(h -> h.active() + h.reports())
                                        .toList(),
                () -> {
                    hubs.values().forEach(hub -> hub.desk.tick());
                    return is.getAsBoolean();
                });
    }

    private void together() {
        until(
                "each knows each",
                () ->
                        hubs.values().stream()
                                .allMatch(
                                        hub ->
                                                hub.node.results().stream()
                                                                .filter(
                                                                        r ->
                                                                                r.message()
                                                                                        .startsWith(
                                                                                                "hub '"))
                                                                .count()
                                                        == hubs.size() - 1));
    }

    private void kill(String name) throws Exception {
        Hub hub = hubs.remove(name);
        dead.add(hub);
        Damage.kill(hub.node.link());
    }

    @AfterEach
    void close() {
        dead.forEach(Hub::close);
        hubs.values().forEach(Hub::close);
    }

    private static Alert bell(String id, Phase phase) {
        Instant now = Instant.now();
        Sound sound =
                new Sound(
                        "doorbell",
                        Map.of("en", "bell"),
                        "🔔",
                        "#00C853",
                        Urgency.URGENT,
                        List.of());
        SoundEvent event =
                new SoundEvent(
                        id,
                        phase,
                        true,
                        List.of(id),
                        sound,
                        now,
                        phase == Phase.END ? now : null,
                        1,
                        List.of(),
                        -20,
                        "model",
                        null,
                        Duration.ZERO);
        return new Alert(id, event, Urgency.URGENT, new DeliveryOptions(Set.of(), null, true), 1);
    }

    @Test
    void anAlertIsShownByOneKnownToAllAcknowledgedAnywhereAndTakenOver() throws Exception {
        Hub a = start("a", 0);
        Hub b = start("b", 1);
        Hub c = start("c", 2);
        together();
        a.desk.send(bell("x", Phase.START));
        until("all know it", () -> hubs.values().stream().allMatch(h -> h.active().size() == 1));
        until("its hub shows it", () -> a.shown.equals(List.of("x START")));
        c.desk.acknowledge("x", "Ada");
        until("the lamp shows it", () -> a.shown.equals(List.of("x START", "x seen by Ada")));
        until("all know", () -> b.active().equals(List.of("x ACKNOWLEDGED")));
        a.desk.send(bell("x", Phase.END));
        until("it is over", () -> hubs.values().stream().allMatch(h -> h.active().isEmpty()));
        a.desk.send(bell("y", Phase.START));
        until("all know it", () -> c.active().equals(List.of("y RAISED")));
        kill("a");
        until("one of the others goes on", () -> b.shown.size() + c.shown.size() > 0);
        Hub next = b.shown.isEmpty() ? c : b;
        assertThat(next.shown).containsExactly("y START");
        next.desk.acknowledge("y", "Ada");
        until("both know", () -> b.active().equals(c.active()));
        until("its end is known", () -> b.active().isEmpty() && c.active().isEmpty());
        until("its end is shown", () -> next.shown.contains("y END"));
        assertThat(next == b ? c.shown : b.shown).isEmpty();
        assertThat(next.shown).startsWith("y START").contains("y seen by Ada");
    }

    @Test
    void aHubWhoseAlertsAreGoneLeavesThemToTheOthers() throws Exception {
        Hub b = start("b", 1);
        Hub a = start("a", 0);
        Hub c = start("c", 2);
        together();
        b.node.drop(b.shared);
        a.desk.send(bell("x", Phase.START));
        until("c knows it", () -> c.active().equals(List.of("x RAISED")));
        kill("a");
        until("c shows it", () -> c.shown.equals(List.of("x START")));
    }

    @Test
    void inASplitBothAlertAndAfterwardsAllIsEqualAndNothingIsShownAnew() throws Exception {
        Hub a = start("a", 0);
        Hub b = start("b", 1);
        together();
        a.desk.send(bell("x", Phase.START));
        until("b knows it", () -> b.active().equals(List.of("x RAISED")));
        Damage.cut(a.node.link());
        until("b shows it", () -> b.shown.equals(List.of("x START")));
        a.desk.send(bell("of a", Phase.START));
        b.desk.send(bell("of b", Phase.START));
        until(
                "each shows its own",
                () -> a.shown.contains("of a START") && b.shown.contains("of b START"));
        Damage.mend(a.node.link());
        until("both know all", () -> a.active().equals(b.active()) && a.active().size() == 3);
        assertThat(a.shown).containsExactly("x START", "of a START");
        assertThat(b.shown).containsExactly("x START", "of b START");
        a.desk.acknowledge("of b", "Ada");
        until("it is acknowledged on both", () -> b.shown.contains("of b seen by Ada"));
    }

    @Test
    void clocksThatDifferByAnHourAreSaidAndAlertsAreNoOlderForIt() {
        Hub a = start("a", 0);
        Hub b = start("b", "b", 1, Clock.offset(Clock.systemUTC(), HOUR));
        together();
        a.desk.send(bell("x", Phase.START));
        until("b knows it", () -> b.active().equals(List.of("x RAISED")));
        assertThat(b.desk.active().get(0).time())
                .isAfter(Instant.now().plus(HOUR).minus(Duration.ofMinutes(5)));
        assertThat(b.desk.active().get(0).alert().event().onset())
                .isAfter(Instant.now().plus(HOUR).minus(Duration.ofMinutes(5)));
        until("a says so", () -> a.reports().contains("the clock of hub 'b' differs by 60 min"));
        until("b says so", () -> b.reports().contains("the clock of hub 'a' differs by 60 min"));
        assertThat(a.node.troubles()).contains(new Trouble(Problem.CLOCK, "b"));
    }

    @Test
    void twoHubsOfOneNameAreLeftOutAndBothSaySo() {
        Hub a = start("a", 0);
        Hub other = start("another", "a", 1, Clock.systemUTC());
        until("a says so", () -> a.reports().contains("give each hub another 'name'"));
        until("the other says so", () -> other.reports().contains("give each hub another 'name'"));
        assertThat(a.node.troubles()).contains(new Trouble(Problem.SAME_NAME, "a"));
        a.desk.send(bell("x", Phase.START));
        until("a shows it", () -> a.shown.equals(List.of("x START")));
        assertThat(other.active()).isEmpty();
    }

    @Test
    void messagesOfAnotherVersionAreIgnoredAndSaid() {
        Hub a = start("a", 0);
        Hub b = start("b", 1);
        together();
        byte[] newer = "{\"form\":3,\"kind\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        until( // what a says next in this version takes the report back
                "b says so",
                () -> {
                    send(a, newer);
                    return b.reports().contains("install the same version on all hubs");
                });
        a.desk.send(bell("x", Phase.START));
        until("b knows it all the same", () -> b.active().equals(List.of("x RAISED")));
    }

    private static void send(Hub hub, byte[] message) {
        try {
            hub.node.link().send(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
