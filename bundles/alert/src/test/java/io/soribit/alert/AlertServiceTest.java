// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import static io.soribit.alert.Events.doorbell;
import static io.soribit.alert.Events.event;
import static io.soribit.alert.Events.sound;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.alert.person.Person;
import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.HomeMode;
import io.soribit.testkit.Configurations;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class AlertServiceTest {
    private final ManualClock clock = new ManualClock(Events.NOW);
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final AlertDesk desk =
            Desks.desk(
                    clock,
                    (monitor, time) -> {
                        pauses.add(time);
                        clock.advance(time);
                    });
    private final AlertService service =
            new AlertService(
                    () -> HomeMode.HOME,
                    Configurations.of(
                            AlertConfig.class,
                            Map.of("urgency", new String[] {"dog=off", "baby_cry=emergency"})),
                    clock,
                    clock,
                    desk);

    @AfterEach
    void stop() {
        service.deactivate();
    }

    /** Records its deliveries, after a number of failures. */
    private static class Recorder implements Notifier {
        final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        volatile int failures;

        Recorder(int failures) {
            this.failures = failures;
        }

        @Override
        public String id() {
            return "recorder";
        }

        @Override
        public void deliver(Alert alert) throws IOException {
            if (failures-- > 0) {
                received.add("failed");
                throw new IOException("no lamp; switch it on");
            }
            received.add(alert.id() + " " + alert.event().phase() + " " + alert.urgency());
        }

        String next() throws InterruptedException {
            return received.poll(90, TimeUnit.SECONDS);
        }
    }

    @Test
    void onlyHouseEventsOfSufficientUrgencyRaiseAlerts() throws Exception {
        Recorder recorder = new Recorder(0);
        Desks.add(desk, recorder);
        service.onSound(event("room", Phase.START, sound("doorbell", Urgency.URGENT), false));
        service.onSound(event("info", Phase.START, sound("speech", Urgency.INFO), true));
        service.onSound(event("off", Phase.START, sound("dog", Urgency.URGENT), true));
        service.onSound(doorbell("a", Phase.START));
        service.onSound(doorbell("a", Phase.END));
        assertThat(recorder.next()).isEqualTo("a START URGENT");
        assertThat(recorder.next()).isEqualTo("a END URGENT");
        assertThat(recorder.received).isEmpty();
    }

    @Test
    void whatABeepBecomesAlertsWhateverBecameOfItsNotice() throws Exception {
        Recorder recorder = new Recorder(0);
        Desks.add(desk, recorder);
        Sound beep = sound("appliance_beep", Urgency.NOTICE);
        service.snooze(sound("lasting_beep", Urgency.URGENT), "hall", Duration.ofHours(1));
        service.onSound(event("a", Phase.START, beep, true));
        assertThat(recorder.next()).isEqualTo("a START NOTICE");
        service.acknowledge("a", "page");
        service.onSound(event("b", Phase.START, sound("lasting_beep", Urgency.URGENT), true));
        service.onSound(event("b", Phase.END, sound("lasting_beep", Urgency.URGENT), true));
        service.onSound(event("c", Phase.START, sound("unknown_alarm", Urgency.EMERGENCY), true));
        assertThat(recorder.next()).isEqualTo("c START EMERGENCY");
    }

    @Test
    void aSoundWhoseStartWasMissedAlertsWithItsNextUpdate() throws Exception {
        Recorder recorder = new Recorder(0);
        Desks.add(desk, recorder);
        service.onSound(doorbell("a", Phase.UPDATE));
        service.onSound(doorbell("a", Phase.UPDATE));
        service.onSound(doorbell("a", Phase.END));
        assertThat(recorder.next()).isEqualTo("a START URGENT");
        assertThat(recorder.next()).isIn("a UPDATE URGENT", "a END URGENT");
    }

    @Test
    void aSoundThatIsSnoozedInOneRoomAlertsWhenAnotherRoomHearsItToo() throws Exception {
        Recorder recorder = new Recorder(0);
        Desks.add(desk, recorder);
        Sound bell = sound("doorbell", Urgency.URGENT);
        assertThat(service.snooze(bell, "hall", Duration.ofHours(1))).isTrue();
        service.onSound(doorbell("a", Phase.START));
        service.onSound(inRooms(doorbell("a", Phase.UPDATE), "hall", "kitchen"));
        service.onSound(doorbell("b", Phase.START));
        service.onSound(inRooms(doorbell("c", Phase.START), "kitchen"));
        assertThat(recorder.next()).isEqualTo("a START URGENT");
        assertThat(recorder.next()).isEqualTo("c START URGENT");
    }

    @Test
    void whatIsAnEmergencyByConfigurationIsNotSnoozed() throws Exception {
        Recorder recorder = new Recorder(0);
        Desks.add(desk, recorder);
        Sound baby = sound("baby_cry", Urgency.URGENT);
        service.snooze(baby, "hall", Duration.ofHours(1));
        service.onSound(event("a", Phase.START, baby, true));
        assertThat(recorder.next()).isEqualTo("a START EMERGENCY");
    }

    private static SoundEvent inRooms(SoundEvent event, String... rooms) {
        return new SoundEvent(
                event.id(),
                event.phase(),
                event.house(),
                List.of(rooms),
                event.sound(),
                event.onset(),
                event.end(),
                event.score(),
                event.alternatives(),
                event.levelDb(),
                event.detector(),
                event.model(),
                event.latency());
    }

    @Test
    void blockedNotifierHarmsNoOther() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Notifier blocked =
                new Recorder(0) {
                    @Override
                    public void deliver(Alert alert) throws IOException {
                        entered.countDown();
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            throw new IOException("interrupted", e);
                        }
                    }
                };
        Recorder recorder = new Recorder(0);
        Desks.add(desk, blocked);
        Desks.add(desk, recorder);
        service.onSound(doorbell("a", Phase.START));
        assertThat(entered.await(90, TimeUnit.SECONDS)).isTrue();
        assertThat(recorder.next()).isEqualTo("a START URGENT");
        for (int i = 0; i < 200; i++) {
            service.onSound(doorbell("b" + i, Phase.START));
            assertThat(recorder.next()).isEqualTo("b" + i + " START URGENT");
        }
        service.removeNotifier(blocked);
        assertThat(release.getCount()).isEqualTo(1);
    }

    @Test
    void startIsRetriedWithGrowingPauses() throws Exception {
        Recorder recorder = new Recorder(3);
        Desks.add(desk, recorder);
        service.onSound(doorbell("a", Phase.START));
        assertThat(List.of(recorder.next(), recorder.next(), recorder.next()))
                .containsOnly("failed");
        assertThat(recorder.next()).isEqualTo("a START URGENT");
        assertThat(pauses).hasSize(3).isSorted();
    }

    @Test
    void startIsGivenUpAfterThreeMoreAttempts() throws Exception {
        Recorder recorder = new Recorder(4);
        Desks.add(desk, recorder);
        service.onSound(doorbell("a", Phase.START));
        service.onSound(doorbell("a", Phase.END));
        for (int i = 0; i < 4; i++) {
            assertThat(recorder.next()).isEqualTo("failed");
        }
        service.onSound(doorbell("b", Phase.START));
        assertThat(recorder.next()).isEqualTo("b START URGENT"); // no end without its start
    }

    @Test
    void anEndIsRetried() throws Exception {
        Recorder recorder = new Recorder(0);
        Desks.add(desk, recorder);
        service.onSound(doorbell("a", Phase.START));
        assertThat(recorder.next()).isEqualTo("a START URGENT");
        recorder.failures = 2;
        service.onSound(doorbell("a", Phase.END));
        assertThat(List.of(recorder.next(), recorder.next())).containsOnly("failed");
        assertThat(recorder.next()).isEqualTo("a END URGENT");
        assertThat(pauses).hasSize(2).isSorted();
    }

    /** It began before this bundle was updated: notifiers may still show it. */
    @Test
    void theEndOfAnUnknownAlertIsDelivered() throws Exception {
        Recorder recorder = new Recorder(0);
        Desks.add(desk, recorder);
        service.onSound(doorbell("a", Phase.END));
        assertThat(recorder.next()).isEqualTo("a END URGENT");
    }

    @Test
    void anExpiredStartIsNotRetried() throws Exception {
        Recorder recorder =
                new Recorder(1) {
                    @Override
                    public void deliver(Alert alert) throws IOException {
                        clock.advance(Duration.ofSeconds(31));
                        super.deliver(alert);
                    }
                };
        Desks.add(desk, recorder);
        service.onSound(doorbell("a", Phase.START));
        service.onSound(doorbell("a", Phase.END));
        assertThat(recorder.next()).isEqualTo("failed");
        service.onSound(doorbell("b", Phase.START));
        assertThat(recorder.next()).isEqualTo("b START URGENT"); // neither the start nor its end
    }

    @Test
    void aLateNotifierReceivesActiveAlerts() throws Exception {
        service.onSound(doorbell("over", Phase.START));
        service.onSound(doorbell("over", Phase.END));
        service.onSound(doorbell("forgotten", Phase.START));
        clock.advance(Duration.ofSeconds(121));
        service.onSound(doorbell("now", Phase.START));
        Recorder recorder = new Recorder(0);
        Desks.add(desk, recorder);
        assertThat(recorder.next()).isEqualTo("now START URGENT");
        assertThat(recorder.received).isEmpty();
    }

    @Test
    void aPersonSnoozesForTheirOwnDevicesAndDangerForNobody() throws Exception {
        service.deactivate();
        AlertDesk house = Desks.desk(clock, Desks.NEVER);
        AlertService own =
                new AlertService(
                        () -> HomeMode.HOME,
                        Configurations.of(AlertConfig.class, Map.of("snooze_own", true)),
                        clock,
                        clock,
                        house);
        house.people().add(new Person("Ada", Set.of("recorder"), Set.of("ada tablet")));
        Recorder recorder = new Recorder(0);
        ReminderTest.Lamp hall = new ReminderTest.Lamp("hall");
        Desks.add(house, recorder);
        Desks.add(house, hall);
        Sound bell = sound("doorbell", Urgency.URGENT);
        assertThat(own.snooze(bell, "hall", Duration.ofHours(1), "ada tablet")).isTrue();
        assertThat(own.snoozes()).extracting(Alerts.Snooze::who).containsExactly("Ada");
        own.onSound(doorbell("a", Phase.START));
        assertThat(hall.next()).isEqualTo("a START 1");
        own.onSound(event("b", Phase.START, sound("smoke_alarm", Urgency.EMERGENCY), true));
        assertThat(recorder.next()).isEqualTo("b START EMERGENCY");
        own.endSnooze("doorbell", "hall");
        assertThat(own.snooze(bell, "hall", Duration.ofHours(1), "page")).isTrue();
        assertThat(own.snoozes()).extracting(Alerts.Snooze::who).containsExactly("");
        own.deactivate();
    }
}
