// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.MessageBus;
import io.soribit.api.Ontology;
import io.soribit.api.SoundEvent;
import io.soribit.api.SoundListener;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.hub.Modes;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.common.log.LogText;
import io.soribit.common.log.SourceThrottle;
import io.soribit.common.time.MonotonicClock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
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
 * Shows the hub as a device of the Homie convention 5, {@code homie/5/soribit-<hub>}: updates it
 * once a second, and whenever a sound begins or ends.
 */
@Component(immediate = true, configurationPid = Homie.PID)
@Designate(ocd = Config.class)
public final class Homie implements SoundListener {
    static final String PID = "io.soribit.notify.homie";

    /**
     * Sources and models have appeared by then: without them the description would change again.
     */
    static final Duration SETTLED = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(Homie.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final MessageBus bus;
    private final LongSupplier nanoTime;
    private final String prefix;
    private final Household household;
    private final HomieDevice device;
    private final @Nullable Tasks tasks;
    private final Commands commands = new Commands(new SourceThrottle(MonotonicClock.SYSTEM));
    private @Nullable Duration since;

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
    volatile @Nullable Modes modes;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Alerts alerts;

    @Activate
    public Homie(@Reference MessageBus bus, @Reference Ontology ontology, Config config) {
        this(
                bus,
                ontology,
                Settings.of(
                        config.enabled(),
                        config.domain(),
                        config.language(),
                        Locale.getDefault(),
                        problem -> LOG.warn("etc/{}.cfg: {}", PID, problem)),
                System::nanoTime);
    }

    Homie(MessageBus bus, Ontology ontology, Settings settings, LongSupplier nanoTime) {
        this.bus = bus;
        this.nanoTime = nanoTime;
        household = new Household(ontology, settings.language(), bus.root());
        String topic = settings.domain() + "/5/" + Ids.device(bus.root());
        prefix = topic + "/";
        device = new HomieDevice(bus, topic, settings.enabled());
        tasks = settings.enabled() ? start(topic + "/hub/+/set") : null;
    }

    /** What runs while the device is enabled: updates, and commands that may take seconds. */
    private record Tasks(
            PeriodicTask looks, SerialExecutor sets, MessageBus.Subscription commands) {
        void close() {
            commands.close();
            sets.closeNow();
            looks.close();
        }
    }

    private Tasks start(String commands) {
        PeriodicTask looks = new PeriodicTask("soribit-homie", Duration.ZERO, PERIOD, this::show);
        SerialExecutor sets = new SerialExecutor("soribit-homie-set");
        MessageBus.Handler handler =
                (topic, payload, retained) -> {
                    // Retained commands are old and would undo later choices.
                    if (!retained) {
                        sets.execute(() -> set(topic, new String(payload, UTF_8)));
                        sets.execute(() -> looks.execute(this::show));
                    }
                };
        return new Tasks(looks, sets, bus.subscribe(commands, handler));
    }

    @Override
    public void onSound(SoundEvent event) {
        if (tasks != null) {
            tasks.looks()
                    .execute(
                            () -> {
                                household.onSound(event);
                                show();
                            });
        }
    }

    private void show() {
        @Nullable Hearing ears = hearing;
        @Nullable ModelRegistry registry = models;
        @Nullable Modes house = modes;
        @Nullable Alerts active = alerts;
        Duration now = Duration.ofNanos(nanoTime.getAsLong());
        household.look(ears == null ? null : ears.sources(), now);
        if (!bus.connected()) {
            return;
        }
        if (since == null) {
            since = now;
        }
        if (now.minus(since).compareTo(SETTLED) >= 0) {
            device.show(
                    household.tree(
                            ears == null ? null : ears.model(),
                            registry == null ? List.of() : registry.list(),
                            house == null ? null : house.mode(),
                            active == null ? null : active.active()));
        }
    }

    private void set(String topic, String text) {
        String property = topic.substring(prefix.length(), topic.length() - "/set".length());
        try {
            switch (property) {
                case "hub/model" -> commands.model(models, text);
                case "hub/mode" -> commands.mode(modes, text);
                case "hub/acknowledge" -> event(property, commands.acknowledge(alerts, text));
                case "hub/test" -> event(property, commands.test(alerts, text));
                default ->
                        commands.ignore(
                                "unknown",
                                "ignoring a command for {}: unknown or not settable",
                                LogText.of(prefix + property));
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "setting {} to '{}' failed unexpectedly; please report this",
                    LogText.of(prefix + property),
                    LogText.of(text),
                    e);
        }
    }

    private void event(String property, boolean done) {
        if (done) {
            device.event(property);
        }
    }

    @Deactivate
    void deactivate() {
        if (tasks != null) {
            tasks.close();
        }
        device.close();
    }
}
