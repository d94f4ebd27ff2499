// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.common.text.Language;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/**
 * The validated configuration of an Apprise API server. Its text shows no secret.
 *
 * @param name what alerts' targets call it
 * @param server without a slash at its end
 * @param key of the configuration there; empty if it has none
 * @param urls of the services, where there is no key
 * @param tag only services with it; empty for all
 * @param authorization the header of that name; empty for none
 * @param language {@code en} or {@code ko}
 */
record AppriseSettings(
        String name,
        String server,
        String key,
        List<String> urls,
        String tag,
        String authorization,
        String language) {
    private static final String KEY = "[-_A-Za-z0-9]{1,128}";

    /**
     * Understands the configuration.
     *
     * @param problems called for each invalid entry; its default is used
     * @throws IllegalArgumentException if it cannot be used, with what to do
     */
    static AppriseSettings of(
            AppriseNotifier.Config config, String name, Consumer<String> problems) {
        String server = WebAddress.parse("url", config.url(), "http://192.168.1.10:8000");
        String key = config.key().strip();
        List<String> urls =
                Arrays.stream(config.urls())
                        .flatMap(line -> Arrays.stream(line.split(",")))
                        .map(String::strip)
                        .filter(url -> !url.isEmpty())
                        .toList();
        if (!key.isEmpty() && !key.matches(KEY)) {
            throw new IllegalArgumentException(
                    "key cannot be used: it has 1 to 128 letters, digits, - and _. Nothing is pushed"
                            + " until then");
        }
        if (key.isEmpty() == urls.isEmpty()) {
            throw new IllegalArgumentException(
                    "set either key, that of a configuration of the Apprise API server, or urls, those"
                            + " of services. Nothing is pushed until then");
        }
        String user = config.user().strip();
        if (WebAddress.isOpen(server) && (!urls.isEmpty() || !user.isEmpty())) {
            problems.accept("secrets go over the network unencrypted: use https");
        }
        return new AppriseSettings(
                name,
                server,
                key,
                urls,
                config.tag().strip(),
                user.isEmpty() ? "" : basic(user, config.password()),
                Language.orEnglish(config.language(), problems));
    }

    private static String basic(String user, String password) {
        String both = user + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
    }

    /** Where messages are sent. */
    URI address() {
        return URI.create(server + "/notify" + (key.isEmpty() ? "" : "/" + key));
    }

    @Override
    public String toString() {
        return name + " at " + server;
    }
}
