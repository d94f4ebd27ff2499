// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.openhasp;

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
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The openHASP displays of the house; a notification channel while one of them is in use. */
@Component(
        immediate = true,
        service = {},
        configurationPid = OpenHasp.PID)
@Designate(ocd = OpenHasp.Config.class)
public final class OpenHasp {
    static final String PID = "io.soribit.notify.openhasp";
    private static final Logger LOG = LoggerFactory.getLogger(OpenHasp.class);
    private static final String FILE = "etc/" + PID + ".cfg";

    /** They say when they come and go, and nothing in between. */
    private static final Duration SILENCE = Duration.ofDays(36_500);

    /** Configuration of the displays. */
    @ObjectClassDefinition(
            name = "Soribit openHASP",
            description = "openHASP displays at the hub's MQTT broker; those found are offered.")
    public @interface Config {
        @AttributeDefinition(
                name = "Displays",
                description =
                        "Names of plates that show alerts, separated by commas, for example"
                                + " plate01.",
                required = false)
        String[] displays() default {};

        @AttributeDefinition(
                name = "Line",
                description =
                        "Object of the plates' pages whose text is what was heard last, for example"
                                + " p1b20. Empty: none.",
                required = false)
        String line() default "";

        @AttributeDefinition(
                name = "Status",
                description =
                        "Object of the plates' pages whose text is whether the hub listens, and"
                                + " when it said so. Empty: none.",
                required = false)
        String status() default "";

        @AttributeDefinition(
                name = "Language",
                description = "Korean needs a font on the plate that has it.",
                options = {
                    @Option(label = "English", value = "en"),
                    @Option(label = "한국어", value = "ko")
                })
        String language() default "en";
    }

    private final PanelChannel channel;
    private final PlatePart part;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Hearing hearing;

    @Activate
    public OpenHasp(BundleContext context, @Reference MessageBus bus, Config config) {
        PlateSettings settings =
                PlateSettings.of(
                        config.line(),
                        config.status(),
                        config.language(),
                        problem -> LOG.warn("{}: {}", FILE, problem));
        Clock clock = Clock.system(ZoneId.systemDefault());
        channel =
                new PanelChannel(
                        context,
                        bus,
                        new PlateDriver(bus, clock, settings),
                        config.displays(),
                        clock,
                        SILENCE,
                        () -> hearing);
        part = new PlatePart(bus, channel.desk(), channel::confirmed);
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
