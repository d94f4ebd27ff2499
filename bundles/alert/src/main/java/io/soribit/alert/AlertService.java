// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.alert.delivery.Pause;
import io.soribit.alert.person.PersonComponent;
import io.soribit.alert.reach.ReachMonitor;
import io.soribit.alert.rule.AlertRules;
import io.soribit.alert.rule.RateLimiter;
import io.soribit.alert.rule.ReminderPolicy;
import io.soribit.alert.rule.RuleBook;
import io.soribit.alert.rule.RuleComponent;
import io.soribit.alert.rule.Snoozes;
import io.soribit.alert.rule.SoundCheck;
import io.soribit.alert.rule.TargetCheck;
import io.soribit.alert.state.Clocks;
import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.SoundListener;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertStore;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Modes;
import io.soribit.api.source.SharedAlerts;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.common.concurrent.SerialExecutor.WhenFull;
import io.soribit.common.plugin.BlockedCalls;
import io.soribit.common.time.MonotonicClock;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the events of the house into alerts and hands them to all notifiers. */
@Component(
        immediate = true,
        service = {SoundListener.class, Alerts.class, SharedAlerts.class},
        configurationPid = "io.soribit.alert")
@Designate(ocd = AlertConfig.class)
public final class AlertService implements SoundListener, Alerts, SharedAlerts {
    private static final Logger LOG = LoggerFactory.getLogger(AlertService.class);
    private static final Duration DISK = Duration.ofSeconds(2);

    private static final int RECEIPTS = 1_000;
    private static final Duration TICK = Duration.ofSeconds(1);

    private final RuleBook book;
    private final Snoozes snoozes;
    private final boolean ownSnoozes;
    private final AlertIntake intake;
    private final AlertDesk desk;
    private final TargetCheck targets;
    private final SoundCheck sounds;
    private final SerialExecutor receipts =
            new SerialExecutor("soribit-alert-receipts", RECEIPTS, WhenFull.DROP);
    private final PeriodicTask ticker;
    private volatile @Nullable BlockedCalls blocked;

    @Activate
    public AlertService(
            BundleContext context,
            @Reference Modes modes,
            @Reference ReachMonitor devices,
            AlertConfig config) {
        this(
                modes::mode,
                config,
                Clock.system(ZoneId.systemDefault()),
                MonotonicClock.SYSTEM,
                new AlertDesk(
                        Clocks.SYSTEM,
                        Pause.SYSTEM,
                        retryWindow(config),
                        DISK,
                        new ReminderPolicy(repeat(config), null, Set.of(), unseen(config)),
                        devices));
        blocked = new BlockedCalls(context);
    }

    public AlertService(
            Supplier<HomeMode> mode,
            AlertConfig config,
            Clock wall,
            MonotonicClock clock,
            AlertDesk desk) {
        AlertRules rules =
                new AlertRules(
                        config.urgency(),
                        config.least(),
                        problem -> LOG.warn("{}: {}", SoundCheck.FILE, problem));
        book = new RuleBook(rules, repeat(config), unseen(config), each(config));
        ownSnoozes = config.snooze__own();
        RateLimiter limiter = new RateLimiter(limits(config), wall, clock);
        snoozes = new Snoozes(wall, clock);
        intake = new AlertIntake(book, limiter, snoozes, mode, wall, desk);
        this.desk = desk;
        targets =
                new TargetCheck(
                        book::rules, desk.people()::devices, desk::targets, clock, LOG::warn);
        sounds = new SoundCheck(rules.labels(), book::rules, LOG::warn);
        ticker = new PeriodicTask("soribit-alert-clock", TICK, this::tick);
    }

    /** Once a second. */
    public void tick() {
        desk.tick();
        targets.look();
        BlockedCalls calls = blocked;
        if (calls != null) {
            calls.look(desk.blocked());
        }
    }

    private static Duration retryWindow(AlertConfig config) {
        return Duration.ofSeconds(Math.max(1, config.retry__seconds()));
    }

    private static Duration repeat(AlertConfig config) {
        return Duration.ofSeconds(Math.max(10, config.repeat__seconds()));
    }

    private static Duration unseen(AlertConfig config) {
        return Duration.ofMinutes(Math.max(1, config.unseen__minutes()));
    }

    private static Set<Urgency> each(AlertConfig config) {
        return AlertRules.urgencies(
                config.seen__each(),
                entry ->
                        LOG.warn(
                                "{}: seen_each entry '{}' is ignored: write emergency, urgent,"
                                        + " notice or info",
                                SoundCheck.FILE,
                                entry));
    }

    private static RateLimiter.Limits limits(AlertConfig config) {
        return new RateLimiter.Limits(
                Duration.ofSeconds(Math.max(0, config.refractory__seconds())),
                Duration.ofMinutes(Math.max(1, config.group__minutes())),
                Math.max(1, config.group__after()),
                Math.max(1, config.daily__budget()));
    }

    @Override
    public void onSound(SoundEvent event) {
        if (event.house()) {
            intake.take(event);
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
    public void confirm(Alert alert, String device) {
        receipts.execute(() -> desk.confirm(alert, device));
    }

    @Override
    public boolean test(String target, String by) {
        return desk.test(target, by);
    }

    @Override
    public boolean snooze(Sound sound, String room, Duration time, String by) {
        String who = desk.people().nameOf(by);
        boolean own = ownSnoozes && desk.people().names().contains(who);
        return snoozes.set(sound, room, time, own ? who : "");
    }

    @Override
    public void endSnooze(String sound, String room) {
        snoozes.end(sound, room);
    }

    @Override
    public List<Snooze> snoozes() {
        return snoozes.list();
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
    public Map<String, Integer> waiting() {
        return desk.waiting();
    }

    @Override
    public Sharing share(String hub, Consumer<State> changed) {
        return desk.share(hub, changed);
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
        var unused = desk.addNotifier(notifier);
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
        var unused = desk.use(store);
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
    void addPerson(PersonComponent person) {
        desk.people().add(person.person());
    }

    void removePerson(PersonComponent person) {
        desk.people().remove(person.person());
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
        receipts.close();
        desk.close();
    }
}
