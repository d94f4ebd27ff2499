// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.alert.rule.AlertRules;
import io.soribit.alert.rule.Attention;
import io.soribit.alert.rule.Overload;
import io.soribit.alert.rule.RuleBook;
import io.soribit.alert.rule.RuleComponent;
import io.soribit.alert.rule.SoundCheck;
import io.soribit.alert.rule.TargetCheck;
import io.soribit.api.Notifier;
import io.soribit.api.Ontology;
import io.soribit.api.SoundEvent;
import io.soribit.api.SoundListener;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertStore;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Modes;
import io.soribit.common.concurrent.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
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
    private static final Duration DISK = Duration.ofSeconds(2);

    /** Where people write the configuration, in the data folder. */

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

        @AttributeDefinition(
                name = "Seconds between reminders",
                description = "Of an emergency that nobody has seen, 10 to 120.",
                min = "10",
                max = "120")
        int repeat__seconds() default 30;

        @AttributeDefinition(
                name = "Minutes unseen",
                description =
                        "For so long after its sound an alert waits for somebody to see it, 1 to"
                                + " 1440.",
                min = "1",
                max = "1440")
        int unseen__minutes() default 30;

        @AttributeDefinition(
                name = "Refractory seconds",
                description =
                        "What is not urgent and comes again so soon is no new alert, 0 to 600.",
                min = "0",
                max = "600")
        int refractory__seconds() default 20;

        @AttributeDefinition(
                name = "Minutes of a group",
                description = "Sounds that come again are counted over so long, 1 to 120.",
                min = "1",
                max = "120")
        int group__minutes() default 10;

        @AttributeDefinition(
                name = "Most alerts of a group",
                description =
                        "What is not urgent raises so many alerts within those minutes; then they"
                                + " are counted and do not flash, 1 to 100.",
                min = "1",
                max = "100")
        int group__after() default 3;

        @AttributeDefinition(
                name = "Daily budget",
                description =
                        "So many alerts a day that are not urgent; the rest of them is only shown,"
                                + " 1 to 10000.",
                min = "1",
                max = "10000")
        int daily__budget() default 60;
    }

    private static final Duration TICK = Duration.ofSeconds(1);

    private final RuleBook book;
    private final Reception reception;
    private final AlertDesk desk;
    private final TargetCheck targets;
    private final SoundCheck sounds;
    private final PeriodicTask ticker;

    @Activate
    public AlertService(@Reference Modes modes, Config config) {
        this(
                modes::mode,
                config,
                Clock.system(ZoneId.systemDefault()),
                new AlertDesk(
                        Clock.systemUTC(),
                        pause -> Thread.sleep(pause.toMillis()),
                        Duration.ofSeconds(Math.max(1, config.news__seconds())),
                        DISK,
                        new Attention(repeat(config), null, Set.of(), unseen(config))));
    }

    public AlertService(Supplier<HomeMode> mode, Config config, Clock clock, AlertDesk desk) {
        AlertRules rules =
                new AlertRules(
                        config.urgency(),
                        config.least(),
                        problem -> LOG.warn("{}: {}", SoundCheck.FILE, problem));
        book = new RuleBook(rules, repeat(config), unseen(config));
        reception = new Reception(book, new Overload(limits(config), clock), mode, clock, desk);
        this.desk = desk;
        targets = new TargetCheck(book::rules, desk::targets, clock, LOG::warn);
        sounds = new SoundCheck(rules.labels(), book::rules, LOG::warn);
        ticker = new PeriodicTask("soribit-alert-clock", TICK, this::tick);
    }

    /** Once a second. */
    public void tick() {
        desk.tick();
        targets.look();
    }

    private static Duration repeat(Config config) {
        return Duration.ofSeconds(Math.max(10, config.repeat__seconds()));
    }

    private static Duration unseen(Config config) {
        return Duration.ofMinutes(Math.max(1, config.unseen__minutes()));
    }

    private static Overload.Limits limits(Config config) {
        return new Overload.Limits(
                Duration.ofSeconds(Math.max(0, config.refractory__seconds())),
                Duration.ofMinutes(Math.max(1, config.group__minutes())),
                Math.max(1, config.group__after()),
                Math.max(1, config.daily__budget()));
    }

    @Override
    public void onSound(SoundEvent event) {
        if (event.house()) {
            reception.take(event);
        }
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
    public void raise(SoundEvent event) {
        onSound(event);
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
    public void addNotifier(Notifier notifier) {
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

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindOntology(Ontology ontology) {
        sounds.use(ontology);
    }

    void unbindOntology(Ontology gone) {
        sounds.drop(gone);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void addRule(RuleComponent rule) {
        book.add(rule.rule());
        sounds.check(rule.rule());
    }

    void removeRule(RuleComponent rule) {
        book.remove(rule.rule());
    }

    @Deactivate
    public void deactivate() {
        ticker.close();
        desk.close();
    }
}
