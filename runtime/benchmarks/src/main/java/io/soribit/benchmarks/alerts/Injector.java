// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.SoundListener;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Alerts;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * Publishes sounds to all listeners, as the engine does, at a steady pace: {@code trial-000017} is
 * the eighteenth, in one of some rooms and for the house. Records each in {@code injected.log}
 * before, and continues after the last one recorded.
 */
final class Injector implements AutoCloseable {
    private static final int ROOMS = 4;
    private static final int KINDS = 200;
    private static final int LINE = "000000\n".length();
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final BundleContext context;
    private final Receipts receipts;
    private final Runnable spoil;
    private final FileChannel log;
    private final ServiceTracker<SoundListener, Ear> ears;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "trial-clock"));
    private final double perSecond;
    private final int count;
    private final int badFrom;
    private final long holdMillis;
    private final String name;
    private int next;
    private int made;
    private boolean ready;
    private long begin;

    Injector(BundleContext context, Properties settings, Receipts receipts, Runnable spoil)
            throws IOException {
        this.context = context;
        this.receipts = receipts;
        this.spoil = spoil;
        perSecond = Double.parseDouble(settings.getProperty("per_second"));
        count = Integer.parseInt(settings.getProperty("count", "999999"));
        badFrom = Integer.parseInt(settings.getProperty("bad_from", "-1"));
        holdMillis = Long.parseLong(settings.getProperty("hold_ms", "500"));
        String hub = settings.getProperty("name", "");
        name = hub.isEmpty() ? "" : hub + "-";
        log =
                FileChannel.open(
                        Path.of(settings.getProperty("log"), "injected.log"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
        next = (int) (log.size() / LINE);
        ears = new ServiceTracker<>(context, SoundListener.class, new Ears(context));
    }

    void start() {
        ears.open();
        var unused =
                clock.scheduleAtFixedRate(this::due, SETTLED.toMillis(), 1, TimeUnit.MILLISECONDS);
    }

    /** Makes all that are due by now, from the moment that the hub can deliver alerts. */
    private void due() {
        if (!ready) {
            ready = isReady();
            begin = System.nanoTime();
            return;
        }
        long due = (long) ((System.nanoTime() - begin) / 1e9 * perSecond);
        while (made <= due && next < count) {
            if (next == badFrom) {
                spoil.run();
            }
            make(next++);
            made++;
        }
    }

    private boolean isReady() {
        @Nullable ServiceReference<Alerts> alerts = context.getServiceReference(Alerts.class);
        if (alerts == null) {
            return false;
        }
        Alerts service = context.getService(alerts);
        boolean wired = service != null && service.targets().contains(receipts.id());
        context.ungetService(alerts);
        return wired;
    }

    private void make(int serial) {
        String number = String.format(Locale.ROOT, "%06d", serial);
        try {
            log.write(UTF_8.encode(number + "\n"));
        } catch (IOException e) {
            throw new IllegalStateException("the trial cannot note what it does", e);
        }
        Instant onset = Instant.now();
        receipts.expect("trial-" + name + number);
        publish(event(serial, number, Phase.START, onset));
        var unused =
                clock.schedule(
                        () -> publish(event(serial, number, Phase.END, onset)),
                        holdMillis,
                        TimeUnit.MILLISECONDS);
    }

    private void publish(SoundEvent house) {
        SoundEvent room = ofRoom(house);
        for (Ear ear : ears.getTracked().values()) {
            ear.hear(room);
            ear.hear(house);
        }
    }

    private SoundEvent event(int serial, String number, Phase phase, Instant onset) {
        int kind = serial % KINDS;
        Sound sound =
                new Sound(
                        "trial_" + kind,
                        Map.of("en", "Trial " + kind, "ko", "시험 " + kind),
                        "🔔",
                        "#00C853",
                        Urgency.EMERGENCY,
                        List.of());
        return new SoundEvent(
                "trial-" + name + number,
                phase,
                true,
                List.of(name + "room-" + serial % ROOMS),
                sound,
                onset,
                phase == Phase.END ? Instant.now() : null,
                0.9f,
                List.of(),
                -20,
                "trial",
                null,
                Duration.between(onset, Instant.now()));
    }

    private static SoundEvent ofRoom(SoundEvent e) {
        return new SoundEvent(
                e.id() + "-room",
                e.phase(),
                false,
                e.rooms(),
                e.sound(),
                e.onset(),
                e.end(),
                e.score(),
                e.alternatives(),
                e.levelDb(),
                e.detector(),
                e.model(),
                e.latency());
    }

    @Override
    public void close() throws Exception {
        clock.shutdownNow();
        clock.awaitTermination(2, TimeUnit.SECONDS);
        ears.close();
        log.close();
    }

    /** Gives each listener a thread of its own. */
    private static final class Ears implements ServiceTrackerCustomizer<SoundListener, Ear> {
        private final BundleContext context;

        Ears(BundleContext context) {
            this.context = context;
        }

        @Override
        public Ear addingService(ServiceReference<SoundListener> reference) {
            return new Ear(context.getService(reference));
        }

        @Override
        public void modifiedService(ServiceReference<SoundListener> reference, Ear ear) {}

        @Override
        public void removedService(ServiceReference<SoundListener> reference, Ear ear) {
            ear.close();
            context.ungetService(reference);
        }
    }
}
