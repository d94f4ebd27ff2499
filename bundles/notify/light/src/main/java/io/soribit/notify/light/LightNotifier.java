// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.MessageBus;
import io.soribit.api.Notifier;
import io.soribit.api.Phase;
import io.soribit.api.Receipt;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.Device;
import io.soribit.api.hub.Devices;
import io.soribit.api.hub.HealthCheck;
import io.soribit.notify.light.lamp.Lamp;
import io.soribit.notify.light.restore.LampJournal;
import io.soribit.notify.light.show.FlashShow;
import io.soribit.notify.light.show.ThreadTimer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Flashes lamps in the colour of the sound, and switches relays and bed shakers. */
@Component(immediate = true, configurationPid = "io.soribit.notify.light")
@Designate(ocd = LightNotifier.Config.class)
public final class LightNotifier implements Notifier, Devices, HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(LightNotifier.class);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    /** Configuration of the lamps. */
    @ObjectClassDefinition(
            name = "Soribit lamps",
            description = "Lamps, sirens and relays that flash, and how.")
    public @interface Config {
        @AttributeDefinition(
                name = "Lamps",
                description =
                        "Zigbee2MQTT names of devices or groups, tasmota:TOPIC, wled:TOPIC,"
                                + " shelly:PREFIX/switch:0 or ha:light.NAME, separated by commas."
                                + " NAME flashes for"
                                + " all rooms; NAME@ROOM for sounds of that room, and for"
                                + " emergencies; NAME@floor2/* for all rooms of a zone.")
        String[] lamps() default {LampChoice.DEFAULT};

        @AttributeDefinition(
                name = "Bed shakers",
                description =
                        "Those of the switches that are bed shakers, named as lamps are: each sound"
                                + " has a rhythm of its own, and they count as what can wake"
                                + " people.",
                required = false)
        String[] shakers() default {};

        @AttributeDefinition(name = "Topic", description = "Base topic of Zigbee2MQTT.")
        String topic() default "zigbee2mqtt";

        @AttributeDefinition(
                name = "Flashes per second",
                description =
                        "0.5 to 2, rounded down to 0.5, 0.67, 1 or 2; more is never used, for"
                                + " safety.",
                min = "0.5",
                max = "2")
        double rate__hz() default 1.0;

        @AttributeDefinition(
                name = "Seconds for a notice",
                description = "How long lamps flash for a notice.",
                min = "1",
                max = "600")
        int notice__seconds() default 3;

        @AttributeDefinition(
                name = "Seconds for something urgent",
                description = "How long lamps flash for something urgent.",
                min = "1",
                max = "600")
        int urgent__seconds() default 10;

        @AttributeDefinition(
                name = "Least seconds for an emergency",
                description = "Lamps flash until the sound has ended, and at least so long.",
                min = "1",
                max = "3600")
        int emergency__seconds() default 20;

        @AttributeDefinition(
                name = "Most seconds for an emergency",
                description = "Lamps stop after so long even if the sound goes on.",
                min = "1",
                max = "86400")
        int longest__seconds() default 120;
    }

    private final MessageBus bus;
    private final String name;
    private final ThreadTimer timer = new ThreadTimer();
    private final FlashShow show;
    private final LampKeeper keeper;
    private final LampChoice choice;
    private final List<String> lamps;
    private volatile @Nullable Alerts alerts;

    @Activate
    public LightNotifier(@Reference MessageBus bus, Config config, BundleContext context) {
        this.bus = bus;
        LightSettings settings = LightSettings.of(config);
        @Nullable String data = context.getProperty("soribit.data");
        LampJournal journal =
                new LampJournal(data == null ? null : Path.of(data, "state", "lamps.json"));
        show =
                new FlashShow(
                        List.of(),
                        timer,
                        settings.rateHz(),
                        settings.durations(),
                        journal,
                        this::confirm);
        keeper = new LampKeeper(bus, settings.base(), settings.lamps(), timer, show, journal);
        choice =
                new LampChoice(
                        keeper,
                        config.lamps(),
                        data == null ? null : new LampsFile(Path.of(data, LightSettings.FILE)));
        lamps = keeper.used();
        name = "light " + String.join(", ", lamps);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAlerts(Alerts all) {
        alerts = all;
    }

    void unbindAlerts(Alerts gone) {
        if (gone.equals(alerts)) {
            alerts = null;
        }
    }

    private void confirm(Alert alert, Lamp lamp) {
        Alerts all = alerts;
        if (all != null) {
            all.confirm(alert, lamp.id());
        }
    }

    @Override
    public String id() {
        return name;
    }

    /** Its name, {@code lights}, {@code lamps}, {@code shakers}, and each lamp. */
    @Override
    public Set<String> targets() {
        Set<String> all = new HashSet<>(lamps);
        all.addAll(keeper.groups());
        all.add(name);
        all.add(Lamp.ALL);
        return all;
    }

    @Override
    public void deliver(Alert alert) throws IOException {
        if (alert.event().phase() == Phase.START) {
            demandConnection(alert);
        }
        show.deliver(forLamps(alert));
    }

    @Override
    public Receipt receipt(Alert alert) {
        return choice.receipt(forLamps(alert));
    }

    @Override
    public void remind(Alert alert) throws IOException {
        demandConnection(alert);
        show.remind(forLamps(alert));
    }

    @Override
    public List<Device> devices() {
        return choice.devices();
    }

    @Override
    public void test(String id) throws IOException {
        keeper.test(id);
    }

    @Override
    public void use(String id, boolean used) throws IOException {
        choice.use(id, used);
    }

    @Override
    public String name() {
        return "lamps";
    }

    /** One result per lamp with a problem, or a single one if all work. */
    @Override
    public List<Result> check() {
        List<Result> problems =
                devices().stream()
                        .filter(device -> device.used() && !device.message().isEmpty())
                        .map(device -> Result.critical("lamp " + device.id(), device.message()))
                        .toList();
        return problems.isEmpty()
                ? List.of(Result.ok("lamps: " + lamps.size() + " in use"))
                : problems;
    }

    /** Who names this notifier means all lamps. */
    private Alert forLamps(Alert alert) {
        DeliveryOptions delivery = alert.delivery();
        if (!delivery.targets().contains(name)) {
            return alert;
        }
        Set<String> targets = new HashSet<>(delivery.targets());
        targets.add(Lamp.ALL);
        return alert.with(delivery.reaching(targets));
    }

    private void demandConnection(Alert alert) throws IOException {
        if (alert.urgency() != Urgency.INFO && !bus.connected()) {
            throw new IOException(
                    "the lamps cannot be reached: no connection to the MQTT broker "
                            + bus.address()
                            + "; start it, or set its url in etc/io.soribit.notify.mqtt.cfg");
        }
    }

    @Override
    public void acknowledged(Alert alert, String by) {
        show.acknowledge(alert);
    }

    @Deactivate
    void deactivate() {
        timer.closeWith(show::stop, this::awaitSettled);
        keeper.close();
    }

    /** Waits until lamps confirm their restored state; those that do not stay in the journal. */
    private void awaitSettled() throws InterruptedException {
        if (!show.awaitSettled(GOODBYE)) {
            LOG.info(
                    "some lamps have not confirmed their restored state: it stays in the journal, and they are restored when they can be reached");
        }
    }
}
