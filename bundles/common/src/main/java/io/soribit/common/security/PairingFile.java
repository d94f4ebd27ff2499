// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.security;

import io.soribit.common.security.UserFile.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Devices that may be paired: a file of users whose role has the time at which the offer ends,
 * {@code resident@1764403200}. A code is good for one device, and for ten minutes. Beside it, in
 * {@code page-paired}, is kept which users are paired devices, and since when.
 */
public final class PairingFile {
    /** So long a code is good. */
    public static final Duration VALID = Duration.ofMinutes(10);

    private static final int SECRET = 24;

    /** A device that has been offered to be paired. */
    public record Offer(String name, String role) {}

    private final UserFile file;
    private final UserFile paired;

    /** A file that need not exist. */
    public PairingFile(Path file) {
        this.file = new UserFile(file);
        paired = new UserFile(file.resolveSibling("page-paired"));
    }

    /** A secret that nobody can guess, of letters, digits, - and _. */
    public static String secret() {
        byte[] bytes = new byte[SECRET];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Offers to pair a device, in place of an earlier offer for that name; returns the code. */
    public String offer(String name, String role, Instant now) throws IOException {
        String secret = secret();
        String until = "@" + now.plus(VALID).getEpochSecond();
        file.put(new User(name, Passwords.hash(secret.toCharArray()), role + until));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    /** Uses up a code; empty if it is wrong, was used before, or is too old. */
    public Optional<Offer> redeem(String code, Instant now) throws IOException {
        String[] parts = decode(code).split(":", 2);
        Map<String, User> offers = file.read();
        @Nullable User offer = offers.get(parts[0]);
        if (parts.length < 2
                || offer == null
                || !Passwords.verify(parts[1].toCharArray(), offer.hash())) {
            return Optional.empty();
        }
        file.remove(offer.name());
        String[] role = offer.role().split("@", 2);
        boolean good =
                role.length == 2
                        && role[1].matches("[0-9]{1,15}")
                        && now.getEpochSecond() <= Long.parseLong(role[1]);
        return good ? Optional.of(new Offer(offer.name(), role[0])) : Optional.empty();
    }

    /** Keeps that a user is a paired device. */
    public void keep(User device, Instant now) throws IOException {
        paired.put(new User(device.name(), device.hash(), Long.toString(now.getEpochSecond())));
    }

    /** Since when a user is a paired device; empty for a person, or if that is not known. */
    public Optional<Instant> pairedSince(User user) throws IOException {
        return Optional.ofNullable(paired.read().get(user.name()))
                .filter(kept -> kept.hash().equals(user.hash()))
                .filter(kept -> kept.role().matches("[0-9]{1,11}"))
                .map(kept -> Instant.ofEpochSecond(Long.parseLong(kept.role())));
    }

    private static String decode(String code) {
        try {
            return new String(Base64.getUrlDecoder().decode(code.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
