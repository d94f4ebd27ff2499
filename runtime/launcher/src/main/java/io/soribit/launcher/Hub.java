// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/** A running framework. */
final class Hub implements AutoCloseable {
    private static final int INFRASTRUCTURE = 5;
    private static final Duration REPORT_PERIOD = Duration.ofSeconds(30);

    private final Framework framework;
    private final Consumer<String> problems;

    /**
     * Installs and starts everything, however long that takes. A bundle that cannot start is
     * reported as a problem, and does not stop the others.
     *
     * @param from what has started when this returns; the rest follows
     * @param problems receives what does not start, and why; also later, from other threads
     */
    Hub(
            Assembly assembly,
            Map<String, String> properties,
            Command.Begin from,
            Consumer<String> problems)
            throws UserError {
        this.problems = problems;
        Map<String, String> all = new HashMap<>(assembly.properties());
        all.putAll(properties);
        all.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        all.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(INFRASTRUCTURE));
        all.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "org.osgi.service.cm;version=1.6.1");
        all.put(Constants.FRAMEWORK_BOOTDELEGATION, "sun.misc,sun.reflect");
        framework =
                ServiceLoader.load(FrameworkFactory.class, Hub.class.getClassLoader())
                        .findFirst()
                        .orElseThrow()
                        .newFramework(all);
        try {
            framework.init();
            install(assembly.bundles());
            framework.start();
            resolve();
            configure(assembly.configurations());
            start(from);
        } catch (BundleException e) {
            throw UserError.in(
                    Path.of(all.getOrDefault(Constants.FRAMEWORK_STORAGE, "")),
                    "the framework does not start: " + e.getMessage(),
                    e);
        }
    }

    private void install(List<Assembly.Part> parts) {
        List<Bundle> toStart = new ArrayList<>();
        for (Assembly.Part part : parts) {
            try {
                Bundle bundle =
                        framework
                                .getBundleContext()
                                .installBundle("reference:" + part.jar().toUri());
                bundle.adapt(BundleStartLevel.class).setStartLevel(part.startLevel());
                if (part.start()) {
                    toStart.add(bundle);
                }
            } catch (BundleException e) {
                problems.accept(
                        part.jar().getFileName() + " cannot be installed: " + e.getMessage());
            }
        }
        for (Bundle bundle : toStart) {
            try {
                bundle.start();
            } catch (BundleException e) {
                problems.accept(bundle.getSymbolicName() + " cannot be started: " + e.getMessage());
            }
        }
    }

    /** Also what is not started: its metatype names the configurations that may exist. */
    private void resolve() {
        List<Bundle> all = List.of(framework.getBundleContext().getBundles());
        framework
                .adapt(FrameworkWiring.class)
                .resolveBundles(
                        all.stream().filter(b -> b.getState() == Bundle.INSTALLED).toList());
    }

    /** Defaults of the features; a person's file in etc/ comes after them and wins. */
    private void configure(Map<String, Map<String, Object>> configurations) {
        BundleContext context = framework.getBundleContext();
        ServiceReference<ConfigurationAdmin> reference =
                context.getServiceReference(ConfigurationAdmin.class);
        if (reference == null) {
            return;
        }
        ConfigurationAdmin admin = context.getService(reference);
        configurations.forEach(
                (pid, values) -> {
                    try {
                        int tilde = pid.indexOf('~');
                        Configuration configuration =
                                tilde < 0
                                        ? admin.getConfiguration(pid, "?")
                                        : admin.getFactoryConfiguration(
                                                pid.substring(0, tilde),
                                                pid.substring(tilde + 1),
                                                "?");
                        if (configuration.getProperties() == null) {
                            configuration.update(FrameworkUtil.asDictionary(values));
                        }
                    } catch (IOException e) {
                        problems.accept(
                                "the configuration "
                                        + pid
                                        + " cannot be stored: "
                                        + e.getMessage());
                    }
                });
        context.ungetService(reference);
    }

    private void start(Command.Begin from) throws UserError {
        int before = 0;
        for (Command.Begin next : Command.Begin.values()) {
            CountDownLatch reached = reach(before, next.level);
            if (next.compareTo(from) <= 0) {
                await(reached);
            }
            before = next.level;
        }
    }

    private CountDownLatch reach(int before, int level) {
        CountDownLatch reached = new CountDownLatch(1);
        framework
                .adapt(FrameworkStartLevel.class)
                .setStartLevel(
                        level,
                        event -> {
                            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                                reportUnresolved(before, level);
                                reached.countDown();
                            }
                        });
        return reached;
    }

    private void await(CountDownLatch reached) throws UserError {
        try {
            while (!reached.await(REPORT_PERIOD.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("soribit: still starting" + starting());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted while starting", e);
        }
    }

    /** The bundles that hold up the start, for a message. */
    private String starting() {
        String names =
                Stream.of(framework.getBundleContext().getBundles())
                        .filter(bundle -> bundle.getBundleId() != 0)
                        .filter(bundle -> bundle.getState() == Bundle.STARTING)
                        .map(Bundle::getSymbolicName)
                        .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : ": " + names;
    }

    private void reportUnresolved(int before, int level) {
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            BundleStartLevel start = bundle.adapt(BundleStartLevel.class);
            boolean expected =
                    start.isPersistentlyStarted()
                            && start.getStartLevel() > before
                            && start.getStartLevel() <= level;
            if (expected && bundle.getState() == Bundle.INSTALLED) {
                problems.accept(
                        bundle.getSymbolicName()
                                + " cannot be resolved: something it needs is missing");
            }
        }
    }

    /**
     * Runs the command of that name, which a bundle registers as a service, and gives its exit
     * status.
     */
    int run(String command, List<String> arguments) throws UserError {
        ServiceTracker<Object, Object> tracker =
                new ServiceTracker<>(framework.getBundleContext(), filter(command), null);
        tracker.open();
        try {
            @Nullable Object service = tracker.waitForService(REPORT_PERIOD.toMillis());
            while (service == null) {
                System.err.println(
                        "soribit: the command '"
                                + command
                                + "' waits for something it needs; the log says what"
                                + starting());
                service = tracker.waitForService(REPORT_PERIOD.toMillis());
            }
            @SuppressWarnings("unchecked") // the contract of the soribit.command property
            ToIntFunction<String[]> function = (ToIntFunction<String[]>) service;
            return function.applyAsInt(arguments.toArray(String[]::new));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted", e);
        } finally {
            tracker.close();
        }
    }

    private static Filter filter(String command) {
        try {
            return FrameworkUtil.createFilter(
                    "(&(objectClass=java.util.function.ToIntFunction)(soribit.command="
                            + command
                            + "))");
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(command, e);
        }
    }

    /**
     * The rooms that are heard, as the bundle that watches the hub's health says; empty while the
     * hub is not live or not ready, or has no such bundle.
     */
    Optional<Set<String>> heard() {
        BundleContext context = framework.getBundleContext();
        if (context == null) {
            return Optional.empty(); // it has stopped
        }
        try {
            ServiceReference<?> @Nullable [] found =
                    context.getServiceReferences(
                            Supplier.class.getName(), "(soribit.launcher=heard)");
            if (found == null) {
                return Optional.empty();
            }
            try {
                return context.getService(found[0]) instanceof Supplier<?> service
                                && service.get() instanceof Optional<?> rooms
                        ? rooms.map(Hub::texts)
                        : Optional.empty();
            } finally {
                context.ungetService(found[0]);
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> texts(Object rooms) {
        return ((Set<?>) rooms).stream().map(String::valueOf).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(15_000);
        } catch (BundleException e) {
            problems.accept("the framework does not stop cleanly: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
