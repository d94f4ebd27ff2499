// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.awtrix;

import io.soribit.api.MessageBus;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.Hearing;
import io.soribit.notify.panel.PanelChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
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

/** The AWTRIX 3 displays of the house; a notification channel while one of them is in use. */
@Component(
        immediate = true,
        service = {},
        configurationPid = Awtrix.PID)
@Designate(ocd = Awtrix.Config.class)
public final class Awtrix {
    static final String PID = "io.soribit.notify.awtrix";
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

    private final PanelChannel channel;
    private final AwtrixPart part;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Hearing hearing;

    @Activate
    public Awtrix(BundleContext context, @Reference MessageBus bus, Config config) {
        Clock clock = Clock.system(ZoneId.systemDefault());
        channel =
                new PanelChannel(
                        context,
                        bus,
                        new AwtrixDriver(bus, clock),
                        config.displays(),
                        clock,
                        SILENCE,
                        () -> hearing);
        part = new AwtrixPart(bus, channel.desk(), channel.configured(), channel::pressed);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAlerts(Alerts all) {
        channel.bind(all);
    }

    void unbindAlerts(Alerts all) {
        channel.unbind(all);
    }

    @Deactivate
    void deactivate() {
        part.close();
        channel.close();
    }
}
