// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.reach;

import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.Device;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.text.Text;
import io.soribit.common.time.MonotonicClock;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Raises a notice, once, for devices that cannot be reached and for batteries that are low. */
@Component(
        immediate = true,
        service = {})
public final class DeviceWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(10);

    /** A restart of a device or of the broker is no news. */
    static final Duration LIMIT = Duration.ofMinutes(5);

    static final int LOW = 15;
    private static final int FULL_AGAIN = 25;

    private final ReachMonitor monitor;
    private final Alerts alerts;
    private final Clock wall;
    private final MonotonicClock clock;
    private final Map<String, Duration> goneSince = new HashMap<>();
    private final Set<String> low = new HashSet<>();
    private final DeviceProblems unreachable =
            new DeviceProblems("device_unreachable", new Text("Not reachable", "연결할 수 없음"));
    private final DeviceProblems batteries =
            new DeviceProblems("battery_low", new Text("Battery low", "배터리 부족"));
    private final PeriodicTask task;

    @Activate
    public DeviceWatch(@Reference ReachMonitor monitor, @Reference Alerts alerts) {
        this(monitor, alerts, Clock.systemUTC(), MonotonicClock.SYSTEM);
    }

    DeviceWatch(ReachMonitor monitor, Alerts alerts, Clock wall, MonotonicClock clock) {
        this.monitor = monitor;
        this.alerts = alerts;
        this.wall = wall;
        this.clock = clock;
        task = new PeriodicTask("soribit-alert-device-watch", PERIOD, this::check);
    }

    /** To be called now and then. */
    synchronized void check() {
        List<Device> devices = monitor.used();
        set(unreachable, devices.stream().filter(this::isGone).toList());
        set(batteries, devices.stream().filter(this::isLow).toList());
        Set<String> ids = new HashSet<>(devices.stream().map(Device::id).toList());
        goneSince.keySet().retainAll(ids);
        low.retainAll(ids);
    }

    private boolean isGone(Device device) {
        if (device.reachable()) {
            goneSince.remove(device.id());
            return false;
        }
        Duration now = clock.now();
        Duration since = goneSince.computeIfAbsent(device.id(), id -> now);
        return now.minus(since).compareTo(LIMIT) >= 0;
    }

    private boolean isLow(Device device) {
        Integer charge = device.battery();
        if (charge != null && charge <= LOW) {
            low.add(device.id());
        } else if (charge != null && charge >= FULL_AGAIN) {
            low.remove(device.id());
        }
        return low.contains(device.id());
    }

    private void set(DeviceProblems problem, List<Device> devices) {
        var event = problem.set(devices.stream().map(Device::name).toList(), wall.instant());
        if (event.isPresent()) {
            alerts.raise(event.get());
            devices.forEach(
                    device ->
                            LOG.warn(
                                    "{}: {} {}",
                                    event.get().sound().id(),
                                    device.id(),
                                    device.message()));
        }
    }

    /** The next instance begins anew: notices end until then. */
    @Deactivate
    void deactivate() {
        task.close();
        synchronized (this) {
            unreachable.end(wall.instant()).ifPresent(alerts::raise);
            batteries.end(wall.instant()).ifPresent(alerts::raise);
        }
    }
}
