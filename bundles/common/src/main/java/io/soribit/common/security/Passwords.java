// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Hashes passwords with PBKDF2 and a salt. */
public final class Passwords {
    private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
    private static final int ITERATIONS = 210_000;
    private static final int MOST_ITERATIONS = 10_000_000;
    private static final int SALT = 16;
    private static final int HASH = 32;
    private static final Pattern FORM =
            Pattern.compile("pbkdf2-sha512\\$(\\d{1,8})\\$([\\w+/=]+)\\$([\\w+/=]+)");

    private Passwords() {}

    /** Hashes a password: {@code pbkdf2-sha512$ITERATIONS$SALT$HASH}, in Base64. */
    public static String hash(char[] password) {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        Base64.Encoder text = Base64.getEncoder();
        return "pbkdf2-sha512$"
                + ITERATIONS
                + "$"
                + text.encodeToString(salt)
                + "$"
                + text.encodeToString(derive(password, salt, ITERATIONS));
    }

    /** Whether a text is a hash as {@link #hash} makes it. */
    public static boolean wellFormed(String hash) {
        Matcher parts = FORM.matcher(hash);
        return parts.matches()
                && iterations(parts) > 0
                && iterations(parts) <= MOST_ITERATIONS
                && isText(parts.group(2))
                && isText(parts.group(3));
    }

    private static boolean isText(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether the password has this hash. Takes about 0.1 s. */
    public static boolean verify(char[] password, String hash) {
        Matcher parts = FORM.matcher(hash);
        if (!wellFormed(hash) || !parts.matches()) {
            return false;
        }
        Base64.Decoder bytes = Base64.getDecoder();
        return MessageDigest.isEqual(
                bytes.decode(parts.group(3)),
                derive(password, bytes.decode(parts.group(2)), iterations(parts)));
    }

    private static int iterations(Matcher parts) {
        return Integer.parseInt(parts.group(1));
    }

    private static byte[] derive(char[] password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, 8 * HASH);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        } finally {
            spec.clearPassword();
        }
    }
}
