// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import aQute.bnd.osgi.Builder;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.launch.Framework;
import org.osgi.util.tracker.ServiceTracker;

/** A Felix framework with Declarative Services, configurations, Metatype and FileInstall. */
final class Hub implements AutoCloseable {
    private static final long WAIT_MILLIS = 90_000;
    private static final List<Class<?>> INFRASTRUCTURE =
            List.of(
                    org.osgi.util.function.Function.class,
                    org.osgi.util.promise.Promise.class,
                    org.osgi.service.component.runtime.ServiceComponentRuntime.class,
                    org.apache.felix.cm.PersistenceManager.class,
                    org.apache.felix.metatype.AD.class,
                    org.apache.felix.scr.info.ScrInfo.class,
                    org.apache.felix.fileinstall.ArtifactInstaller.class);

    private final Framework framework;

    Hub(Path data, Path etc) throws Exception {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, data.toString());
        properties.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                "org.slf4j;version=2.0.20,io.soribit.api;version=1.0.0,"
                        + "io.soribit.api.hub;version=1.1.0,"
                        + "io.soribit.api.setting;version=1.0.0,org.osgi.service.cm;version=1.6.1,"
                        + "org.osgi.service.log;version=1.5");
        properties.put("soribit.data", String.valueOf(etc.getParent()));
        properties.put("felix.fileinstall.dir", etc.toString());
        properties.put("felix.fileinstall.poll", "100");
        properties.put("felix.fileinstall.noInitialDelay", "true");
        // It would race with what else changes a configuration, in the hub as here.
        properties.put("felix.fileinstall.enableConfigSave", "false");
        framework = new FrameworkFactory().newFramework(properties);
        framework.start();
        for (Class<?> type : INFRASTRUCTURE) {
            start("reference:" + type.getProtectionDomain().getCodeSource().getLocation());
        }
    }

    /** The bundle under test, as it was compiled. */
    Bundle startGuard() throws Exception {
        return start("reference:" + location(ConfigurationGuard.class).toURI());
    }

    /** A bundle of one package of the tests. */
    Bundle startBundleOf(Class<?> type, Path folder) throws Exception {
        try (Builder builder = new Builder()) {
            builder.setBundleSymbolicName(type.getPackageName());
            builder.setPrivatePackage(type.getPackageName());
            builder.addClasspath(location(type));
            File jar = folder.resolve(type.getPackageName() + ".jar").toFile();
            builder.build().write(jar);
            if (!builder.getErrors().isEmpty()) {
                throw new IllegalStateException(builder.getErrors().toString());
            }
            return start(jar.toURI().toString());
        }
    }

    private Bundle start(String location) throws Exception {
        Bundle bundle = context().installBundle(location);
        bundle.start();
        return bundle;
    }

    private static File location(Class<?> type) throws URISyntaxException {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Waits for a service, at most {@value #WAIT_MILLIS} ms, and keeps it. */
    <T> T service(Class<T> type, String filter)
            throws InvalidSyntaxException, InterruptedException {
        String both = "(&(objectClass=" + type.getName() + ")" + filter + ")";
        ServiceTracker<T, T> tracker =
                new ServiceTracker<>(context(), FrameworkUtil.createFilter(both), null);
        tracker.open();
        T service = tracker.waitForService(WAIT_MILLIS);
        if (service == null) {
            throw new AssertionError("no service " + both);
        }
        return service;
    }

    /** Waits until there is no such service, at most {@value #WAIT_MILLIS} ms. */
    void gone(Class<?> type, String filter) throws InvalidSyntaxException, InterruptedException {
        Semaphore changes = new Semaphore(0);
        ServiceListener listener = event -> changes.release();
        context().addServiceListener(listener, filter);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS);
        while (context().getServiceReferences(type.getName(), filter) != null) {
            changes.tryAcquire(20, TimeUnit.MILLISECONDS);
            if (System.nanoTime() > deadline) {
                throw new AssertionError("there still is a service " + filter);
            }
        }
        context().removeServiceListener(listener);
    }

    @Override
    public void close() throws Exception {
        framework.stop();
        framework.waitForStop(WAIT_MILLIS);
    }
}
