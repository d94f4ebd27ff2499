// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.awtrix;

import io.soribit.api.MessageBus;
import io.soribit.api.Notifier;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.Devices;
import io.soribit.api.hub.Hearing;
import io.soribit.notify.panel.PanelDesk;
import io.soribit.notify.panel.PanelRunner;
import io.soribit.notify.panel.Panels;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
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

/** The AWTRIX 3 displays of the house; a notification channel while one of them is in use. */
@Component(
        immediate = true,
        service = {},
        configurationPid = Awtrix.PID)
@Designate(ocd = Awtrix.Config.class)
public final class Awtrix {
    static final String PID = "io.soribit.notify.awtrix";
    private static final Logger LOG = LoggerFactory.getLogger(Awtrix.class);
    private static final String FILE = "etc/" + PID + ".cfg";
    private static final Duration SILENCE = Duration.ofSeconds(60);

    /** Configuration of the displays. */
    @ObjectClassDefinition(
            name = "Soribit AWTRIX 3",
            description = "AWTRIX 3 displays at the hub's MQTT broker; those found are offered.")
    public @interface Config {
        @AttributeDefinition(
                name = "Displays",
                description =
                        "MQTT prefixes of displays that show alerts, separated by commas, for"
                                + " example awtrix_a1b2c3.",
                required = false)
        String[] displays() default {};
    }

    private final PanelRunner runner;
    private final AwtrixPart part;
    private final ServiceRegistration<Devices> devices;
    private @Nullable Alerts current;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Hearing hearing;

    @Activate
    public Awtrix(BundleContext context, @Reference MessageBus bus, Config config) {
        List<String> names =
                Panels.names(config.displays(), problem -> LOG.warn("{}: {}", FILE, problem));
        @Nullable String data = context.getProperty("soribit.data");
        Path file = data == null ? null : Path.of(data, "state", "awtrix.json");
        Clock clock = Clock.system(ZoneId.systemDefault());
        PanelDesk desk =
                new PanelDesk(
                        new AwtrixDriver(bus, clock),
                        bus,
                        new Panels(names, FILE, file),
                        clock,
                        SILENCE,
                        () -> hearing);
        runner =
                new PanelRunner(
                        desk,
                        () -> context.registerService(Notifier.class, desk, null)::unregister);
        part = new AwtrixPart(bus, desk, names, runner::pressed);
        devices = context.registerService(Devices.class, desk, null);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAlerts(Alerts all) {
        runner.bind(all);
        current = all;
    }

    void unbindAlerts(Alerts all) {
        if (all.equals(current)) {
            runner.unbind();
        }
    }

    @Deactivate
    void deactivate() {
        devices.unregister();
        part.close();
        runner.close();
    }
}
