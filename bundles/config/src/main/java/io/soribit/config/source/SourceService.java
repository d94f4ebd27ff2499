// SPDX-License-Identifier: Apache-2.0
package io.soribit.config.source;

import io.soribit.api.Rooms;
import io.soribit.api.setting.SettingCheck;
import io.soribit.api.setting.SourceFinder;
import io.soribit.api.setting.Sources;
import io.soribit.common.setting.SettingFile;
import io.soribit.common.setting.SettingFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The files of sources in {@code etc} that people set up. */
@Component
public final class SourceService implements Sources {
    private static final String HEAD =
            "# Written on the page, under Home: rooms and microphones.\n";
    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final String ADDRESS = "url";
    private static final String PASSWORD = "password";

    private final SettingFolder files;
    private final SettingCheck check;
    private final OfferSearch search;
    private final Set<SourceFinder> finders = new CopyOnWriteArraySet<>();

    @Activate
    public SourceService(@Reference SettingCheck check, BundleContext context) {
        this(check, Path.of(context.getProperty("soribit.data")), Clock.systemUTC(), TIMEOUT);
    }

    SourceService(SettingCheck check, Path data, Clock clock, Duration timeout) {
        this.check = check;
        search = new OfferSearch(timeout);
        files =
                new SettingFolder(
                        data,
                        SourceKind.PID,
                        "source",
                        "sources",
                        name -> SourceKind.ofEntry(name).isPresent(),
                        clock);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindFinder(SourceFinder finder) {
        finders.add(finder);
    }

    void unbindFinder(SourceFinder finder) {
        finders.remove(finder);
    }

    @Override
    public Map<String, List<String>> kinds() {
        return Arrays.stream(SourceKind.values())
                .filter(SourceKind::canBeAdded)
                .filter(kind -> !check.problems(kind.pid(), Map.of("no such key", "")).isEmpty())
                .collect(
                        Collectors.toMap(
                                SourceKind::id,
                                SourceKind::keys,
                                (one, other) -> one,
                                LinkedHashMap::new));
    }

    @Override
    public Offers offers() throws InterruptedException {
        Offers all = search.ask(finders);
        try {
            List<Entry> known = files.list();
            return new Offers(
                    all.found().stream()
                            .filter(offer -> known.stream().noneMatch(e -> isSetUp(offer, e)))
                            .toList(),
                    all.unanswered());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSetUp(Offer offer, Entry known) {
        return SourceKind.ofEntry(known.name()).orElseThrow().id().equals(offer.kind())
                && offer.entries().entrySet().stream()
                        .allMatch(
                                e ->
                                        has(
                                                e.getKey(),
                                                e.getValue(),
                                                known.entries().get(e.getKey())));
    }

    /** A file may name a part of a device's name, whatever its case. */
    private static boolean has(String key, String offered, @Nullable String known) {
        return known != null
                && (offered.equalsIgnoreCase(known)
                        || (key.equals("device")
                                && offered.toLowerCase(Locale.ROOT)
                                        .contains(known.toLowerCase(Locale.ROOT))));
    }

    @Override
    public List<Entry> list() throws IOException {
        return files.list().stream()
                .map(
                        e ->
                                new Entry(
                                        e.name(),
                                        e.version(),
                                        e.editable(),
                                        shown(e.name(), e.entries())))
                .toList();
    }

    private static Map<String, String> shown(String name, Map<String, String> entries) {
        return SourceKind.ofEntry(name).orElseThrow().shown(entries);
    }

    @Override
    public Change save(
            @Nullable String name,
            @Nullable String version,
            Map<String, String> entries,
            String who)
            throws InvalidSettingException, IOException {
        Map<String, String> filled = new HashMap<>(entries);
        filled.values().removeIf(String::isBlank);
        String id = filled.remove(KIND);
        SourceKind kind =
                (name == null ? SourceKind.of(String.valueOf(id)) : SourceKind.ofEntry(name))
                        .orElseThrow(() -> new IllegalArgumentException("there is no such source"));
        if (!kind.keys().containsAll(filled.keySet())) {
            throw new IllegalArgumentException("the page changes only " + kind.keys());
        }
        Map<String, String> known =
                name == null ? Map.of() : SettingFile.of(files.known(name, version)).entries();
        check(kind, filled, known, name == null);
        return shown(
                name == null
                        ? files.add(kind.id() + "-" + slug(filled), false, HEAD, filled, who)
                        : files.change(
                                name,
                                version,
                                kind.keys().stream().filter(key -> !kind.isKept(key)).toList(),
                                filled,
                                who));
    }

    private void check(
            SourceKind kind, Map<String, String> entries, Map<String, String> known, boolean isNew)
            throws InvalidSettingException {
        List<Problem> problems = new ArrayList<>();
        try {
            Rooms.check(entries.getOrDefault("room", "").strip());
        } catch (IllegalArgumentException e) {
            problems.add(new Problem("room", String.valueOf(e.getMessage())));
        }
        if (isNew) {
            kind.required().stream()
                    .filter(key -> !entries.containsKey(key))
                    .forEach(key -> problems.add(new Problem(key, "is missing")));
        }
        if (exposes(known, entries)) {
            problems.add(
                    new Problem(
                            ADDRESS,
                            "cannot be changed here: the password in its file would be sent there;"
                                    + " change both in that file"));
        }
        entries.forEach(
                (key, value) -> {
                    if (!SettingFile.isPlain(value)) {
                        problems.add(new Problem(key, "has a character that cannot be used here"));
                    }
                });
        check.problems(kind.pid(), entries)
                .forEach((key, message) -> problems.add(new Problem(key, message)));
        if (!problems.isEmpty()) {
            throw new InvalidSettingException(problems);
        }
    }

    /** A password that stays in a file is for the address in that file. */
    private static boolean exposes(Map<String, String> known, Map<String, String> entries) {
        String url = entries.get(ADDRESS);
        return url != null
                && !url.equals(known.get(ADDRESS))
                && !known.getOrDefault(PASSWORD, "").isBlank();
    }

    /** A part of a file's name. */
    private static String slug(Map<String, String> entries) {
        String room = entries.getOrDefault("room", "").toLowerCase(Locale.ROOT);
        String plain = room.replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
        return plain.isEmpty() ? "room" : plain;
    }

    private static Change shown(Change change) {
        return new Change(
                change.id(),
                change.time(),
                change.who(),
                change.name(),
                change.before() == null ? null : shown(change.name(), change.before()),
                change.after() == null ? null : shown(change.name(), change.after()));
    }

    @Override
    public Change remove(String name, String version, String who) throws IOException {
        return shown(files.remove(name, version, who));
    }

    @Override
    public Change undo(String change, String who) throws IOException {
        return shown(files.undo(change, who));
    }

    @Override
    public List<Change> changes() {
        return files.changes().stream().map(SourceService::shown).toList();
    }
}
