// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.reach;

import static java.util.function.Predicate.not;

import io.soribit.alert.delivery.DeviceReports;
import io.soribit.api.Alert;
import io.soribit.api.hub.Device;
import io.soribit.api.hub.Devices;
import io.soribit.api.hub.HealthCheck;
import io.soribit.api.hub.Readiness;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.device.DeviceDirectory;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Knows the devices in use and how alerts fare there. Devices are foreign code: they are listed
 * once a second on a thread of its own, and all else uses the latest list. Thread-safe.
 */
@Component(service = {ReachMonitor.class, Readiness.class, HealthCheck.class})
public final class ReachMonitor implements DeviceReports, Readiness, HealthCheck {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final DeviceDirectory directory = new DeviceDirectory();
    private final DeliveryRecord deliveries;
    private final PeriodicTask task;
    private volatile List<Device> used = List.of();

    @Activate
    public ReachMonitor() {
        this(Clock.systemUTC());
    }

    ReachMonitor(Clock clock) {
        deliveries = new DeliveryRecord(clock);
        task = new PeriodicTask("soribit-alert-devices", PERIOD, this::refresh);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindDevices(Devices devices) {
        directory.add(devices);
    }

    void unbindDevices(Devices devices) {
        directory.remove(devices);
    }

    @Deactivate
    void deactivate() {
        task.close();
    }

    /** Lists the devices anew. */
    void refresh() {
        used = directory.list().stream().filter(Device::used).toList();
    }

    /** The devices in use. */
    List<Device> used() {
        return used;
    }

    boolean hasConfirmed(Alert alert, Device device) {
        return deliveries.hasConfirmed(alert.id(), device.id());
    }

    @Override
    public void sent(Alert alert, Set<String> targets) {
        deliveries.sent(
                alert.id(), used.stream().map(Device::id).filter(targets::contains).toList());
    }

    @Override
    public void confirmed(Alert alert, String device) {
        deliveries.confirmed(alert.id(), device);
    }

    @Override
    public List<String> problems(Set<String> targets) {
        return used.stream()
                .filter(device -> targets.contains(device.id()) && !device.message().isEmpty())
                .map(device -> device.id() + ": " + device.message())
                .toList();
    }

    @Override
    public List<String> reachableBut(Set<String> targets) {
        return used.stream()
                .filter(Device::reachable)
                .map(Device::id)
                .filter(not(targets::contains))
                .toList();
    }

    @Override
    public Answer answer() {
        return answer(used);
    }

    private Answer answer(List<Device> devices) {
        List<Device> sorted = devices.stream().sorted(Comparator.comparing(Device::name)).toList();
        return ReadinessText.answer(deliveries.of(sorted));
    }

    @Override
    public String sentence(String language) {
        return ReadinessText.sentence(answer(), language);
    }

    @Override
    public String name() {
        return "reach";
    }

    /** One result: what can reach people. */
    @Override
    public List<Result> check() {
        refresh();
        Answer answer = answer();
        String sentence = ReadinessText.sentence(answer, "en");
        return List.of(
                answer.anything() || answer.devices().isEmpty()
                        ? Result.ok(sentence)
                        : Result.warn(sentence, "switch the devices on, or use others"));
    }
}
