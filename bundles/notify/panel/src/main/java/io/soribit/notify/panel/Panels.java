// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The displays of one kind: those that the configuration names, those that a person has taken into
 * use, and those that were only found. Thread-safe.
 */
public final class Panels {
    private static final Logger LOG = LoggerFactory.getLogger(Panels.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] NONE = "{}".getBytes(UTF_8);
    private static final int MOST = 100;
    private static final int LONGEST_NAME = 100;

    private final Set<String> configured;
    private final String configuration;
    private final @Nullable StateFile file;
    private final Set<String> chosen = new TreeSet<>();
    private final Map<String, Instant> heard = new TreeMap<>();

    /**
     * Reads which were taken into use.
     *
     * @param configured names in the configuration
     * @param configuration where that is, for people
     * @param file where those that were taken into use are kept; null if nowhere
     */
    public Panels(Collection<String> configured, String configuration, @Nullable Path file) {
        this.configured = new TreeSet<>(configured);
        this.configuration = configuration;
        this.file = file == null ? null : new StateFile(file);
        read();
    }

    private void read() {
        if (file == null) {
            return;
        }
        try {
            for (JsonNode name : JSON.readTree(file.read().orElse(NONE)).path("used")) {
                if (isName(name.asText())) {
                    chosen.add(name.asText());
                }
            }
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be read ({}): take the displays into use again, or name them in {}",
                    file.path(),
                    e.getMessage(),
                    configuration);
        }
    }

    /** Whether it may be the beginning of topics, and be shown to people. */
    public static boolean isName(String name) {
        return !name.isBlank()
                && name.length() <= LONGEST_NAME
                && name.chars().noneMatch(c -> "+#\"".indexOf(c) >= 0 || Character.isISOControl(c));
    }

    /** The names in lines of a configuration, separated by commas. */
    public static List<String> names(String[] lines, Consumer<String> problems) {
        List<String> names = new ArrayList<>();
        for (String entry : String.join(",", lines).split(",", -1)) {
            String name = entry.strip();
            if (isName(name)) {
                names.add(name);
            } else if (!name.isEmpty()) {
                problems.accept("displays: '" + name + "' is left out: no topic begins like that");
            }
        }
        return names;
    }

    /**
     * A display was heard.
     *
     * @return when it was heard before; empty if never, or if it is one too many
     */
    public synchronized Optional<Instant> heard(String name, Instant now) {
        if (!isName(name) || (heard.size() >= MOST && !heard.containsKey(name))) {
            return Optional.empty();
        }
        return Optional.ofNullable(heard.put(name, now));
    }

    /** A display has said that it goes. */
    public synchronized void gone(String name) {
        heard.computeIfPresent(name, (n, then) -> Instant.MIN);
    }

    /** When it was heard last; empty if it never was. */
    public synchronized Optional<Instant> heard(String name) {
        return Optional.ofNullable(heard.get(name));
    }

    /** Those in use. */
    public synchronized Set<String> used() {
        Set<String> used = new TreeSet<>(configured);
        used.addAll(chosen);
        return used;
    }

    /** All that are known. */
    public synchronized List<String> all() {
        Set<String> all = new TreeSet<>(used());
        all.addAll(heard.keySet());
        return new ArrayList<>(all);
    }

    /**
     * Takes one into use, or out of it, for good.
     *
     * @throws IOException if that cannot be kept, with what to do
     */
    public synchronized void use(String name, boolean used) throws IOException {
        if (!used && configured.contains(name)) {
            throw new IOException(name + " is named in " + configuration + ": take it out there");
        }
        Set<String> before = new TreeSet<>(chosen);
        boolean changed =
                used ? !configured.contains(name) && chosen.add(name) : chosen.remove(name);
        try {
            if (changed) {
                write();
            }
        } catch (IOException e) {
            chosen.clear();
            chosen.addAll(before);
            throw e;
        }
    }

    private void write() throws IOException {
        if (file == null) {
            return;
        }
        ArrayNode names = JSON.createArrayNode();
        chosen.forEach(names::add);
        try {
            file.write(JSON.writeValueAsBytes(JSON.createObjectNode().set("used", names)));
        } catch (IOException e) {
            throw new IOException(
                    file.path() + " cannot be written (" + e.getMessage() + "): is the disk full?",
                    e);
        }
    }
}
