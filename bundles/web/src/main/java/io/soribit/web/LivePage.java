// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.MessageBus;
import io.soribit.api.Ontology;
import io.soribit.api.SoundEvent;
import io.soribit.api.SoundListener;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.Devices;
import io.soribit.api.hub.HealthCheck;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.Modes;
import io.soribit.api.hub.PlugIns;
import io.soribit.api.source.SourceSharing;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.web.live.Live;
import io.soribit.web.live.Presence;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** Connects the services of the hub, all of which are optional, with {@link Live}. */
@Component(
        service = {LivePage.class, SoundListener.class},
        configurationPid = "io.soribit.web",
        immediate = true)
@Designate(ocd = PageConfig.class)
public final class LivePage implements SoundListener {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration CHECKED = Duration.ofSeconds(30);

    private final String version;
    private final PageConfig config;
    private final Live live;
    private final Presence presence = new Presence(Clock.systemUTC());
    private final PeriodicTask status;
    private final PeriodicTask devices;
    private final PeriodicTask checks;
    private @Nullable MqttTopics topics;
    private @Nullable Modes modes;
    private Modes.@Nullable Watch modeWatch;
    private @Nullable Alerts alerts;
    private Alerts.@Nullable Watch alertWatch;

    @Activate
    public LivePage(BundleContext context, PageConfig config) {
        this(context.getBundle().getVersion().toString(), config);
    }

    /**
     * @param version of the hub
     */
    LivePage(String version, PageConfig config) {
        this.version = version;
        this.config = config;
        live = new Live(version, config.advice(), config.history(), Clock.systemUTC());
        status = new PeriodicTask("soribit-web-status", PERIOD, live::sendStatus);
        // A thread of its own: a device service that blocks must not stop the status.
        devices = new PeriodicTask("soribit-web-devices", PERIOD, live::refreshDevices);
        checks =
                new PeriodicTask(
                        "soribit-web-checks", CHECKED, live.services().problems()::refresh);
    }

    /** Stops the periodic events. */
    @Deactivate
    public void stop() {
        status.close();
        devices.close();
        checks.close();
    }

    /** The version of the hub. */
    public String version() {
        return version;
    }

    /** The configuration of the page. */
    public PageConfig config() {
        return config;
    }

    /** The state that the page shows. */
    public Live live() {
        return live;
    }

    /** Who has the page open. */
    public Presence presence() {
        return presence;
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
    public void bindHearing(Hearing hearing) {
        live.setHearing(hearing);
    }

    public void unbindHearing(Hearing hearing) {
        live.removeHearing(hearing);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void bindOntology(Ontology ontology) {
        live.services().setOntology(ontology);
    }

    public void unbindOntology(Ontology ontology) {
        live.services().removeOntology(ontology);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void bindPlugIns(PlugIns plugIns) {
        live.services().setPlugIns(plugIns);
    }

    public void unbindPlugIns(PlugIns plugIns) {
        live.services().removePlugIns(plugIns);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public synchronized void bindBus(MessageBus bus) {
        closeTopics();
        topics = new MqttTopics(bus, config.lamp__topic(), live);
        live.setBus(bus);
    }

    public synchronized void unbindBus(MessageBus bus) {
        if (live.removeBus(bus)) {
            closeTopics();
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void bindSharing(SourceSharing sharing) {
        live.services().setSharing(sharing);
    }

    public void unbindSharing(SourceSharing sharing) {
        live.services().removeSharing(sharing);
    }

    private void closeTopics() {
        if (topics != null) {
            topics.close();
            topics = null;
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public synchronized void bindAlerts(Alerts service) {
        closeAlerts();
        alerts = service;
        alertWatch = service.watch(live::alert);
    }

    public synchronized void unbindAlerts(Alerts service) {
        if (alerts == service) {
            closeAlerts();
        }
    }

    private void closeAlerts() {
        if (alertWatch != null) {
            alertWatch.close();
            live.clearAlerts();
        }
        alertWatch = null;
        alerts = null;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public synchronized void bindModes(Modes service) {
        closeModes();
        modes = service;
        modeWatch = service.watch(live::setMode);
    }

    public synchronized void unbindModes(Modes service) {
        if (modes == service) {
            closeModes();
            live.setMode(null);
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
    public void bindDevices(Devices service) {
        live.directory().add(service);
    }

    public void unbindDevices(Devices service) {
        live.directory().remove(service);
    }

    @Reference(
            target = "(" + HealthCheck.LIVE + "=true)",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void bindCheck(HealthCheck check) {
        live.services().problems().add(check);
        checks.execute(live.services().problems()::refresh);
    }

    public void unbindCheck(HealthCheck check) {
        live.services().problems().remove(check);
        checks.execute(live.services().problems()::refresh);
    }
}
