// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.common.security.UserFile;
import io.soribit.common.security.UserFile.User;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The users of the page: each line of {@code etc/page-users}. */
final class UserDocuments implements Documents {
    private static final String ROLE = "[\\w-]{1,32}";

    private final UserFile file;

    UserDocuments(Path data) {
        file = new UserFile(data.resolve("etc").resolve("page-users"));
    }

    @Override
    public String what() {
        return "user";
    }

    @Override
    public Map<String, String> hashes() throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        file.readWhole().forEach((name, user) -> hashes.put(name, Hashes.of(text(user))));
        return hashes;
    }

    private static String text(User user) {
        return user.hash() + ":" + user.role();
    }

    @Override
    public boolean isIntact(boolean first, boolean none) {
        return !none; // without users everybody may do everything: that is never spread
    }

    @Override
    public byte[] read(String name) throws IOException {
        User user = file.read().get(name);
        if (user == null) {
            throw new NoSuchFileException(name);
        }
        return text(user).getBytes(UTF_8);
    }

    @Override
    public void check(String name, byte[] content) {
        User user = user(name, content);
        if (!user.role().matches(ROLE)) {
            throw new IllegalArgumentException("its role is malformed");
        }
    }

    private static User user(String name, byte[] content) {
        String[] parts = new String(content, UTF_8).split(":", 2);
        return new User(name, parts[0], parts.length < 2 ? "" : parts[1]);
    }

    @Override
    public void write(String name, byte[] content) throws IOException {
        file.put(user(name, content));
    }

    @Override
    public void delete(String name) throws IOException {
        if (file.readWhole().keySet().equals(Set.of(name))) {
            throw new IOException("it is the last user of this hub");
        }
        file.remove(name);
    }
}
