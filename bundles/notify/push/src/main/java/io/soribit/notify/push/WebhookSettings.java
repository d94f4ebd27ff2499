// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The configuration of a webhook, understood. Its text shows neither the secret nor the path, which
 * may be one, too.
 *
 * @param name what alerts' targets call it
 * @param url where alerts are sent
 * @param secret what they are signed with; empty if they are not
 * @param hub the name of this hub
 * @param headers by name
 * @param template of the body
 */
record WebhookSettings(
        String name,
        URI url,
        String secret,
        String hub,
        Map<String, String> headers,
        WebhookTemplate template) {
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
        WebhookTemplate template = WebhookTemplate.of(config.template(), config.content__type());
        Map<String, String> headers = headers(config.headers());
        boolean own = template.text().isEmpty() && headers.isEmpty();
        if (secret.isEmpty() && own) {
            throw new IllegalArgumentException(
                    "secret is missing: choose a long one, and give it to the receiver too."
                            + " Nothing is sent until then");
        }
        if (!secret.isEmpty() && secret.length() < GUESSABLE) {
            problems.accept("secret is short enough to be guessed: use 16 characters or more");
        }
        if (url.getScheme().equals("http") && !WebAddress.isLoopback(url.toString())) {
            problems.accept("alerts are sent unencrypted: use https if they leave the house");
        }
        return new WebhookSettings(name, url, secret, config.hub().strip(), headers, template);
    }

    private static Map<String, String> headers(String[] lines) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : lines) {
            for (String header : line.split(",(?=\\s*[-A-Za-z0-9]+:)", -1)) {
                if (!header.isBlank()) {
                    String[] parts = header.strip().split(":\\s*", 2);
                    check(parts);
                    headers.put(parts[0], parts[1]);
                }
            }
        }
        return headers;
    }

    /** The value may be a secret: it is not shown. */
    private static void check(String[] header) {
        String problem =
                "headers: '"
                        + header[0]
                        + "' cannot be used: write Name: value. Nothing is sent until"
                        + " then";
        if (header.length < 2) {
            throw new IllegalArgumentException(problem);
        }
        try {
            HttpRequest.newBuilder().setHeader(header[0], header[1]);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(problem, e);
        }
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
