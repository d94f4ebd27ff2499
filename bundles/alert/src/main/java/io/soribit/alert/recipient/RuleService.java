// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.recipient;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.Ontology;
import io.soribit.api.setting.Rules;
import io.soribit.api.setting.SettingCheck;
import io.soribit.common.io.ChangeFile;
import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
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

/** The rule files of people in {@code etc}; those of the table of recipients are not among them. */
@Component
public final class RuleService implements Rules {
    /** What the page changes; all else in a file stays as it is. */
    static final Set<String> KEYS =
            Set.of(
                    "sounds",
                    "rooms",
                    "modes",
                    "hours",
                    "urgency",
                    "targets",
                    "repeat_seconds",
                    "escalate_seconds",
                    "escalate_to");

    private static final Logger LOG = LoggerFactory.getLogger(RuleService.class);
    private static final String BEGIN = "io.soribit.alert.rule-";
    private static final String END = ".cfg";
    private static final String OWN = "own";
    private static final String HEAD = "# Written on the page, under Home: rules.\n";
    private static final int MOST = 200;

    private final Path folder;
    private final Clock clock;
    private final ChangeFile<RuleLog.Line> log;
    private final RuleEntryCheck check;
    private volatile @Nullable SettingCheck definitions;

    @Activate
    public RuleService(@Reference Ontology ontology, BundleContext context) {
        this(ontology, Path.of(context.getProperty("soribit.data")), Clock.systemUTC());
    }

    RuleService(Ontology ontology, Path data, Clock clock) {
        this.clock = clock;
        folder = data.resolve("etc");
        log = RuleLog.in(data.resolve("state").resolve("rules"));
        check = new RuleEntryCheck(ontology);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindDefinitions(SettingCheck service) {
        definitions = service;
    }

    void unbindDefinitions(SettingCheck service) {
        if (definitions == service) {
            definitions = null;
        }
    }

    @Override
    public synchronized List<Entry> list() throws IOException {
        List<Entry> all = new ArrayList<>();
        for (String name : names()) {
            text(name).ifPresent(text -> all.add(entry(name, text)));
        }
        return all;
    }

    private static Entry entry(String name, String text) {
        RuleFile file = RuleFile.of(text);
        return new Entry(name, version(text), file.editable(), file.entries());
    }

    private Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> String.valueOf(file.getFileName()))
                        .filter(file -> file.startsWith(BEGIN) && file.endsWith(END))
                        .map(f -> f.substring(BEGIN.length(), f.length() - END.length()))
                        .filter(name -> !name.startsWith(ChosenRules.PREFIX))
                        .forEach(names::add);
            }
        }
        return names;
    }

    private StateFile file(String name) {
        return new StateFile(folder.resolve(BEGIN + name + END));
    }

    private Optional<String> text(String name) throws IOException {
        return file(name).read().map(bytes -> new String(bytes, UTF_8));
    }

    private static String version(String text) {
        return Integer.toHexString(text.hashCode()) + "-" + text.length();
    }

    @Override
    public synchronized Change save(
            @Nullable String name,
            @Nullable String version,
            Map<String, String> entries,
            String who)
            throws InvalidRuleException, IOException {
        if (!KEYS.containsAll(entries.keySet())) {
            throw new IllegalArgumentException("the page changes only " + new TreeSet<>(KEYS));
        }
        Map<String, String> filled = new HashMap<>(entries);
        filled.values().removeIf(String::isBlank);
        String before = name == null ? null : known(name, version);
        check.check(filled, definitions);
        RuleFile file = RuleFile.of(before == null ? HEAD : before);
        Map<String, String> all = new TreeMap<>(filled);
        KEYS.forEach(key -> all.putIfAbsent(key, ""));
        return write(name == null ? unused() : name, before, file.with(all), who);
    }

    private String unused() throws IOException {
        Set<String> taken = names();
        if (taken.size() >= MOST) {
            throw new IllegalStateException("there are " + MOST + " rules: remove one first");
        }
        int number = 1;
        while (taken.contains(OWN + number)) {
            number++;
        }
        return OWN + number;
    }

    /** What the file says, which is what the person saw. */
    private String known(String name, @Nullable String version) throws IOException {
        if (!names().contains(name)) {
            throw new IllegalArgumentException("there is no rule " + name);
        }
        String text = text(name).orElse("");
        if (!version(text).equals(version)) {
            throw new IllegalStateException("somebody else has changed this rule meanwhile");
        }
        if (!RuleFile.of(text).editable()) {
            throw new IllegalStateException(
                    "this rule can only be changed in its file, etc/" + BEGIN + name + END);
        }
        return text;
    }

    @Override
    public synchronized Change remove(String name, String version, String who) throws IOException {
        return write(name, known(name, version), null, who);
    }

    @Override
    public synchronized Change undo(String change, String who) throws IOException {
        RuleLog.Line made =
                log.read().stream()
                        .filter(line -> line.id().equals(change))
                        .findAny()
                        .orElseThrow(() -> new IllegalArgumentException("no change " + change));
        String now = text(made.rule()).orElse(null);
        if (!Objects.equals(now, made.after())) {
            throw new IllegalStateException("somebody else has changed this rule meanwhile");
        }
        return write(made.rule(), now, made.before(), who);
    }

    private Change write(String name, @Nullable String before, @Nullable String after, String who)
            throws IOException {
        if (after == null) {
            file(name).delete();
        } else {
            file(name).write(after);
        }
        LOG.info("rule {} is {} by {}", name, after == null ? "removed" : "written", who);
        RuleLog.Line line =
                new RuleLog.Line(
                        UUID.randomUUID().toString(), clock.instant(), who, name, before, after);
        try {
            log.add(line);
        } catch (IOException e) {
            LOG.warn("the change of rule {} cannot be undone on the page", name, e);
        }
        return change(line);
    }

    private static Change change(RuleLog.Line line) {
        return new Change(
                line.id(),
                line.time(),
                line.who(),
                line.rule(),
                entries(line.before()),
                entries(line.after()));
    }

    private static @Nullable Map<String, String> entries(@Nullable String text) {
        return text == null ? null : RuleFile.of(text).entries();
    }

    @Override
    public synchronized List<Change> changes() {
        try {
            List<Change> all =
                    new ArrayList<>(log.read().stream().map(RuleService::change).toList());
            Collections.reverse(all);
            return all;
        } catch (IOException e) {
            LOG.warn("the changes of rules cannot be read", e);
            return List.of();
        }
    }
}
