// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.SoundListener;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the events of the house into alerts and hands them to all notifiers. */
@Component(immediate = true, service = SoundListener.class, configurationPid = "io.soribit.alert")
@Designate(ocd = AlertService.Config.class)
public final class AlertService implements SoundListener {
    private static final Logger LOG = LoggerFactory.getLogger(AlertService.class);
    private static final String FILE = "etc/io.soribit.alert.cfg";

    /** Configuration of the alerts. */
    @ObjectClassDefinition(
            name = "Soribit alerts",
            description = "Which sounds people are told of, and how urgent they are.")
    public @interface Config {
        @AttributeDefinition(
                name = "Urgency",
                description =
                        "Own urgencies of sounds: label=emergency, urgent, notice, info or off,"
                                + " for example dog=off or washing_machine=notice. All other sounds"
                                + " keep the urgency of the ontology.",
                required = false)
        String[] urgency() default {};

        @AttributeDefinition(
                name = "Least urgency",
                description = "People are told of sounds of this urgency and above.",
                options = {
                    @Option(label = "Info", value = "info"),
                    @Option(label = "Notice", value = "notice"),
                    @Option(label = "Urgent", value = "urgent"),
                    @Option(label = "Emergency", value = "emergency")
                })
        String least() default "notice";
    }

    private final AlertRules rules;
    private final Clock clock;
    private final Courier.Pause pause;
    private final ActiveAlerts active = new ActiveAlerts();
    private final Map<Notifier, Courier> couriers = new HashMap<>();

    @Activate
    public AlertService(Config config) {
        this(config.urgency(), config.least(), Clock.systemUTC(), d -> Thread.sleep(d.toMillis()));
    }

    AlertService(String[] urgency, String least, Clock clock, Courier.Pause pause) {
        rules = new AlertRules(urgency, least, problem -> LOG.warn("{}: {}", FILE, problem));
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public void onSound(SoundEvent event) {
        if (!event.house()) {
            return;
        }
        rules.urgencyOf(event.sound())
                .map(urgency -> new Alert(event.id(), event, urgency))
                .ifPresent(this::send);
    }

    private synchronized void send(Alert alert) {
        active.hear(alert, clock.instant());
        couriers.values().forEach(courier -> courier.send(alert));
    }

    /** A notifier that comes while an alert goes on is told of it. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void addNotifier(Notifier notifier) {
        Courier courier = new Courier(notifier, clock, pause);
        couriers.put(notifier, courier);
        active.starts(clock.instant()).forEach(courier::send);
    }

    void removeNotifier(Notifier notifier) {
        @Nullable Courier courier;
        synchronized (this) {
            courier = couriers.remove(notifier);
        }
        if (courier != null) {
            courier.close();
        }
    }

    /** Checks the labels of the configuration as soon as the known ones are known. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindOntology(Ontology ontology) {
        List<String> known = ontology.sounds().stream().map(Sound::id).toList();
        for (String label : new TreeSet<>(rules.labels())) {
            if (!known.contains(label)) {
                LOG.warn(
                        "{}: no sound is called '{}'. Did you mean {}? The entry holds only for a"
                                + " model's own label of that name",
                        FILE,
                        label,
                        String.join(", ", Spelling.nearest(label, known)));
            }
        }
    }

    void unbindOntology(Ontology ontology) {}

    @Deactivate
    void deactivate() {
        List<Courier> last;
        synchronized (this) {
            last = new ArrayList<>(couriers.values());
            couriers.clear();
        }
        last.forEach(Courier::close);
    }
}
