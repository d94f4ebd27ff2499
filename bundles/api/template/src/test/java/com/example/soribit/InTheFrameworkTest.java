// SPDX-License-Identifier: Apache-2.0
package com.example.soribit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.soribit.api.AudioSource;
import io.soribit.api.Detector;
import io.soribit.api.Notifier;
import java.io.File;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.util.tracker.ServiceTracker;

/** The plug-in in a real framework, as in the hub: its manifest, its components, its configuration. */
class InTheFrameworkTest {
    private static final long TIMEOUT_MS = 60_000;

    /** What the hub has, too. */
    private static final String NEEDED =
            "io.soribit.api|org.apache.felix.scr|org.apache.felix.configadmin"
                    + "|org.osgi.service.component|org.osgi.util.promise|org.osgi.util.function";

    @TempDir Path cache;
    private Framework framework;

    @BeforeEach
    void start() throws Exception {
        framework =
                new org.apache.felix.framework.FrameworkFactory()
                        .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, cache.toString()));
        framework.start();
        for (String jar : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (jar.matches(".*/(" + NEEDED + ")-[0-9][^/]*\\.jar")) {
                context().installBundle("file:" + jar);
            }
        }
        assertEquals(7, context().getBundles().length, "with the framework itself");
        Bundle plugIn = context().installBundle("reference:file:target/classes");
        for (Bundle bundle : context().getBundles()) {
            bundle.start();
        }
        assertEquals(Bundle.ACTIVE, plugIn.getState());
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(TIMEOUT_MS);
    }

    private BundleContext context() {
        return framework.getBundleContext();
    }

    private void configure(String pid, Map<String, Object> settings) throws Exception {
        ServiceReference<?>[] references =
                context().getAllServiceReferences("org.osgi.service.cm.ConfigurationAdmin", null);
        assertNotNull(references, "ConfigurationAdmin");
        Object admin = context().getService(references[0]);
        // By reflection: the framework's class is not the one of this test.
        Object configuration =
                admin.getClass()
                        .getMethod("getConfiguration", String.class, String.class)
                        .invoke(admin, pid, "?");
        configuration
                .getClass()
                .getMethod("update", Dictionary.class)
                .invoke(configuration, new Hashtable<>(settings));
    }

    private Object service(Class<?> type) throws Exception {
        ServiceTracker<Object, Object> tracker =
                new ServiceTracker<>(context(), type.getName(), null);
        tracker.open(true);
        return tracker.waitForService(TIMEOUT_MS);
    }

    private static Object id(Object service) throws Exception {
        return service.getClass().getMethod("id").invoke(service);
    }

    @Test
    void nothingIsThereUntilItIsConfigured() throws Exception {
        for (Class<?> type : new Class<?>[] {AudioSource.class, Detector.class, Notifier.class}) {
            assertNull(context().getAllServiceReferences(type.getName(), null), type.getName());
        }
    }

    @Test
    void aConfigurationMakesEach() throws Exception {
        configure("com.example.soribit.source", Map.of("room", "hall", "command", "true"));
        configure("com.example.soribit.detector", Map.of("frequency", 2_000));
        configure("com.example.soribit.notifier", Map.of("file", "alerts.txt"));
        assertEquals("command.hall", id(service(AudioSource.class)));
        assertEquals("tone.2000", id(service(Detector.class)));
        assertEquals("file", id(service(Notifier.class)));
    }
}
