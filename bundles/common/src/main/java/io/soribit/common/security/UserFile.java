// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.security;

import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of users, one line {@code NAME:HASH:ROLE} each; lines that start with # are comments. A
 * malformed line is logged and admits nobody.
 */
public final class UserFile {
    private static final Logger LOG = LoggerFactory.getLogger(UserFile.class);

    /**
     * A user.
     *
     * @param hash of the password, see {@link Passwords}
     * @param role what the user may do; one word
     */
    public record User(String name, String hash, String role) {
        public User {
            if (!name.matches("[^:#\\s\\p{Cntrl}][^:\\p{Cntrl}]{0,63}")) {
                throw new IllegalArgumentException(
                        "a user name has 1 to 64 characters, without a colon");
            }
            if (!Passwords.wellFormed(hash)) {
                throw new IllegalArgumentException("malformed password hash of " + name);
            }
        }
    }

    private record Parsed(List<String> entries, Map<String, User> users, boolean whole) {}

    private final StateFile file;
    private volatile Parsed last = new Parsed(List.of(), Map.of(), true);

    /** A file that need not exist. */
    public UserFile(Path file) {
        this.file = new StateFile(file);
    }

    /** All users by name; not modifiable. */
    public Map<String, User> read() throws IOException {
        return parsed().users();
    }

    /**
     * All users by name; not modifiable.
     *
     * @throws IOException also if a line is malformed, as its user is not known
     */
    public Map<String, User> readWhole() throws IOException {
        Parsed parsed = parsed();
        if (!parsed.whole()) {
            throw new IOException(file.path() + " has a malformed line");
        }
        return parsed.users();
    }

    private Parsed parsed() throws IOException {
        List<String> entries = entries();
        Parsed known = last;
        if (!known.entries().equals(entries)) {
            known = parse(entries);
            last = known;
        }
        return known;
    }

    private Parsed parse(List<String> entries) {
        Map<String, User> users = new LinkedHashMap<>();
        boolean whole = true;
        for (String line : entries) {
            String[] parts = line.split(":", 3);
            try {
                User user = new User(nameIn(line), at(parts, 1), at(parts, 2));
                users.put(user.name(), user);
            } catch (IllegalArgumentException e) {
                whole = false;
                LOG.error("ignoring a line of {}: {}", file.path(), e.getMessage());
            }
        }
        return new Parsed(entries, Collections.unmodifiableMap(users), whole);
    }

    private static String at(String[] parts, int index) {
        return index < parts.length ? parts[index].strip() : "";
    }

    /** Whether there is any line but comments, malformed ones included. */
    public boolean hasEntries() throws IOException {
        return !entries().isEmpty();
    }

    /** Whether a user has a role. */
    public boolean hasRole(String role) throws IOException {
        return read().values().stream().anyMatch(user -> user.role().equals(role));
    }

    private List<String> entries() throws IOException {
        return file.readLines().stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /** Adds a user, or replaces the one of that name. */
    public void put(User user) throws IOException {
        List<String> lines = without(user.name());
        lines.add(user.name() + ":" + user.hash() + ":" + user.role());
        file.writeLines(lines);
    }

    /**
     * Removes a user.
     *
     * @return whether there was one of that name
     */
    public boolean remove(String name) throws IOException {
        List<String> lines = without(name);
        boolean found = lines.size() < file.readLines().size();
        if (found) {
            file.writeLines(lines);
        }
        return found;
    }

    private List<String> without(String name) throws IOException {
        List<String> lines = new ArrayList<>(file.readLines());
        lines.removeIf(line -> line.contains(":") && nameIn(line).equals(name));
        return lines;
    }

    private static String nameIn(String line) {
        return line.split(":", 2)[0].strip();
    }
}
