// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.reach;

import io.soribit.alert.AlertConfig;
import io.soribit.alert.AlertDesk;
import io.soribit.alert.AlertService;
import io.soribit.alert.Desks;
import io.soribit.alert.delivery.Pause;
import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import io.soribit.api.Receipt;
import io.soribit.api.hub.Device;
import io.soribit.api.hub.Devices;
import io.soribit.api.hub.HomeMode;
import io.soribit.testkit.Configurations;
import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The alerts of a house whose lamps confirm only what the test says. */
final class House implements AutoCloseable, Devices, Notifier {
    final ManualClock clock = new ManualClock();
    final ReachMonitor monitor = new ReachMonitor(clock);
    final List<Device> devices = new CopyOnWriteArrayList<>();
    final BlockingQueue<Alert> received = new LinkedBlockingQueue<>();
    private final AlertDesk desk =
            new AlertDesk(
                    Desks.clocks(clock),
                    Pause.SYSTEM,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(2),
                    ReminderPolicy.NONE,
                    monitor);
    final AlertService alerts =
            new AlertService(
                    () -> HomeMode.HOME,
                    Configurations.of(AlertConfig.class, Map.of()),
                    clock,
                    clock,
                    desk);

    House() {
        monitor.deactivate(); // it looks at the devices only when the test says so
        monitor.bindDevices(this);
        Desks.add(desk, this);
    }

    /** A lamp that reports what it shows; it takes the place of one of the same id. */
    void lamp(String id, boolean reachable, @Nullable Integer battery) {
        devices.removeIf(device -> device.id().equals(id));
        String message = reachable ? "" : "it is offline";
        devices.add(
                new Device(
                        id, id, "Zigbee2MQTT", "colour", true, reachable, message, battery, true));
        monitor.refresh();
    }

    void device(String id, String kind, String ability) {
        devices.add(new Device(id, id, kind, ability, true, true, ""));
        monitor.refresh();
    }

    /** The names of the active alerts. */
    List<String> active() {
        return alerts.active().stream().map(c -> c.alert().event().sound().name("en")).toList();
    }

    Alert next() throws InterruptedException {
        return java.util.Objects.requireNonNull(received.poll(90, TimeUnit.SECONDS));
    }

    @Override
    public String id() {
        return "lamps";
    }

    @Override
    public Set<String> targets() {
        return Set.of("lights", "hall", "bed");
    }

    @Override
    public void deliver(Alert alert) {
        received.add(alert);
    }

    @Override
    public Receipt receipt(Alert alert) {
        return Receipt.SENT;
    }

    @Override
    public List<Device> devices() {
        return List.copyOf(devices);
    }

    @Override
    public void test(String id) {}

    @Override
    public void use(String id, boolean used) {}

    @Override
    public void close() {
        alerts.deactivate();
        monitor.deactivate();
    }
}
