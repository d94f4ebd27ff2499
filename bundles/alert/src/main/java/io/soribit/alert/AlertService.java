// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.api.Alert;
import io.soribit.api.AlertChange;
import io.soribit.api.AlertStore;
import io.soribit.api.Alerts;
import io.soribit.api.Notifier;
import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.SoundListener;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
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
@Component(
        immediate = true,
        service = {SoundListener.class, Alerts.class},
        configurationPid = "io.soribit.alert")
@Designate(ocd = AlertService.Config.class)
public final class AlertService implements SoundListener, Alerts {
    private static final Logger LOG = LoggerFactory.getLogger(AlertService.class);
    private static final Duration DISK = Duration.ofMillis(500);
    private static final String FILE = "etc/io.soribit.alert.cfg";

    /** Configuration of the alerts. */
    @ObjectClassDefinition(
            name = "Soribit alerts",
            description = "Which sounds people are told of, and how urgent they are.")
    @SuppressWarnings("MemberName") // Two underscores stand for one in a configuration's key.
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

        @AttributeDefinition(
                name = "Seconds of news",
                description =
                        "For so long the start of an alert is tried again, also after a restart, 1"
                                + " to 3600. What is older goes to the history alone.",
                min = "1",
                max = "3600")
        int news__seconds() default 30;
    }

    private final AlertRules rules;
    private final AlertDesk desk;

    @Activate
    public AlertService(Config config) {
        this(
                config.urgency(),
                config.least(),
                new AlertDesk(
                        Clock.systemUTC(),
                        pause -> Thread.sleep(pause.toMillis()),
                        Duration.ofSeconds(Math.max(1, config.news__seconds())),
                        DISK));
    }

    AlertService(String[] urgency, String least, AlertDesk desk) {
        rules = new AlertRules(urgency, least, problem -> LOG.warn("{}: {}", FILE, problem));
        this.desk = desk;
    }

    @Override
    public void onSound(SoundEvent event) {
        if (!event.house()) {
            return;
        }
        rules.urgencyOf(event.sound())
                .map(urgency -> new Alert(event.id(), event, urgency))
                .ifPresent(desk::send);
    }

    @Override
    public List<AlertChange> active() {
        return desk.active();
    }

    @Override
    public boolean acknowledge(String id, String by) {
        return desk.acknowledge(id, by);
    }

    @Override
    public boolean test(String target, String by) {
        return desk.test(target, by);
    }

    @Override
    public List<String> targets() {
        return desk.targets();
    }

    @Override
    public Watch watch(Watcher watcher) {
        return desk.watch(watcher);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addNotifier(Notifier notifier) {
        desk.addNotifier(notifier);
    }

    void removeNotifier(Notifier notifier) {
        desk.removeNotifier(notifier);
    }

    /** Without a store alerts are delivered as well, but a restart forgets them. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindStore(AlertStore store) {
        desk.use(store);
    }

    void unbindStore(AlertStore store) {
        desk.drop(store);
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
        desk.close();
    }
}
