// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker.users;

import io.soribit.common.io.Folders;
import io.soribit.common.security.Passwords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users of the broker: a file of lines {@code NAME:HASH:RIGHTS}. A malformed line admits
 * nobody.
 */
public final class Users {
    private static final Logger LOG = LoggerFactory.getLogger(Users.class);
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /**
     * One who may.
     *
     * @param hash of the password
     */
    public record User(String name, String hash, Rights rights) {
        /** Checks name and hash. */
        public User {
            if (name.isBlank()
                    || name.length() > 128
                    || !name.matches("[^:\\p{Cntrl}#][^:\\p{Cntrl}]*")) {
                throw new IllegalArgumentException(
                        "'"
                                + name.replaceAll("\\p{Cntrl}", "?")
                                + "' is no name of a user: 1 to 128 characters without a colon, and"
                                + " no # at the beginning");
            }
            if (!Passwords.wellFormed(hash)) {
                throw new IllegalArgumentException(
                        "what stands for the password of '" + name + "' is no hash of this hub's");
            }
        }

        String line() {
            return name + ":" + hash + ":" + rights.text();
        }

        @Override
        public String toString() {
            return name + " (" + rights.text() + ")";
        }
    }

    private final Path file;

    /** Reads and writes this file. */
    public Users(Path file) {
        this.file = file;
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new IOException(
                    file + " cannot be read (" + e.getMessage() + "): nobody is admitted", e);
        }
    }

    /** All users by their names; malformed lines are logged and ignored. */
    public Map<String, User> read() throws IOException {
        Map<String, User> users = new LinkedHashMap<>();
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                User user = parse(line);
                users.put(user.name, user);
            } catch (IllegalArgumentException e) {
                LOG.error(
                        "line {} of {}: {}. Ignoring it; 'soribit broker user NAME' writes"
                                + " such lines",
                        i + 1,
                        file,
                        e.getMessage());
            }
        }
        return users;
    }

    private static User parse(String line) {
        String[] parts = line.split(":", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("it is not NAME:HASH:RIGHTS");
        }
        return new User(parts[0].strip(), parts[1].strip(), Rights.parse(parts[2]));
    }

    /** Whether there is any line except comments: then everybody needs a user. */
    public boolean required() {
        try {
            return lines().stream().anyMatch(l -> !l.isBlank() && !l.strip().startsWith("#"));
        } catch (IOException e) {
            LOG.debug("the users of the broker cannot be read", e);
            return true;
        }
    }

    /** The file's text, to detect changes. */
    public String state() {
        try {
            return String.join("\n", lines());
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Adds a user, or replaces the one of that name. */
    public void put(User user) throws IOException {
        replace(user.name, user.line());
    }

    /** Whether there was such a user. */
    public boolean remove(String name) throws IOException {
        return replace(name, null);
    }

    private boolean replace(String name, @org.jspecify.annotations.Nullable String line)
            throws IOException {
        List<String> lines = new ArrayList<>(lines());
        boolean found = lines.removeIf(l -> l.strip().startsWith(name + ":"));
        if (line != null) {
            lines.add(line);
        } else if (!found) {
            return false;
        }
        Path parent = Folders.makeFor(file);
        Path fresh = Files.createTempFile(parent, ".mqtt-users", ""); // for its owner alone
        try {
            restrict(fresh);
            Files.write(fresh, lines, StandardOpenOption.SYNC);
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
        return found;
    }

    private static void restrict(Path path) {
        try {
            Files.setPosixFilePermissions(path, OWNER);
        } catch (UnsupportedOperationException e) {
            LOG.debug("this file system has no owners", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
