// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import io.soribit.common.release.InstallationFile;
import io.soribit.common.release.Release;
import io.soribit.common.release.UpgradeHistory;
import io.soribit.common.time.MonotonicClock;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One start of the hub for a command, with the version of the bundles that is to run. */
final class Run {
    /** Asks whoever supervises the process to start it again at once. */
    static final int RESTART = 75;

    /** A hub that does not end by itself is ended. */
    private static final long MOST_SECONDS_TO_END = 20;

    private final Command command;
    private final CommandLine line;
    private final Path home;
    private final Place place;
    private final Releases releases;
    private final AtomicBoolean ending = new AtomicBoolean();
    private volatile @Nullable Hub hub;

    /**
     * @param home of the distribution that the launcher is a part of
     * @param version of that distribution
     */
    Run(Command command, CommandLine line, Path home, String version, Place place) {
        this.command = command;
        this.line = line;
        this.home = home;
        this.place = place;
        releases =
                new Releases(
                        new InstallationFile(place.data()),
                        new UpgradeHistory(place.data(), Clock.systemUTC()),
                        version,
                        isSupervised(),
                        Run::problem);
    }

    /** By the start script, or by systemd. */
    private static boolean isSupervised() {
        return System.getProperty("soribit.supervisor") != null
                || System.getenv("NOTIFY_SOCKET") != null;
    }

    /** Runs the command and gives its exit status. */
    int call() throws UserError {
        Releases.Choice choice = releases.choose(command);
        if (command != Command.RUN) {
            return run(choice);
        }
        try (Upgrades upgrades =
                new Upgrades(
                        releases,
                        choice.trial(),
                        () -> Optional.ofNullable(hub).flatMap(Hub::heard),
                        this::restart,
                        Run::problem,
                        MonotonicClock.SYSTEM)) {
            upgrades.start();
            return run(choice, upgrades);
        }
    }

    /** Whatever a version on trial throws, it is taken back. */
    private int run(Releases.Choice choice, Upgrades upgrades) throws UserError {
        String reason;
        try {
            int status = run(choice);
            if (!upgrades.onTrial() || ending.get()) {
                return status;
            }
            reason = "it ended with status " + status;
        } catch (UserError | RuntimeException | Error e) {
            if (!upgrades.onTrial()) {
                throw e;
            }
            reason = String.valueOf(e.getMessage());
        }
        return upgrades.fail(reason) ? RESTART : 1;
    }

    /** What is started: one version's bundles. */
    record Prepared(Release release, Assembly assembly) {}

    /** A version without all of its files gives way to the launcher's own, unless it is tried. */
    Prepared prepare(Releases.Choice choice, Role role) throws UserError {
        Release release = choice.release();
        try {
            return prepare(release, role);
        } catch (UserError e) {
            if (release.isOwn() || choice.trial().isPresent()) {
                throw e;
            }
            Prepared own = prepare(releases.own(), role);
            problem(
                    "version %s cannot be started: %s; version %s runs"
                            .formatted(release.version(), e.getMessage(), own.release().version()));
            return own;
        }
    }

    private Prepared prepare(Release release, Role role) throws UserError {
        Features features = new Features(releases.folder(release, home), home);
        List<String> names = new ArrayList<>(List.of(role.feature(command)));
        line.value("--model").map(features::ofModels).ifPresent(names::addAll);
        return new Prepared(release, features.assemble(names));
    }

    private int run(Releases.Choice choice) throws UserError {
        Role role = Role.of(command, place.data());
        Prepared prepared = prepare(choice, role);
        Assembly assembly = prepared.assembly();
        Map<String, String> properties =
                Main.properties(command, assembly, place, prepared.release().version());
        properties.putAll(role.properties());
        Main.endWithSupervisor();
        Hub started = new Hub(assembly, properties, command.begin, Run::problem);
        hub = started;
        AtomicBoolean closed = new AtomicBoolean();
        Runnable close =
                () -> {
                    if (closed.compareAndSet(false, true)) {
                        started.close();
                    }
                };
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    ending.set(true);
                                    close.run();
                                },
                                "soribit-shutdown"));
        try {
            return started.run(command.word(), line.arguments());
        } finally {
            close.run();
        }
    }

    static void problem(String text) {
        System.err.println("soribit: " + text);
    }

    private void restart() {
        Thread exit = new Thread(() -> System.exit(RESTART), "soribit-restart");
        exit.setDaemon(true);
        exit.start();
        Thread halt =
                new Thread(
                        () -> {
                            try {
                                TimeUnit.SECONDS.sleep(MOST_SECONDS_TO_END);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            Runtime.getRuntime().halt(RESTART);
                        },
                        "soribit-halt");
        halt.setDaemon(true);
        halt.start();
    }
}
