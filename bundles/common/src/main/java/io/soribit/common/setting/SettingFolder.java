// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.setting;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.setting.SettingFiles.Change;
import io.soribit.api.setting.SettingFiles.Entry;
import io.soribit.common.io.ChangeFile;
import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one kind of setting in {@code etc}, and the changes made to them. Thread-safe. */
public final class SettingFolder {
    /** More files of one kind are not made. */
    public static final int MOST = 200;

    private static final Logger LOG = LoggerFactory.getLogger(SettingFolder.class);
    private static final String END = ".cfg";

    private final String begin;
    private final String what;
    private final Path folder;
    private final ChangeFile<SettingLog.Line> log;
    private final Predicate<String> mine;
    private final Clock clock;

    /**
     * @param data the hub's data folder
     * @param begin of the files' names, such as {@code io.soribit.alert.rule-}
     * @param what one of them is, for messages, such as {@code rule}
     * @param log name of the file of changes in {@code state}
     * @param mine which names, between their beginning and {@code .cfg}, are meant
     */
    public SettingFolder(
            Path data, String begin, String what, String log, Predicate<String> mine, Clock clock) {
        this.begin = begin;
        this.what = what;
        this.mine = mine;
        this.clock = clock;
        folder = data.resolve("etc");
        this.log = SettingLog.in(data.resolve("state").resolve(log));
    }

    /** All of them, by name. */
    public synchronized List<Entry> list() throws IOException {
        List<Entry> all = new ArrayList<>();
        for (String name : names()) {
            text(name).ifPresent(text -> all.add(entry(name, text)));
        }
        return all;
    }

    private static Entry entry(String name, String text) {
        SettingFile file = SettingFile.of(text);
        return new Entry(name, version(text), file.editable(), file.entries());
    }

    private Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> String.valueOf(file.getFileName()))
                        .filter(file -> file.startsWith(begin) && file.endsWith(END))
                        .filter(file -> file.length() > begin.length() + END.length())
                        .map(f -> f.substring(begin.length(), f.length() - END.length()))
                        .filter(mine)
                        .forEach(names::add);
            }
        }
        return names;
    }

    private StateFile file(String name) {
        return new StateFile(folder.resolve(begin + name + END));
    }

    private Optional<String> text(String name) throws IOException {
        return file(name).read().map(bytes -> new String(bytes, UTF_8));
    }

    private static String version(String text) {
        return Integer.toHexString(text.hashCode()) + "-" + text.length();
    }

    /**
     * Makes a new one.
     *
     * @param stem of its name, which a number may follow
     * @param head its first lines
     * @throws IllegalStateException if there are {@link #MOST}
     */
    public synchronized Change add(
            String stem, boolean numbered, String head, Map<String, String> entries, String who)
            throws IOException {
        String name = unused(stem, numbered);
        return write(name, null, SettingFile.of(head).with(new TreeMap<>(entries)), who);
    }

    private String unused(String stem, boolean numbered) throws IOException {
        Set<String> taken = names();
        if (taken.size() >= MOST) {
            throw new IllegalStateException(
                    "there are " + MOST + " of these (" + what + "): remove one first");
        }
        int number = 1;
        String name = numbered ? stem + number : stem;
        while (taken.contains(name)) {
            number++;
            name = stem + number;
        }
        return name;
    }

    /**
     * Changes one; what has another key stays as it is.
     *
     * @param version what the person saw
     * @param keys that may be changed; those without an entry are left out of the file
     * @throws IllegalArgumentException if there is none of that name
     * @throws IllegalStateException if it is not what the person saw any more, or not editable
     */
    public synchronized Change change(
            String name,
            @Nullable String version,
            Collection<String> keys,
            Map<String, String> entries,
            String who)
            throws IOException {
        String before = known(name, version);
        Map<String, String> all = new TreeMap<>(entries);
        keys.forEach(key -> all.putIfAbsent(key, ""));
        return write(name, before, SettingFile.of(before).with(all), who);
    }

    /**
     * Whether a person may change what they saw; throws if not, as {@link #change} does.
     *
     * @return what the file says
     */
    public synchronized String known(String name, @Nullable String version) throws IOException {
        if (!names().contains(name)) {
            throw new IllegalArgumentException("there is no " + what + " " + name);
        }
        String text = text(name).orElse("");
        if (!version(text).equals(version)) {
            throw new IllegalStateException(
                    "somebody else has changed this " + what + " meanwhile");
        }
        if (!SettingFile.of(text).editable()) {
            throw new IllegalStateException(
                    "this " + what + " can only be changed in its file, etc/" + begin + name + END);
        }
        return text;
    }

    /** Removes one; throws as {@link #change} does. */
    public synchronized Change remove(String name, String version, String who) throws IOException {
        return write(name, known(name, version), null, who);
    }

    /**
     * Makes one again what it was before a change.
     *
     * @throws IllegalArgumentException if that change is not known any more
     * @throws IllegalStateException if it was changed since
     */
    public synchronized Change undo(String change, String who) throws IOException {
        SettingLog.Line made =
                log.read().stream()
                        .filter(line -> line.id().equals(change))
                        .findAny()
                        .orElseThrow(() -> new IllegalArgumentException("no change " + change));
        String now = text(made.name()).orElse(null);
        if (!Objects.equals(now, made.after())) {
            throw new IllegalStateException(
                    "somebody else has changed this " + what + " meanwhile");
        }
        return write(made.name(), now, made.before(), who);
    }

    private Change write(String name, @Nullable String before, @Nullable String after, String who)
            throws IOException {
        if (after == null) {
            file(name).delete();
        } else {
            file(name).write(after);
        }
        LOG.info("{} {} is {} by {}", what, name, after == null ? "removed" : "written", who);
        SettingLog.Line line =
                new SettingLog.Line(
                        UUID.randomUUID().toString(), clock.instant(), who, name, before, after);
        try {
            log.add(line);
        } catch (IOException e) {
            LOG.warn("the change of {} {} cannot be undone on the page", what, name, e);
        }
        return change(line);
    }

    private static Change change(SettingLog.Line line) {
        return new Change(
                line.id(),
                line.time(),
                line.who(),
                line.name(),
                entries(line.before()),
                entries(line.after()));
    }

    private static @Nullable Map<String, String> entries(@Nullable String text) {
        return text == null ? null : SettingFile.of(text).entries();
    }

    /** The latest changes, the newest first; none if they cannot be read, which is logged. */
    public synchronized List<Change> changes() {
        try {
            List<Change> all =
                    new ArrayList<>(log.read().stream().map(SettingFolder::change).toList());
            Collections.reverse(all);
            return all;
        } catch (IOException e) {
            LOG.warn("the changes of each {} cannot be read", what, e);
            return List.of();
        }
    }
}
