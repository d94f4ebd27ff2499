// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import io.soribit.api.MessageBus;
import io.soribit.api.Notifier;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.Devices;
import io.soribit.api.hub.Hearing;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The displays of one kind as services: {@link Devices}, and a {@link Notifier} while one of them
 * is in use. Configured in {@code etc/io.soribit.notify.<scheme>.cfg}; those taken into use are
 * kept in {@code state/<scheme>.json}.
 */
public final class PanelChannel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PanelChannel.class);

    private final List<String> configured;
    private final PanelDesk desk;
    private final PanelRunner runner;
    private final ServiceRegistration<Devices> devices;

    /**
     * @param displays lines of the configuration, see {@link Panels#names}
     * @param silence a display that was not heard for so long is not reachable
     * @param hearing how the hub hears; null while it does not
     */
    public PanelChannel(
            BundleContext context,
            MessageBus bus,
            PanelDriver driver,
            String[] displays,
            Clock clock,
            Duration silence,
            Supplier<@Nullable Hearing> hearing) {
        String file = "etc/io.soribit.notify." + driver.scheme() + ".cfg";
        configured = Panels.names(displays, problem -> LOG.warn("{}: {}", file, problem));
        @Nullable String data = context.getProperty("soribit.data");
        Path state = data == null ? null : Path.of(data, "state", driver.scheme() + ".json");
        desk =
                new PanelDesk(
                        driver, bus, new Panels(configured, file, state), clock, silence, hearing);
        runner =
                new PanelRunner(
                        desk,
                        () -> context.registerService(Notifier.class, desk, null)::unregister);
        devices = context.registerService(Devices.class, desk, null);
    }

    /** The names in the configuration. */
    public List<String> configured() {
        return configured;
    }

    /** The displays. */
    public PanelDesk desk() {
        return desk;
    }

    /** Somebody has pressed the button of a display. */
    public void pressed(String name) {
        runner.pressed(name);
    }

    /** Somebody has confirmed what a display shows. */
    public void confirmed(String name) {
        runner.confirmed(name);
    }

    /** There are alerts. */
    public void bind(Alerts alerts) {
        runner.bind(alerts);
    }

    /** These alerts are gone; ignored if others have replaced them. */
    public void unbind(Alerts alerts) {
        runner.unbind(alerts);
    }

    @Override
    public void close() {
        devices.unregister();
        runner.close();
    }
}
