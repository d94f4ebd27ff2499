// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.common.security.UserFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which devices are paired with the page. */
final class Pairings {
    /** The hub's own machine, as long as nobody else may use the page. */
    static final String LOCAL = "page";

    private static final int DIGITS = 16;

    private final UserFile users;

    /**
     * @param users the file of users and paired devices, which need not exist
     */
    Pairings(Path users) {
        this.users = new UserFile(users);
    }

    /**
     * What tells this pairing from others.
     *
     * @return empty if the device is not paired, or not any more
     */
    Optional<String> of(String device) throws IOException {
        if (!users.hasEntries()) {
            return device.equals(LOCAL) ? Optional.of(LOCAL) : Optional.empty();
        }
        UserFile.@Nullable User user = users.read().get(device);
        return user == null ? Optional.empty() : Optional.of(digest(user.hash()));
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
