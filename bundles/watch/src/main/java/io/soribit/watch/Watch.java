// SPDX-License-Identifier: Apache-2.0
package io.soribit.watch;

import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.Hearing;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Raises an alert for a room that is not heard any more, and ends it when it is heard again. */
@Component(
        immediate = true,
        service = {},
        configurationPid = "io.soribit.watch")
@Designate(ocd = Watch.Config.class)
public final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final String FILE = "etc/io.soribit.watch.cfg";
    private static final long PERIOD_SECONDS = 2;
    private static final int USUAL_SECONDS = 20;

    /** Configuration of the watch. */
    @ObjectClassDefinition(
            name = "Soribit watch",
            description = "Raises an alert when a room is not heard any more.")
    public @interface Config {
        @AttributeDefinition(
                name = "Seconds",
                description =
                        "A room that is not heard for so long raises an alert, 5 to 3600; one that is"
                                + " starting gets 40 more.",
                min = "5",
                max = "3600")
        int seconds() default USUAL_SECONDS;

        @AttributeDefinition(
                name = "Ignored rooms",
                description = "Rooms that raise no alert, separated by commas.",
                required = false)
        String[] ignore() default {};
    }

    private final AbsenceMonitor monitor;
    private final ScheduledThreadPoolExecutor thread;
    private @Nullable Alerts received;
    private boolean failed;

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
    public Watch(Config config) {
        monitor = new AbsenceMonitor(timeout(config), Clock.systemUTC());
        thread =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> {
                            Thread worker = new Thread(task, "soribit-watch");
                            worker.setDaemon(true);
                            return worker;
                        });
        var unused =
                thread.scheduleWithFixedDelay(
                        this::look, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    private static AbsenceTimeouts timeout(Config config) {
        int seconds = config.seconds();
        if (seconds < 5 || seconds > 3_600) {
            LOG.warn("{}: seconds = {} is not within 5 to 3600: 20 is used", FILE, seconds);
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

    private void look() {
        Alerts desk = alerts;
        if (desk == null) {
            return;
        }
        try {
            if (desk != received) {
                monitor.forget();
                received = desk;
            }
            Hearing ears = hearing;
            notify(desk, monitor.look(ears == null ? null : ears.sources()));
            failed = false;
        } catch (RuntimeException e) {
            if (!failed) {
                LOG.warn("checking the rooms failed; retrying every 2 s", e);
            }
            failed = true;
        }
    }

    private static void notify(Alerts desk, List<SoundEvent> news) {
        for (SoundEvent event : news) {
            if (event.phase() == Phase.START) {
                LOG.warn("room {} is not heard: raising an alert", event.room());
            } else if (event.phase() == Phase.END) {
                LOG.info("room {} is heard again or was removed: ending its alert", event.room());
            }
            desk.raise(event);
        }
    }

    /** Whoever watches next begins anew: what goes on is over until then. */
    @Deactivate
    void deactivate() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.warn("the watch does not end in time: leaving its thread behind");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        Alerts desk = alerts;
        if (desk != null && desk == received) {
            notify(desk, monitor.end());
        }
    }
}
