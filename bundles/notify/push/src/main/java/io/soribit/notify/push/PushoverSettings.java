// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import io.soribit.common.text.Language;
import java.util.function.Consumer;

/**
 * The validated configuration of Pushover. Its text shows no secret.
 *
 * @param name what alerts' targets call it
 * @param server without a slash at its end
 * @param token of the application
 * @param user or group that receives
 * @param device empty for all of them
 * @param publicUrl the hub's page as phones reach it; empty if they do not
 * @param language {@code en} or {@code ko}
 */
record PushoverSettings(
        String name,
        String server,
        String token,
        String user,
        String device,
        String publicUrl,
        String language) {
    private static final String KEY = "[A-Za-z0-9]{30}";

    /**
     * Understands the configuration.
     *
     * @param problems called for each invalid entry; its default is used
     * @throws IllegalArgumentException if it cannot be used, with what to do
     */
    static PushoverSettings of(
            PushoverNotifier.Config config, String name, Consumer<String> problems) {
        String server = WebAddress.parse("url", config.url(), "https://api.pushover.net");
        if (WebAddress.isOpen(server)) {
            problems.accept("the token goes over the network unencrypted: use https");
        }
        return new PushoverSettings(
                name,
                server,
                key("token", config.token(), "that of an application of yours"),
                key("user", config.user(), "the key of your account or group"),
                config.device().strip(),
                config.public__url().isBlank()
                        ? ""
                        : WebAddress.parse(
                                "public_url", config.public__url(), "https://home.example"),
                Language.orEnglish(config.language(), problems));
    }

    private static String key(String name, String text, String which) {
        String key = text.strip();
        if (!key.matches(KEY)) {
            throw new IllegalArgumentException(
                    name
                            + " cannot be used: it has 30 letters and digits, "
                            + which
                            + ", see https://pushover.net. Nothing is pushed until then");
        }
        return key;
    }

    @Override
    public String toString() {
        return name + " at " + server;
    }
}
