// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.reach;

import io.soribit.api.Alert;
import io.soribit.api.Sound;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.Device;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Modes;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flashes all lamps once a week, in mode <i>home</i> only, and raises a notice that names those
 * that did not report it.
 */
@Component(
        immediate = true,
        service = {},
        configurationPid = SelfTest.PID)
@Designate(ocd = SelfTest.Config.class)
public final class SelfTest {
    static final String PID = "io.soribit.alert.selftest";
    private static final Logger LOG = LoggerFactory.getLogger(SelfTest.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);

    /** Slow lamps take four seconds in each direction. */
    static final Duration ANSWER = Duration.ofSeconds(15);

    private static final String BY = "self-test";
    private static final String LIGHTS = "lights";
    private static final Set<String> LAMPS = Set.of("colour", "light", "switch", "shaker");

    /** Configuration of the weekly test. */
    @ObjectClassDefinition(
            name = "Soribit weekly self-test",
            description = "Flashes all lamps once a week, and says which of them did not answer.")
    public @interface Config {
        @AttributeDefinition(
                name = "When",
                description =
                        "Day and time, for example sat 11:00; off: never. Never in mode sleep or"
                                + " away.")
        String when() default "sat 11:00";
    }

    private final ReachMonitor monitor;
    private final Alerts alerts;
    private final Modes modes;
    private final Clock wall;
    private final Optional<WeeklyTime> when;
    private final DeviceProblems silent =
            new DeviceProblems("self_test", new Text("No answer to the test", "시험에 응답하지 않음"));
    private final Alerts.Watch watch;
    private final PeriodicTask task;
    private @Nullable LocalDateTime last;
    private volatile @Nullable Alert running;

    @Activate
    public SelfTest(
            @Reference ReachMonitor monitor,
            @Reference Alerts alerts,
            @Reference Modes modes,
            Config config) {
        this(monitor, alerts, modes, config.when(), Clock.system(ZoneId.systemDefault()));
    }

    SelfTest(ReachMonitor monitor, Alerts alerts, Modes modes, String when, Clock wall) {
        this.monitor = monitor;
        this.alerts = alerts;
        this.modes = modes;
        this.wall = wall;
        this.when =
                WeeklyTime.parse(
                        when, problem -> LOG.warn("etc/{}.cfg: {}: no weekly test", PID, problem));
        watch = alerts.watch(this::onChange);
        task = new PeriodicTask("soribit-alert-self-test", PERIOD, this::check);
    }

    /** To be called every few seconds. */
    void check() {
        LocalDateTime now = LocalDateTime.now(wall);
        LocalDateTime before = last;
        last = now;
        boolean due =
                before != null && when.filter(time -> time.isBetween(before, now)).isPresent();
        if (!due || lamps().isEmpty()) {
            return;
        }
        if (modes.mode() != HomeMode.HOME) {
            LOG.info("no weekly test of the lamps in mode {}", modes.mode());
            return;
        }
        begin();
    }

    /** Flashes the lamps; {@link #finish} has to follow. */
    void begin() {
        running = null;
        silent.end(wall.instant()).ifPresent(alerts::raise);
        if (alerts.test(LIGHTS, BY)) {
            task.execute(this::finish, ANSWER);
        }
    }

    private void onChange(AlertChange change) {
        Alert alert = change.alert();
        if (change.state() == AlertState.RAISED
                && alert.event().sound().id().equals(Sound.TEST.id())
                && alert.event().rooms().contains(BY)) {
            running = alert;
        }
    }

    /** Says which lamps did not answer. */
    void finish() {
        Alert test = running;
        if (test == null) {
            LOG.warn("the weekly test of the lamps was not raised: it is skipped");
            return;
        }
        List<String> missing =
                lamps().stream()
                        .filter(device -> !monitor.hasConfirmed(test, device))
                        .map(Device::name)
                        .toList();
        LOG.info(
                "weekly test: {} lamps answered{}",
                lamps().size() - missing.size(),
                missing.isEmpty() ? "" : ", not " + String.join(", ", missing));
        silent.set(missing, wall.instant()).ifPresent(alerts::raise);
    }

    private List<Device> lamps() {
        return monitor.used().stream()
                .filter(device -> LAMPS.contains(device.ability()))
                .filter(device -> device.reports() || !device.reachable())
                .toList();
    }

    @Deactivate
    void deactivate() {
        watch.close();
        task.close();
        silent.end(wall.instant()).ifPresent(alerts::raise);
    }
}
