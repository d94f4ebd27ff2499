// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push.browser;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/**
 * A browser that wants alerts.
 *
 * @param device as it was paired
 * @param pairing what tells this pairing from an earlier one of the same name
 * @param endpoint where its push service takes messages: whoever knows it can send
 * @param key of the browser, base64url
 * @param secret that the browser gave, base64url
 * @param language of what is pushed
 */
record Subscription(
        String device, String pairing, URI endpoint, String key, String secret, String language) {
    private static final int SECRET = 16;
    private static final int LONGEST = 1_000;

    /**
     * Checks what a browser gave.
     *
     * @param services the hosts of push services; what begins with a dot is the end of a name
     * @throws IllegalArgumentException if it cannot be used
     */
    void check(Set<String> services) {
        String host = String.valueOf(endpoint.getHost()).toLowerCase(Locale.ROOT);
        boolean known =
                services.stream()
                        .anyMatch(s -> s.startsWith(".") ? host.endsWith(s) : host.equals(s));
        if (!"https".equals(endpoint.getScheme())
                || !known
                || endpoint.toString().length() > LONGEST) {
            throw new IllegalArgumentException(
                    "the push service "
                            + host
                            + " is not known: add it to services in"
                            + " etc/io.soribit.notify.push.browser.cfg");
        }
        if (secretBytes().length != SECRET) {
            throw new IllegalArgumentException("the secret of a browser has 16 bytes");
        }
        publicKey();
    }

    ECPublicKey publicKey() {
        try {
            return P256.decode(Base64.getUrlDecoder().decode(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key of the browser cannot be read", e);
        }
    }

    byte[] secretBytes() {
        return Base64.getUrlDecoder().decode(secret);
    }

    /** Without what nobody else may know. */
    @Override
    public String toString() {
        return device + " at " + endpoint.getHost();
    }
}
