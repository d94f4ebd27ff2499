// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.recipient;

import io.soribit.api.Ontology;
import io.soribit.api.setting.Rules;
import io.soribit.api.setting.SettingCheck;
import io.soribit.common.setting.SettingFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

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
                    "escalate_to",
                    "seen");

    private static final String BEGIN = "io.soribit.alert.rule-";
    private static final String OWN = "own";
    private static final String HEAD = "# Written on the page, under Home: rules.\n";

    private final SettingFolder files;
    private final RuleEntryCheck check;
    private volatile @Nullable SettingCheck definitions;

    @Activate
    public RuleService(@Reference Ontology ontology, BundleContext context) {
        this(ontology, Path.of(context.getProperty("soribit.data")), Clock.systemUTC());
    }

    RuleService(Ontology ontology, Path data, Clock clock) {
        files =
                new SettingFolder(
                        data,
                        BEGIN,
                        "rule",
                        "rules",
                        name -> !name.startsWith(ChosenRules.PREFIX),
                        clock);
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
    public List<Entry> list() throws IOException {
        return files.list();
    }

    @Override
    public Change save(
            @Nullable String name,
            @Nullable String version,
            Map<String, String> entries,
            String who)
            throws InvalidSettingException, IOException {
        if (!KEYS.containsAll(entries.keySet())) {
            throw new IllegalArgumentException("the page changes only " + new TreeSet<>(KEYS));
        }
        Map<String, String> filled = new HashMap<>(entries);
        filled.values().removeIf(String::isBlank);
        if (name != null) {
            files.known(name, version);
        }
        check.check(filled, definitions);
        return name == null
                ? files.add(OWN, true, HEAD, filled, who)
                : files.change(name, version, KEYS, filled, who);
    }

    @Override
    public Change remove(String name, String version, String who) throws IOException {
        return files.remove(name, version, who);
    }

    @Override
    public Change undo(String change, String who) throws IOException {
        return files.undo(change, who);
    }

    @Override
    public List<Change> changes() {
        return files.changes();
    }
}
