// SPDX-License-Identifier: Apache-2.0
package io.soribit.watch;

import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.SourceStatus;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.common.io.StateFile;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Raises an alert for a room that is not heard any more, and ends it when it is heard again. */
@Component(
        immediate = true,
        service = {},
        configurationPid = "io.soribit.watch")
@Designate(ocd = WatchConfig.class)
public final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final String FILE = "etc/io.soribit.watch.cfg";
    private static final String EXPECTED_ROOMS = "soribit.expected.rooms";
    private static final int USUAL_SECONDS = 20;
    private static final Duration PERIOD = Duration.ofSeconds(2);

    /** An engine that does not answer for so long is not hearing. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final AbsenceMonitor monitor;
    private final HubStart start;
    private final @Nullable ExpectedRooms expected;
    private final SerialExecutor engine =
            new SerialExecutor("soribit-watch-engine", 1, SerialExecutor.WhenFull.DROP);
    private final PeriodicTask task;
    private @Nullable Alerts known;
    private boolean failed;

    @Reference private volatile @Nullable ConfigurationAdmin configurations;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Hearing hearing;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Alerts alerts;

    @Activate
    public Watch(BundleContext context, WatchConfig config) {
        start = new HubStart(context, MonotonicClock.SYSTEM);
        String data = context.getProperty("soribit.data");
        StateFile file = data == null ? null : new StateFile(Path.of(data, "state", "rooms"));
        monitor = new AbsenceMonitor(timeouts(config), Clock.systemUTC(), MonotonicClock.SYSTEM);
        expected =
                "none".equals(context.getProperty(EXPECTED_ROOMS))
                        ? null
                        : new ExpectedRooms(file, MonotonicClock.SYSTEM);
        task = new PeriodicTask("soribit-watch", PERIOD, this::check);
    }

    private static AbsenceTimeouts timeouts(WatchConfig config) {
        int seconds = config.seconds();
        if (seconds < 5 || seconds > 3_600) {
            LOG.warn("{}: seconds = {} is not within 5 to 3600: using 20", FILE, seconds);
            seconds = USUAL_SECONDS;
        }
        Set<String> ignored =
                Arrays.stream(config.ignore())
                        .flatMap(entry -> Arrays.stream(entry.split(",", -1)))
                        .map(String::strip)
                        .filter(room -> !room.isEmpty())
                        .collect(Collectors.toSet());
        Duration lost = Duration.ofSeconds(seconds);
        return new AbsenceTimeouts(lost, lost.plusSeconds(40), ignored);
    }

    private void check() {
        Alerts service = alerts;
        if (service == null || !start.isOver()) {
            return;
        }
        try {
            if (service != known) {
                monitor.forget();
                known = service;
            }
            List<SourceStatus> sources = sources().orElse(null);
            raise(service, monitor.check(sources, expected(sources)));
            failed = false;
        } catch (IOException | RuntimeException e) {
            if (!failed) {
                LOG.warn("checking the rooms failed; retrying every 2 s", e);
            }
            failed = true;
        }
    }

    /** Empty while there is no engine, and while it does not answer. */
    private Optional<List<SourceStatus>> sources() {
        Hearing present = hearing;
        return present == null
                ? Optional.empty()
                : engine.ask(() -> Optional.of(present.sources()), ANSWER, Optional.empty());
    }

    private Set<String> expected(@Nullable List<SourceStatus> sources) throws IOException {
        ExpectedRooms rooms = expected;
        if (rooms == null) {
            return Set.of();
        }
        ConfigurationAdmin admin = configurations;
        Set<String> configured = admin == null ? Set.of() : ConfiguredRooms.of(admin);
        Set<String> present =
                Optional.ofNullable(sources).orElse(List.of()).stream()
                        .map(SourceStatus::room)
                        .filter(room -> !room.isEmpty())
                        .collect(Collectors.toSet());
        return rooms.update(configured, present);
    }

    private static void raise(Alerts service, List<SoundEvent> events) {
        for (SoundEvent event : events) {
            if (event.phase() == Phase.START) {
                LOG.warn("room {} is not heard: raising an alert", event.room());
            } else if (event.phase() == Phase.END) {
                LOG.info("room {} is heard again or was removed: ending its alert", event.room());
            }
            service.raise(event);
        }
    }

    /** The next instance begins anew: alerts end until then. */
    @Deactivate
    void deactivate() {
        task.close();
        engine.closeNow();
        Alerts service = alerts;
        if (service != null && service == known) {
            raise(service, monitor.end());
        }
    }
}
