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
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.AlertStore;
import io.soribit.api.hub.Alerts;
import io.soribit.store.StoreComponent;
import io.soribit.testkit.Await;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class AlertDeskTest {
    private static final Duration RETRY_WINDOW = Duration.ofSeconds(30);
    private static final Duration DISK = Duration.ofSeconds(20);
    private static final ReminderPolicy UNSEEN =
            new ReminderPolicy(Duration.ofSeconds(30), null, Set.of(), Duration.ofMinutes(30));

    @TempDir Path folder;
    private final List<AlertDesk> desks = new ArrayList<>();
    private final List<StoreComponent> stores = new ArrayList<>();

    /** A notifier that can be out of order. */
    private static final class Lamp implements Notifier {
        final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final String id;
        private final boolean broken;
        private final @Nullable Duration news;

        Lamp(String id, boolean broken) {
            this(id, broken, null);
        }

        Lamp(String id, boolean broken, @Nullable Duration news) {
            this.id = id;
            this.broken = broken;
            this.news = news;
        }

        @Override
        public Optional<Duration> retryWindow() {
            return Optional.ofNullable(news);
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public void deliver(Alert alert) throws IOException {
            if (broken) {
                received.add("failed");
                throw new IOException("no lamp; switch it on");
            }
            received.add(alert.id() + " " + alert.event().phase());
        }

        @Override
        public void acknowledged(Alert alert, String by) {
            received.add(alert.id() + " seen by " + by);
        }

        @Override
        public void remind(Alert alert) {
            received.add(alert.id() + " reminder");
        }

        String next() throws InterruptedException {
            return String.valueOf(received.poll(90, TimeUnit.SECONDS));
        }
    }

    /** A desk whose workers wait until they are closed before they try again. */
    private AlertDesk desk(Instant now) {
        return desk(now, DISK);
    }

    private AlertDesk desk(Instant now, Duration disk) {
        AlertDesk desk =
                new AlertDesk(
                        Desks.clocks(new ManualClock(now)),
                        Desks.NEVER,
                        RETRY_WINDOW,
                        disk,
                        UNSEEN);
        desks.add(desk);
        return desk;
    }

    private StoreComponent store(Path in) {
        StoreComponent store = StoreFile.in(in);
        stores.add(store);
        return store;
    }

    @AfterEach
    void stop() {
        desks.forEach(AlertDesk::close);
        stores.forEach(StoreComponent::close);
    }

    /** What the disk holds now, as a hub finds it that starts after a power cut. */
    private StoreComponent afterPowerCut() throws IOException {
        Path copy = Files.createTempDirectory(folder, "after");
        for (String name : List.of("history.db", "history.db-wal")) {
            if (Files.exists(folder.resolve(name))) {
                Files.copy(folder.resolve(name), copy.resolve(name));
            }
        }
        return store(copy);
    }

    private static List<String> received(List<AlertChange> changes) {
        return changes.stream().map(c -> c.alert().id() + " " + c.state() + " " + c.who()).toList();
    }

    @Test
    void deviceThatShowsAnAlertIsInTheHistory() throws Exception {
        StoreComponent store = store(folder);
        AlertDesk desk = desk(NOW);
        Desks.use(desk, store);
        desk.send(alert("a", Phase.START));
        desk.confirm(alert("a", Phase.START), "hall");
        desk.close();
        assertThat(received(store.history(9))).containsExactly("a CONFIRMED hall", "a RAISED ");
        assertThat(store.unended()).extracting(Alert::id).containsExactly("a");
    }

    @Test
    void startIsWrittenBeforeItIsSent() throws Exception {
        StoreComponent store = store(folder);
        AlertDesk desk = desk(NOW);
        BlockingQueue<Integer> pending = new LinkedBlockingQueue<>();
        Desks.use(desk, store);
        Desks.add(
                desk,
                new Notifier() {
                    @Override
                    public String id() {
                        return "lamp";
                    }

                    @Override
                    public void deliver(Alert alert) {
                        pending.add(store.pending(100).size());
                    }
                });
        desk.send(alert("a", Phase.START));
        assertThat(pending.poll(90, TimeUnit.SECONDS)).isEqualTo(1);
        Await.until("nothing is pending", () -> store.pending(100).isEmpty());
        desk.close();
        assertThat(store.pending(100)).isEmpty();
        assertThat(received(store.history(9))).containsExactly("a DELIVERED lamp", "a RAISED ");
    }

    @Test
    void whatWasNotDeliveredIsDeliveredAfterARestartWithinTheRetryWindow() throws Exception {
        StoreComponent before = store(folder);
        AlertDesk killed = desk(NOW);
        Desks.use(killed, before);
        Lamp broken = new Lamp("lamp", true);
        Lamp display = new Lamp("display", false);
        Desks.add(killed, broken);
        Desks.add(killed, display);
        killed.send(alert("a", Phase.START));
        assertThat(broken.next()).isEqualTo("failed");
        assertThat(display.next()).isEqualTo("a START");
        while (before.pending(100).size() > 1) { // until the display's receipt is in
            Thread.onSpinWait();
        }

        StoreComponent store = afterPowerCut();
        AlertDesk desk = desk(NOW.plus(RETRY_WINDOW));
        Lamp lamp = new Lamp("lamp", false);
        Lamp other = new Lamp("display", false);
        Desks.add(desk, lamp);
        Desks.add(desk, other);
        Desks.use(desk, store);
        assertThat(lamp.next()).isEqualTo("a START");
        assertThat(lamp.next()).isEqualTo("a END");
        desk.close();
        assertThat(store.pending(100)).isEmpty();
        assertThat(other.received).isEmpty();
        assertThat(store.unended()).isEmpty();
    }

    /** The state after a restart, with an emergency delivered before. */
    private AlertDesk afterFire(Instant again, boolean seen) throws Exception {
        Alert fire =
                new Alert(
                        "fire",
                        alert("fire", Phase.START).event(),
                        Urgency.EMERGENCY,
                        new DeliveryOptions(Set.of(), null, true),
                        1);
        StoreComponent before = store(folder);
        AlertDesk killed = desk(NOW.plusMillis(1));
        Desks.use(killed, before);
        Lamp lamp = new Lamp("lamp", false);
        Desks.add(killed, lamp);
        killed.send(fire, UNSEEN);
        assertThat(lamp.next()).isEqualTo("fire START");
        if (seen) {
            killed.acknowledge("fire", "Minsu");
            assertThat(lamp.next()).isEqualTo("fire seen by Minsu");
        }
        Await.until("its receipt is written", () -> before.pending(100).isEmpty());
        killed.close();
        AlertDesk desk = desk(again);
        Desks.use(desk, afterPowerCut());
        return desk;
    }

    @Test
    void anUnacknowledgedAlertStaysActiveAfterAPowerCut() throws Exception {
        AlertDesk desk = afterFire(NOW.plus(Duration.ofMinutes(29)), false);
        Lamp lamp = new Lamp("lamp", false);
        Desks.add(desk, lamp);
        assertThat(received(desk.active())).containsExactly("fire RAISED ");
        assertThat(desk.active().get(0).alert().event().phase()).isEqualTo(Phase.END);
        assertThat(lamp.next()).isEqualTo("fire reminder"); // as soon as a notifier is there
        assertThat(desk.acknowledge("fire", "Minsu")).isTrue();
        assertThat(lamp.next()).isEqualTo("fire seen by Minsu");
        assertThat(desk.active()).isEmpty();
    }

    @Test
    void anAcknowledgedAlertEndsWithAPowerCut() throws Exception {
        assertThat(afterFire(NOW.plus(Duration.ofMinutes(1)), true).active()).isEmpty();
    }

    @Test
    void anOldAlertEndsWithAPowerCut() throws Exception {
        assertThat(afterFire(NOW.plus(Duration.ofMinutes(31)), false).active()).isEmpty();
    }

    @Test
    void aNotifierThatComesAfterTheStoreIsNotifiedAsWell() throws Exception {
        AlertDesk killed = desk(NOW);
        Desks.use(killed, store(folder));
        Lamp broken = new Lamp("lamp", true);
        Desks.add(killed, broken);
        killed.send(alert("a", Phase.START));
        assertThat(broken.next()).isEqualTo("failed");

        AlertDesk desk = desk(NOW.plusSeconds(5));
        Lamp lamp = new Lamp("lamp", false);
        Desks.use(desk, afterPowerCut());
        Desks.add(desk, lamp);
        assertThat(lamp.next()).isEqualTo("a START");
    }

    @Test
    void anExpiredStartIsOnlyInTheHistory() throws Exception {
        AlertDesk killed = desk(NOW);
        Desks.use(killed, store(folder));
        Lamp broken = new Lamp("lamp", true);
        Desks.add(killed, broken);
        killed.send(alert("a", Phase.START));
        assertThat(broken.next()).isEqualTo("failed");

        StoreComponent store = afterPowerCut();
        AlertDesk desk = desk(NOW.plus(RETRY_WINDOW).plusMillis(1));
        Lamp lamp = new Lamp("lamp", false);
        Desks.add(desk, lamp);
        Desks.use(desk, store);
        desk.send(alert("b", Phase.START));
        assertThat(lamp.next()).isEqualTo("b START");
        Await.until("nothing is pending", () -> store.pending(100).isEmpty());
        desk.close();
        assertThat(store.pending(100)).isEmpty();
        assertThat(received(store.history(9)))
                .containsExactlyInAnyOrder(
                        "b DELIVERED lamp", "b RAISED ", "a EXPIRED lamp", "a ENDED ", "a RAISED ");
    }

    @Test
    void aNotifierWithALongerRetryWindowReceivesItLater() throws Exception {
        AlertDesk killed = desk(NOW);
        Desks.use(killed, store(folder));
        Lamp broken = new Lamp("record", true);
        Desks.add(killed, broken);
        killed.send(alert("a", Phase.START));
        assertThat(broken.next()).isEqualTo("failed");

        StoreComponent store = afterPowerCut();
        AlertDesk desk = desk(NOW.plus(RETRY_WINDOW).plus(RETRY_WINDOW));
        Desks.use(desk, store);
        Lamp record = new Lamp("record", false, RETRY_WINDOW.multipliedBy(2));
        Desks.add(desk, record);
        assertThat(record.next()).isEqualTo("a START");
        assertThat(record.next()).isEqualTo("a END");
        desk.close();
        assertThat(received(store.history(9))).contains("a DELIVERED record");
    }

    @Test
    void withAStoreAStartIsRetriedUntilItExpires() throws Exception {
        StoreComponent store = store(folder);
        List<Duration> pauses = new ArrayList<>();
        ManualClock clock = new ManualClock(NOW);
        AlertDesk desk =
                new AlertDesk(
                        Desks.clocks(clock),
                        (monitor, pause) -> {
                            pauses.add(pause);
                            clock.advance(pause);
                        },
                        RETRY_WINDOW,
                        DISK,
                        UNSEEN);
        desks.add(desk);
        Desks.use(desk, store);
        Lamp broken = new Lamp("lamp", true);
        Desks.add(desk, broken);
        desk.send(alert("a", Phase.START));
        desk.send(alert("a", Phase.END));
        for (int i = 0; i < 8; i++) { // the start within the retry window, and no end without it
            assertThat(broken.next()).isEqualTo("failed");
        }
        Await.until("nothing is pending", () -> store.pending(100).isEmpty());
        desk.close();
        assertThat(store.pending(100)).isEmpty();
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isGreaterThan(RETRY_WINDOW);
        assertThat(received(store.history(9))).contains("a EXPIRED lamp", "a ENDED ");
    }

    @Test
    void whatASlowNotifierCannotTakeIsDeliveredInOrderLater() throws Exception {
        StoreComponent store = store(folder);
        AlertDesk desk = desk(NOW);
        Desks.use(desk, store);
        CountDownLatch slow = new CountDownLatch(1);
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        Desks.add(
                desk,
                new Notifier() {
                    @Override
                    public String id() {
                        return "slow";
                    }

                    @Override
                    public void deliver(Alert alert) throws IOException {
                        try {
                            slow.await();
                        } catch (InterruptedException e) {
                            throw new IOException("ended", e);
                        }
                        received.add(alert.id() + " " + alert.event().phase());
                    }

                    @Override
                    public void acknowledged(Alert alert, String by) {
                        received.add(alert.id() + " seen by " + by);
                    }
                });
        List<String> requested = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            desk.send(alert("a" + i, Phase.START));
            requested.add("a" + i + " START");
            if (i < 299) {
                desk.send(alert("a" + i, Phase.END));
                requested.add("a" + i + " END");
            }
        }
        desk.acknowledge("a299", "Minsu");
        requested.add("a299 seen by Minsu");
        slow.countDown();
        for (String next : requested) {
            assertThat(received.poll(90, TimeUnit.SECONDS)).isEqualTo(next);
        }
        desk.send(alert("b", Phase.START));
        assertThat(received.poll(90, TimeUnit.SECONDS)).isEqualTo("b START");
        Await.until("nothing is pending", () -> store.pending(100).isEmpty());
        desk.close();
        assertThat(received).isEmpty();
        assertThat(store.pending(100)).isEmpty();
        assertThat(store.history(5_000)).noneMatch(c -> c.state() == AlertState.EXPIRED);
    }

    @Test
    void anAcknowledgementIsDeliveredToAllNotifiers() throws Exception {
        StoreComponent store = store(folder);
        AlertDesk desk = desk(NOW);
        Desks.use(desk, store);
        Lamp lamp = new Lamp("lamp", false);
        Desks.add(desk, lamp);
        desk.send(alert("a", Phase.START));
        assertThat(lamp.next()).isEqualTo("a START");
        assertThat(desk.acknowledge("a", " Min\u0000su ")).isTrue();
        assertThat(lamp.next()).isEqualTo("a seen by Min su");
        assertThat(desk.acknowledge("a", "Jiho")).isTrue();
        assertThat(received(desk.active())).containsExactly("a ACKNOWLEDGED Min su");
        desk.send(alert("a", Phase.END));
        assertThat(lamp.next()).isEqualTo("a END");
        assertThat(desk.active()).isEmpty();
        assertThat(desk.acknowledge("a", "Jiho")).isFalse();
        assertThat(desk.acknowledge("unknown", "Jiho")).isFalse();
        desk.close();
        assertThat(received(store.history(9)))
                .contains("a RAISED ", "a DELIVERED lamp", "a ACKNOWLEDGED Min su", "a ENDED ")
                .hasSize(4);
    }

    @Test
    void aLateNotifierReceivesAcknowledgedAlertsOnlyIfTheyAreEmergencies() throws Exception {
        AlertDesk desk = desk(NOW);
        Alert fire = new Alert("fire", alert("fire", Phase.START).event(), Urgency.EMERGENCY);
        desk.send(alert("a", Phase.START));
        desk.send(fire);
        desk.acknowledge("a", "Minsu");
        desk.acknowledge("fire", "Minsu");
        Lamp late = new Lamp("late", false);
        Desks.add(desk, late);
        assertThat(late.next()).isEqualTo("fire START");
    }

    @Test
    void watchersSeeWhatGoesOnAndWhatHappens() throws Exception {
        AlertDesk desk = desk(NOW);
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        desk.watch(
                change -> {
                    throw new IllegalStateException("a watcher that fails");
                });
        desk.send(alert("a", Phase.START));
        try (var watch =
                desk.watch(c -> seen.add(c.alert().id() + " " + c.state() + " " + c.who()))) {
            desk.acknowledge("a", "Minsu");
            desk.send(alert("a", Phase.END));
            assertThat(seen.poll(90, TimeUnit.SECONDS)).isEqualTo("a RAISED ");
            assertThat(seen.poll(90, TimeUnit.SECONDS)).isEqualTo("a ACKNOWLEDGED Minsu");
            assertThat(seen.poll(90, TimeUnit.SECONDS)).isEqualTo("a ENDED ");
        }
        desk.send(alert("b", Phase.START));
        desk.close();
        assertThat(seen).isEmpty();
    }

    @Test
    void watchersSeeDeliveriesIfTheyWantTo() throws Exception {
        AlertDesk desk = desk(NOW);
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        Lamp lamp = new Lamp("lamp", false);
        Desks.add(desk, lamp);
        try (var watch =
                desk.watch(
                        new Alerts.Watcher() {
                            @Override
                            public void onChange(AlertChange change) {}

                            @Override
                            public void onDelivery(AlertChange change) {
                                seen.add(
                                        change.alert().id()
                                                + " "
                                                + change.state()
                                                + " "
                                                + change.who());
                            }
                        })) {
            desk.send(alert("a", Phase.START));
            assertThat(seen.poll(90, TimeUnit.SECONDS)).isEqualTo("a DELIVERED lamp");
        }
        assertThat(desk.waiting()).containsExactly(Map.entry("lamp", 0));
        desk.close();
    }

    @Test
    void aDiskThatStallsKeepsNoLampFromFlashing() throws Exception {
        CountDownLatch stalled = new CountDownLatch(1);
        AlertStore stalling =
                (AlertStore)
                        Proxy.newProxyInstance(
                                AlertStore.class.getClassLoader(),
                                new Class<?>[] {AlertStore.class},
                                (self, method, arguments) -> {
                                    if (method.getName().equals("add")) {
                                        stalled.await();
                                    }
                                    return List.class.equals(method.getReturnType())
                                            ? List.of()
                                            : null;
                                });
        AlertDesk desk = desk(NOW, Duration.ofMillis(1));
        var unused = desk.use(stalling);
        Lamp lamp = new Lamp("lamp", false);
        Desks.add(desk, lamp);
        desk.send(alert("a", Phase.START));
        desk.send(alert("b", Phase.START));
        assertThat(lamp.next()).isEqualTo("a START");
        assertThat(lamp.next()).isEqualTo("b START");
        assertThat(desk.acknowledge("b", "Minsu")).isTrue();
        assertThat(stalled.getCount()).isEqualTo(1);
        stalled.countDown();
    }

    @Test
    void withoutAWorkingStoreAlertsAreDelivered() throws Exception {
        Files.createDirectory(folder.resolve("history.db"));
        AlertDesk desk = desk(NOW);
        var unused = desk.use(store(folder)); // it never answers
        Lamp lamp = new Lamp("lamp", false);
        Desks.add(desk, lamp);
        desk.send(alert("a", Phase.START));
        assertThat(lamp.next()).isEqualTo("a START");
    }
}
