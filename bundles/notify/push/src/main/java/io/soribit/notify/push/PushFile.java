// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import io.soribit.api.Notifier;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.Devices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;

/**
 * A configuration file and the services that it makes. They are registered by hand: the properties
 * of a component's service would show its secrets.
 */
final class PushFile implements AutoCloseable {
    private final Logger log;
    private final String pid;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    /**
     * @param log of the component that the file configures
     * @param properties of that component
     */
    PushFile(Logger log, Map<String, Object> properties) {
        this.log = log;
        pid = String.valueOf(properties.get(Constants.SERVICE_PID));
    }

    /** What the person called it: the kind, and the end of the file's name. */
    String name() {
        return name(pid);
    }

    static String name(String pid) {
        int end = pid.indexOf('~');
        return pid.substring(pid.lastIndexOf('.', end < 0 ? pid.length() : end) + 1)
                .replaceFirst("~", ":");
    }

    /** Something in it is unwise, or not as it should be. */
    void warn(String problem) {
        log.warn("{}: {}", file(), problem);
    }

    /** It cannot be used. */
    void refuse(IllegalArgumentException problem) {
        log.error("{}: {}", file(), problem.getMessage());
    }

    void register(BundleContext context, PushTarget target) {
        registrations.add(context.registerService(Notifier.class, target, null));
        registrations.add(context.registerService(Devices.class, target, null));
    }

    /** A person has seen an alert, on the phone that is named. */
    void acknowledge(@Nullable Alerts alerts, String id, String by) {
        if (alerts == null || !alerts.acknowledge(id, by)) {
            log.info("{}: ignoring the acknowledgement of alert {}: it is not active", by, id);
        }
    }

    /** Unregisters the services. */
    @Override
    public void close() {
        registrations.forEach(ServiceRegistration::unregister);
    }

    private String file() {
        return "etc/" + pid.replace('~', '-') + ".cfg";
    }
}
