// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.MessageBus;
import io.soribit.api.Ontology;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.source.SourceSharing;
import io.soribit.common.concurrent.PeriodicTask;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Updates the discovery by Home Assistant once a second, and publishes all of it again when Home
 * Assistant has started.
 */
@Component(
        immediate = true,
        service = {},
        configurationPid = HomeAssistant.PID)
@Designate(ocd = Config.class)
public final class HomeAssistant {
    static final String PID = "io.soribit.notify.homeassistant";

    private static final Logger LOG = LoggerFactory.getLogger(HomeAssistant.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Discovery discovery;
    private final LongSupplier birthDelayMillis;
    private final MessageBus.Subscription birth;
    private final PeriodicTask task;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Hearing hearing;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable ModelRegistry models;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable SourceSharing sharing;

    @Activate
    public HomeAssistant(
            BundleContext context,
            @Reference MessageBus bus,
            @Reference Ontology ontology,
            Config config) {
        this(
                bus,
                ontology,
                Settings.of(config, Locale.getDefault(), HomeAssistant::warn),
                shortened(context.getBundle().getVersion()),
                // Many devices react to the same message: they must not do so at the same time.
                () -> ThreadLocalRandom.current().nextLong(200, 3_000));
    }

    HomeAssistant(
            MessageBus bus,
            Ontology ontology,
            Settings settings,
            String version,
            LongSupplier birthDelayMillis) {
        this.birthDelayMillis = birthDelayMillis;
        discovery =
                new Discovery(
                        bus,
                        settings,
                        new Devices(
                                bus, settings.nameOf(bus), ontology, settings.language(), version));
        task = new PeriodicTask("soribit-homeassistant", Duration.ZERO, PERIOD, this::look);
        birth = bus.subscribe(settings.birthTopic(), this::onStatus);
    }

    private static void warn(String problem) {
        LOG.warn("etc/{}.cfg: {}", PID, problem);
    }

    private static String shortened(Version version) {
        return version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
    }

    private void look() {
        discovery.look(hearing, models, sharing, Duration.ofNanos(System.nanoTime()));
    }

    private void onStatus(String topic, byte[] payload, boolean retained) {
        if (new String(payload, UTF_8).equals("online")) {
            task.execute(discovery::repeat, Duration.ofMillis(birthDelayMillis.getAsLong()));
        }
    }

    @Deactivate
    void deactivate() {
        birth.close();
        task.close();
        discovery.close();
    }
}
