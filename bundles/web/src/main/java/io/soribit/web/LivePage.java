// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.MessageBus;
import io.soribit.api.Ontology;
import io.soribit.api.SoundEvent;
import io.soribit.api.SoundListener;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.Devices;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.Modes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** Brings what the hub hears, and what its lamps are told, to {@link Live}. */
@Component(
        service = {LivePage.class, SoundListener.class},
        configurationPid = "io.soribit.web",
        immediate = true)
@Designate(ocd = LivePage.Config.class)
public final class LivePage implements SoundListener {
    private static final Logger LOG = LoggerFactory.getLogger(LivePage.class);

    /** Configuration of the page. */
    @ObjectClassDefinition(
            id = "io.soribit.web",
            name = "Live page",
            description = "The page that shows what the hub hears. Works as it is.")
    @SuppressWarnings("MemberName") // Two underscores stand for one in a configuration's key.
    public @interface Config {
        /** Where the lamps listen. */
        @AttributeDefinition(
                name = "Lamp topic",
                description =
                        "Zigbee2MQTT's base topic: the page shows what is sent to <topic>/<lamp>/set")
        String lamp__topic() default "zigbee2mqtt";

        /** How much is remembered. */
        @AttributeDefinition(
                name = "History",
                description = "How many sounds a page that is opened shows (kept in memory)",
                min = "1",
                max = "1000")
        int history() default 100;

        /** How many may watch. */
        @AttributeDefinition(
                name = "Clients",
                description = "How many pages may be open at once; each costs one thread",
                min = "1",
                max = "500")
        int max__clients() default 32;

        /** Names of this machine. */
        @AttributeDefinition(
                name = "Host names",
                description =
                        "Names under which the page may be asked for, besides addresses, localhost,"
                                + " plain names and *.local: others are refused, for a foreign site"
                                + " could otherwise read the page through a visitor's browser")
        String[] host__names() default {};
    }

    private final Config config;
    private final Live live;
    private final ScheduledExecutorService ticker;
    private final Future<?> ticks;
    private MessageBus.@Nullable Subscription lamps;
    private MessageBus.@Nullable Subscription others;
    private MessageBus.@Nullable Subscription simulated;
    private @Nullable Modes modes;
    private Modes.@Nullable Watch modeWatch;
    private @Nullable Alerts watched;
    private Alerts.@Nullable Watch watch;

    @Activate
    public LivePage(Config config) {
        this.config = config;
        this.live = new Live(Math.max(1, config.history()), Clock.systemUTC());
        this.ticker =
                Executors.newSingleThreadScheduledExecutor(
                        r -> {
                            Thread thread = new Thread(r, "soribit-web-status");
                            thread.setDaemon(true);
                            return thread;
                        });
        this.ticks = ticker.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    @Deactivate
    void stop() throws InterruptedException {
        ticks.cancel(false);
        ticker.shutdownNow();
        ticker.awaitTermination(2, TimeUnit.SECONDS);
    }

    Config config() {
        return config;
    }

    Live live() {
        return live;
    }

    @Override
    public void onSound(SoundEvent event) {
        if (event.house()) {
            live.sound(event);
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindHearing(Hearing hearing) {
        live.hearing(hearing);
    }

    void unbindHearing(Hearing hearing) {
        live.hearingGone(hearing);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindOntology(Ontology ontology) {
        live.ontology(ontology);
    }

    void unbindOntology(Ontology ontology) {
        live.ontologyGone(ontology);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindBus(MessageBus bus) {
        closeLamps();
        String before = config.lamp__topic() + "/";
        lamps = bus.subscribe(before + "+/set", (topic, payload, retained) -> told(topic, payload));
        String words = bus.root() + "/lamp/";
        others =
                bus.subscribe(
                        words + "#",
                        (topic, payload, retained) ->
                                live.lamp(
                                        topic.substring(words.length()),
                                        new String(payload, StandardCharsets.UTF_8)));
        String root = bus.root() + "/simulated/";
        simulated =
                bus.subscribe(
                        root + "+",
                        (topic, payload, retained) ->
                                live.simulated(
                                        topic.substring(root.length()),
                                        new String(payload, StandardCharsets.UTF_8)));
        live.bus(bus);
    }

    synchronized void unbindBus(MessageBus bus) {
        if (live.busGone(bus)) {
            closeLamps();
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindAlerts(Alerts alerts) {
        closeAlerts();
        watched = alerts;
        watch = alerts.watch(live::alert);
    }

    synchronized void unbindAlerts(Alerts alerts) {
        if (watched == alerts) {
            closeAlerts();
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindModes(Modes now) {
        closeModes();
        modes = now;
        modeWatch = now.watch(live::mode);
    }

    synchronized void unbindModes(Modes gone) {
        if (modes == gone) {
            closeModes();
            live.mode(null);
        }
    }

    private void closeModes() {
        if (modeWatch != null) {
            modeWatch.close();
        }
        modeWatch = null;
        modes = null;
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindDevices(Devices devices) {
        live.devices().add(devices);
    }

    void unbindDevices(Devices devices) {
        live.devices().remove(devices);
    }

    private void closeAlerts() {
        if (watch != null) {
            watch.close();
            live.alertsGone();
        }
        watch = null;
        watched = null;
    }

    private void told(String topic, byte[] payload) {
        String name =
                topic.substring(
                        config.lamp__topic().length() + 1, topic.length() - "/set".length());
        live.lamp(name, new String(payload, StandardCharsets.UTF_8));
    }

    private void closeLamps() {
        if (lamps != null) {
            lamps.close();
            lamps = null;
        }
        if (others != null) {
            others.close();
            others = null;
        }
        if (simulated != null) {
            simulated.close();
            simulated = null;
            live.simulationsGone();
        }
    }

    private void tick() {
        try {
            live.tick();
        } catch (RuntimeException e) {
            LOG.error("the status was not sent this second; the next one is tried", e);
        }
    }
}
