// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Configurations for the time of a test. */
final class Settings implements AutoCloseable {
    private final ConfigurationAdmin admin;
    private final Deque<Configuration> made = new ArrayDeque<>();

    Settings(BundleContext context) {
        admin = context.getService(context.getServiceReference(ConfigurationAdmin.class));
    }

    void set(String pid, Map<String, ?> values) throws IOException {
        update(admin.getConfiguration(pid, "?"), values);
    }

    /** An instance of a factory. */
    void add(String factory, String name, Map<String, ?> values) throws IOException {
        update(admin.getFactoryConfiguration(factory, name, "?"), values);
    }

    private void update(Configuration configuration, Map<String, ?> values) throws IOException {
        if (!made.contains(configuration)) {
            made.push(configuration);
        }
        configuration.update(FrameworkUtil.asDictionary(Map.copyOf(values)));
    }

    @Override
    public void close() throws IOException {
        while (!made.isEmpty()) {
            made.pop().delete();
        }
    }
}
