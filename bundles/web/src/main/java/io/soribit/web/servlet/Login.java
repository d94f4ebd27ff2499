// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import io.soribit.common.security.PairingFile;
import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import io.soribit.common.security.UserFile.User;
import io.soribit.common.time.MonotonicClock;
import io.soribit.web.limit.RateLimiter;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the user and password of a request, or the name and secret of a paired device (both in the
 * form of HTTP Basic), against the file of users. Without users everybody may do everything, which
 * is only possible on the hub's own machine. Thread-safe.
 */
final class Login {
    /** Why a request has no user. */
    enum Failure {
        /** There are no users, and it does not come from this machine. */
        NOBODY,
        /** User or password are missing or wrong. */
        UNAUTHORIZED,
        /** Too many wrong passwords from this address. */
        LOCKED,
        /** The file of users cannot be read right now. */
        UNAVAILABLE
    }

    /**
     * The result of a check.
     *
     * @param user null without users, and if there is a failure
     * @param failure null if the request is admitted
     */
    record Result(@Nullable User user, @Nullable Failure failure) {
        static final Result LOCAL = new Result(null, null);

        static Result refused(Failure failure) {
            return new Result(null, failure);
        }

        /** Empty without a user. */
        String name() {
            return user == null ? "" : user.name();
        }

        Role role() {
            if (user == null) {
                return failure == null ? Role.ADMIN : Role.VIEWER;
            }
            return Role.of(user.role()).orElse(Role.VIEWER);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Login.class);
    private static final String BASIC = "Basic ";
    private static final int ATTEMPTS = 8;
    private static final int REMEMBERED = 64;

    private final UserFile file;
    private final PairingFile pairing;
    private final Clock wall;
    private final RateLimiter attempts;
    private final byte[] salt = new byte[16];
    private final Map<String, User> verified = new LinkedHashMap<>();

    Login(UserFile file, PairingFile pairing, MonotonicClock clock, Clock wall) {
        this.file = file;
        this.pairing = pairing;
        this.wall = wall;
        attempts = new RateLimiter(ATTEMPTS, Duration.ofSeconds(30), clock);
        new SecureRandom().nextBytes(salt);
    }

    /**
     * Checks a request.
     *
     * @param authorization the header of that name
     * @param local whether it comes from this machine: without users nobody else is admitted
     */
    Result check(@Nullable String authorization, String address, boolean local) {
        try {
            if (!file.hasEntries()) {
                return local ? Result.LOCAL : Result.refused(Failure.NOBODY);
            }
            return check(file.read(), authorization, address);
        } catch (IOException e) {
            LOG.error("the users of the page cannot be read: refusing all requests", e);
            return Result.refused(Failure.UNAVAILABLE);
        }
    }

    /**
     * Whether a request that was admitted would be admitted again: its user is still there, with
     * the same password and role. False also while that cannot be read.
     */
    boolean stillAdmits(Result earlier) {
        try {
            User user = earlier.user();
            return user == null ? !file.hasEntries() : user.equals(file.read().get(user.name()));
        } catch (ClosedByInterruptException e) {
            return false;
        } catch (IOException e) {
            LOG.error("the users of the page cannot be read: closing an open page", e);
            return false;
        }
    }

    /**
     * Pairs a device: it becomes a user with a secret of its own.
     *
     * @return its name and secret; empty if the code is not good
     */
    synchronized Optional<String> pair(String code, String address) throws IOException {
        if (!attempts.allows(address)) {
            LOG.warn("refusing to check a pairing code from {}: too many attempts", address);
            return Optional.empty();
        }
        Optional<PairingFile.Offer> offer = pairing.redeem(code, wall.instant());
        if (offer.isEmpty() || file.read().containsKey(offer.get().name())) {
            LOG.warn("refusing to pair a device at {}: its code is not good", address);
            return Optional.empty();
        }
        attempts.forget(address);
        String name = offer.get().name();
        String secret = PairingFile.secret();
        User device = new User(name, Passwords.hash(secret.toCharArray()), offer.get().role());
        pairing.keep(device, wall.instant());
        file.put(device);
        LOG.info("paired {} at {} as {}", name, address, offer.get().role());
        return Optional.of(name + ":" + secret);
    }

    /** Removes a user or a paired device, but not while another device is being paired. */
    synchronized boolean remove(String name) throws IOException {
        return file.remove(name);
    }

    private Result check(Map<String, User> users, @Nullable String header, String address) {
        if (header == null || !header.startsWith(BASIC)) {
            return Result.refused(Failure.UNAUTHORIZED);
        }
        String digest = digest(header);
        User known = remembered(digest);
        if (known != null && known.equals(users.get(known.name()))) {
            return new Result(known, null);
        }
        if (!attempts.allows(address)) {
            LOG.warn("refusing to check a password from {}: too many attempts", address);
            return Result.refused(Failure.LOCKED);
        }
        Optional<User> user = verify(users, header);
        if (user.isEmpty()) {
            LOG.warn("wrong user or password for the page from {}", address);
            return Result.refused(Failure.UNAUTHORIZED);
        }
        attempts.forget(address);
        remember(digest, user.get());
        return new Result(user.get(), null);
    }

    private static Optional<User> verify(Map<String, User> users, String header) {
        String[] credentials = decode(header.substring(BASIC.length())).split(":", 2);
        if (credentials.length < 2) {
            return Optional.empty();
        }
        char[] password = credentials[1].toCharArray();
        Optional<User> user =
                Optional.ofNullable(users.get(credentials[0]))
                        .filter(u -> Passwords.verify(password, u.hash()));
        Arrays.fill(password, ' ');
        return user;
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private String digest(String header) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(salt);
            byte[] hash = sha.digest(header.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A password hash takes 0.1 s: too long for each request. */
    private synchronized @Nullable User remembered(String digest) {
        return verified.get(digest);
    }

    private synchronized void remember(String digest, User user) {
        verified.put(digest, user);
        if (verified.size() > REMEMBERED) {
            verified.remove(verified.keySet().iterator().next());
        }
    }
}
