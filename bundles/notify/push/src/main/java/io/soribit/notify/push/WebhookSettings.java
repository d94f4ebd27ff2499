// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import java.net.URI;
import java.util.function.Consumer;

/**
 * The configuration of a webhook, understood. Its text shows neither the secret nor the path, which
 * may be one, too.
 *
 * @param name what alerts' targets call it
 * @param url where alerts are sent
 * @param secret what they are signed with
 * @param hub the name of this hub
 */
record WebhookSettings(String name, URI url, String secret, String hub) {
    private static final int GUESSABLE = 16;
    private static final String UNUSABLE =
            "url cannot be used: it is to be like https://receiver.example/alerts, with no user and"
                    + " password in it. Nothing is sent until then";

    /**
     * Understands the configuration.
     *
     * @throws IllegalArgumentException if it cannot be used, with what to do
     */
    static WebhookSettings of(
            WebhookNotifier.Config config, String name, Consumer<String> problems) {
        URI url = url(config.url().strip());
        String secret = config.secret().strip();
        if (secret.isEmpty()) {
            throw new IllegalArgumentException(
                    "secret is missing: choose a long one, and give it to the receiver too."
                            + " Nothing is sent until then");
        }
        if (secret.length() < GUESSABLE) {
            problems.accept("secret is short enough to be guessed: use 16 characters or more");
        }
        if (url.getScheme().equals("http") && !NtfySettings.isLoopback(url.toString())) {
            problems.accept("alerts are sent unencrypted: use https if they leave the house");
        }
        return new WebhookSettings(name, url, secret, config.hub().strip());
    }

    private static URI url(String text) {
        try {
            URI uri = URI.create(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(UNUSABLE, e);
        }
        throw new IllegalArgumentException(UNUSABLE);
    }

    /** Where it is sent, for people. */
    String receiver() {
        return url.getScheme() + "://" + url.getAuthority();
    }

    @Override
    public String toString() {
        return name + " at " + receiver();
    }
}
