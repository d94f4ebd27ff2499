// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.recipient;

import io.soribit.alert.AlertConfig;
import io.soribit.alert.rule.AlertRules;
import io.soribit.alert.rule.Rule;
import io.soribit.alert.rule.RuleBook;
import io.soribit.alert.rule.RuleComponent;
import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Recipients;
import io.soribit.common.io.ChangeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the rules as a table of sounds and modes, and writes what people choose in it. */
@Component(service = Recipients.class, configurationPid = "io.soribit.alert")
public final class RecipientService implements Recipients {
    private static final Logger LOG = LoggerFactory.getLogger(RecipientService.class);
    private static final Set<Kind> ALL = Collections.unmodifiableSet(EnumSet.allOf(Kind.class));

    private final Ontology ontology;
    private final Clock clock;
    private final RuleBook book;
    private final ChosenRules chosen;
    private final ChangeFile<Change> log;

    @Activate
    public RecipientService(
            @Reference Ontology ontology, AlertConfig config, BundleContext context) {
        this(ontology, config, Path.of(context.getProperty("soribit.data")), Clock.systemUTC());
    }

    RecipientService(Ontology ontology, AlertConfig config, Path data, Clock clock) {
        this.ontology = ontology;
        this.clock = clock;
        // AlertService reports what is invalid.
        AlertRules urgencies = new AlertRules(config.urgency(), config.least(), problem -> {});
        book = new RuleBook(urgencies, Duration.ZERO, Duration.ZERO);
        chosen = new ChosenRules(data.resolve("etc"));
        log = ChangeLog.in(data.resolve("state").resolve("recipients"));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void addRule(RuleComponent rule) {
        book.add(rule.rule());
    }

    void removeRule(RuleComponent rule) {
        book.remove(rule.rule());
    }

    private List<Rule> byPeople() {
        return book.rules().stream()
                .filter(rule -> !rule.name().startsWith(ChosenRules.PREFIX))
                .toList();
    }

    @Override
    public synchronized List<Choice> choices() {
        List<Rule> rules = byPeople();
        List<Choice> all = new ArrayList<>();
        try {
            for (Sound sound : ontology.sounds()) {
                if (!sound.id().equals(Sound.BACKGROUND)) {
                    for (HomeMode mode : HomeMode.values()) {
                        all.add(choice(sound, mode, rules));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private Choice choice(Sound sound, HomeMode mode, List<Rule> rules) throws IOException {
        Optional<Urgency> urgency = book.withoutRule(sound, mode);
        Set<Kind> usual = urgency.filter(u -> u != Urgency.INFO).isPresent() ? ALL : Set.of();
        if (sound.urgency() == Urgency.EMERGENCY
                || urgency.filter(u -> u == Urgency.EMERGENCY).isPresent()) {
            return new Choice(sound, mode, ALL, ALL, Lock.EMERGENCY, "");
        }
        String rule = decidedBy(sound, mode, rules);
        Set<Kind> kinds = usual;
        try {
            kinds = chosen.read(sound.id(), mode).orElse(usual);
        } catch (IllegalStateException e) {
            rule = rule.isEmpty() ? String.valueOf(e.getMessage()) : rule;
        }
        return new Choice(sound, mode, kinds, usual, rule.isEmpty() ? Lock.NONE : Lock.RULE, rule);
    }

    /** The first rule of a person that always decides, and is tried before those of the page. */
    private static String decidedBy(Sound sound, HomeMode mode, List<Rule> rules) {
        return rules.stream()
                .filter(rule -> rule.order() <= ChosenRules.ORDER && rule.always(sound.id(), mode))
                .map(Rule::name)
                .findFirst()
                .orElse("");
    }

    @Override
    public synchronized Change choose(
            String sound, HomeMode mode, Set<Kind> kinds, @Nullable Set<Kind> was, String who)
            throws IOException {
        Sound known =
                ontology.sound(sound)
                        .filter(s -> !s.id().equals(Sound.BACKGROUND))
                        .orElseThrow(() -> new IllegalArgumentException("no sound " + sound));
        Choice now = choice(known, mode, byPeople());
        if (now.lock() == Lock.EMERGENCY) {
            throw new IllegalStateException("an emergency always reaches everything");
        }
        if (now.lock() == Lock.RULE) {
            throw new IllegalStateException(
                    "etc/io.soribit.alert.rule-"
                            + now.rule()
                            + ".cfg decides this: change it there");
        }
        if (was != null && !was.equals(now.kinds())) {
            throw new IllegalStateException("somebody else has changed this meanwhile");
        }
        if (kinds.equals(now.usual())) {
            chosen.delete(sound, mode);
        } else {
            chosen.write(sound, mode, kinds, urgency(known));
        }
        Change change =
                new Change(
                        UUID.randomUUID().toString(),
                        clock.instant(),
                        who,
                        sound,
                        mode,
                        now.kinds(),
                        kinds);
        LOG.info("{} in mode {} now notifies {} (chosen by {})", sound, mode.text(), kinds, who);
        remember(change);
        return change;
    }

    /** What raises no alert by itself is a notice once somebody is to be notified. */
    private @Nullable Urgency urgency(Sound sound) {
        boolean alerts =
                book.withoutRule(sound, HomeMode.HOME).filter(u -> u != Urgency.INFO).isPresent();
        return alerts ? null : Urgency.NOTICE;
    }

    private void remember(Change change) {
        try {
            log.add(change);
        } catch (IOException e) {
            LOG.warn("a choice cannot be undone later: {}", e.toString());
        }
    }

    @Override
    public synchronized Change undo(String change, String who) throws IOException {
        Change known =
                log.read().stream()
                        .filter(c -> c.id().equals(change))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no change " + change));
        return choose(known.sound(), known.mode(), known.before(), known.after(), who);
    }

    @Override
    public synchronized List<Change> changes() {
        try {
            List<Change> all = new ArrayList<>(log.read());
            Collections.reverse(all);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Written> written() {
        return byPeople().stream()
                .filter(Rule::valid)
                .map(
                        rule ->
                                new Written(
                                        rule.name(),
                                        rule.sounds(),
                                        rule.rooms(),
                                        rule.modes(),
                                        rule.hoursText(),
                                        rule.off(),
                                        rule.urgency(),
                                        rule.targets(),
                                        rule.repeat(),
                                        rule.escalateAfter(),
                                        rule.escalateTo()))
                .toList();
    }
}
