// SPDX-License-Identifier: Apache-2.0
package io.soribit.demo;

import io.soribit.api.AudioSource;
import io.soribit.api.MessageBus;
import io.soribit.api.SoundListener;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.PageAddress;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Plays sources to the hub and shows on a screen what it hears. */
final class Stage {
    private static final String FILE_SOURCE = "io.soribit.source.file";
    private static final String MICROPHONE = "io.soribit.source.microphone";
    private static final int START_TIMEOUT_SECONDS = 20;
    private static final int LAMP_SECONDS = 10;

    private final BundleContext context;
    private final Hearing hearing;
    private final MessageBus bus;
    private final PageAddress page;
    private final VirtualLamp lamp;
    private final ConfigurationAdmin configurations;
    private final CountDownLatch stopped;

    Stage(
            BundleContext context,
            Hearing hearing,
            MessageBus bus,
            PageAddress page,
            VirtualLamp lamp,
            ConfigurationAdmin configurations,
            CountDownLatch stopped) {
        this.context = context;
        this.hearing = hearing;
        this.bus = bus;
        this.page = page;
        this.lamp = lamp;
        this.configurations = configurations;
        this.stopped = stopped;
    }

    int evening(Screen screen, @Nullable Integer seconds) throws InterruptedException {
        if (seconds != null && seconds < Evening.SHORTEST) {
            screen.note("the evening needs " + Evening.SHORTEST + " seconds: it takes them");
        }
        await(() -> bus.connected() && hearing.model() != null);
        Evening evening = Evening.of(seconds == null ? Evening.LONGEST : seconds);
        Scorecard card = new Scorecard(evening);
        long begin = System.nanoTime() + 500_000_000;
        List<ServiceRegistration<?>> services = new ArrayList<>();
        for (String room : evening.rooms()) {
            services.add(
                    context.registerService(
                            AudioSource.class, new EveningSource(room, evening, begin), null));
        }
        await(() -> hearing.sources().size() >= evening.rooms().size());
        welcome(screen, evening.rooms());
        SoundListener ears =
                event -> {
                    double second = (System.nanoTime() - begin) / 1e9;
                    if (event.house()) {
                        Duration since =
                                card.heard(event, second)
                                        .map(
                                                scene ->
                                                        Duration.ofMillis(
                                                                Math.round(
                                                                        (second - scene.start())
                                                                                * 1000)))
                                        .orElse(null);
                        screen.event(second, event, since);
                    }
                };
        services.add(context.registerService(SoundListener.class, ears, null));
        try {
            for (Scene scene : evening.scenes()) {
                if (pause(begin, scene.start())) {
                    return 1;
                }
                screen.playing(scene.start(), scene.what(), scene.room());
            }
            if (pause(begin, evening.seconds())) {
                return 1;
            }
            for (int i = 0; i < LAMP_SECONDS * 20 && lamp.isOn(); i++) {
                stopped.await(50, TimeUnit.MILLISECONDS);
            }
            screen.summary(
                    card.missed(), card.sounds(), card.falseAlarms(), lamp.commands(), lamp.isOn());
            if (seconds == null) {
                screen.note(
                        "Press Ctrl-C to end; until then the page stays, and three quiet rooms.");
                stopped.await();
            }
            return card.missed().isEmpty() ? 0 : 1;
        } finally {
            services.forEach(Stage::unregister);
        }
    }

    int play(Screen screen, List<Path> recordings, @Nullable Integer seconds) throws Exception {
        for (Path recording : recordings) {
            if (!Files.exists(recording)) {
                throw new NoSuchFileException(
                        "there is no file or folder "
                                + recording.toAbsolutePath()
                                + ": check its name");
            }
        }
        List<Configuration> made = new ArrayList<>();
        for (Path recording : recordings) {
            Configuration c =
                    configurations.getFactoryConfiguration(FILE_SOURCE, "demo" + made.size(), "?");
            c.update(
                    FrameworkUtil.asDictionary(
                            Map.of(
                                    "id",
                                    "recording" + made.size(),
                                    "room",
                                    recordings.size() == 1
                                            ? "recording"
                                            : "recording " + (made.size() + 1),
                                    "path",
                                    recording.toAbsolutePath().toString(),
                                    "realtime",
                                    true)));
            made.add(c);
        }
        return attend(screen, seconds, recordings.size());
    }

    int listen(Screen screen, @Nullable Integer seconds)
            throws BundleException, InterruptedException {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getSymbolicName().equals(MICROPHONE)) {
                bundle.start(Bundle.START_TRANSIENT);
            }
        }
        return attend(screen, seconds, 1);
    }

    private int attend(Screen screen, @Nullable Integer seconds, int sources)
            throws InterruptedException {
        await(
                () ->
                        bus.connected()
                                && hearing.model() != null
                                && hearing.sources().size() >= sources);
        welcome(screen, hearing.sources().stream().map(SourceStatus::room).toList());
        long begin = System.nanoTime();
        SoundListener ears =
                event -> {
                    if (event.house()) {
                        screen.event((System.nanoTime() - begin) / 1e9, event, null);
                    }
                };
        ServiceRegistration<?> registration =
                context.registerService(SoundListener.class, ears, null);
        long left = seconds == null ? Long.MAX_VALUE : seconds * 4L;
        String shown = "";
        try {
            while (left-- > 0 && !stopped.await(250, TimeUnit.MILLISECONDS)) {
                List<SourceStatus> all = hearing.sources();
                String problems = problems(all);
                if (!problems.equals(shown)) {
                    shown = problems;
                    screen.note(problems.isEmpty() ? "● heard again" : "○ not heard: " + problems);
                }
                if (all.stream().allMatch(s -> s.state() == SourceState.ENDED)) {
                    return 0;
                }
            }
            return shown.isEmpty() ? 0 : 1;
        } finally {
            unregister(registration);
        }
    }

    private static void unregister(ServiceRegistration<?> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            // The framework is stopping and has unregistered it.
        }
    }

    /** What is wrong, without the pause until the next try, which changes all the time. */
    private static String problems(List<SourceStatus> all) {
        return all.stream()
                .map(SourceStatus::message)
                .filter(message -> !message.isEmpty())
                .map(
                        message ->
                                message.replaceAll(
                                        " \\(the hub tries again every [0-9.]+ s\\)", ""))
                .collect(Collectors.joining("; "));
    }

    private void welcome(Screen screen, List<String> rooms) {
        URI broker = URI.create(bus.address());
        screen.welcome(
                String.valueOf(context.getProperty("soribit.version")),
                page.uri().toString(),
                broker.getHost(),
                broker.getPort(),
                rooms,
                hearing.model());
    }

    /** Waits for a second of the evening; true if the hub is stopped before. */
    private boolean pause(long begin, double second) throws InterruptedException {
        long nanos = begin + Math.round(second * 1e9) - System.nanoTime();
        return stopped.await(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    private void await(BooleanSupplier ready) throws InterruptedException {
        for (int i = 0; i < START_TIMEOUT_SECONDS * 20 && !ready.getAsBoolean(); i++) {
            if (stopped.await(50, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        if (!ready.getAsBoolean()) {
            throw new IllegalStateException(
                    "the hub is not ready after "
                            + START_TIMEOUT_SECONDS
                            + " s: broker "
                            + (bus.connected() ? "connected" : "not connected")
                            + ", model: "
                            + hearing.modelReason());
        }
    }
}
