// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.common.text.Language;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * The validated configuration of one channel to phones. Its text shows no secret.
 *
 * @param name what alerts' targets call it
 * @param server without a slash at its end
 * @param topic where alerts are published
 * @param replyTopic where "Seen" is published; empty if it goes to the hub's page
 * @param authorization the header of that name; empty for none
 * @param publicUrl the hub's page as phones reach it, with a slash at its end; empty if they do not
 * @param language {@code en} or {@code ko}
 */
record NtfySettings(
        String name,
        String server,
        String topic,
        String replyTopic,
        String authorization,
        String publicUrl,
        String language) {
    private static final String TOPIC = "[-_A-Za-z0-9]{1,64}";
    private static final int GUESSABLE = 12;

    /**
     * Understands the configuration.
     *
     * @param key a secret of this hub, from which the reply topic is made where none is set
     * @param problems called for each invalid entry; its default is used
     * @throws IllegalArgumentException if it cannot be used, with what to do
     */
    static NtfySettings of(
            NtfyNotifier.Config config, String name, String key, Consumer<String> problems) {
        String server = address("url", config.url());
        String topic = config.topic().strip();
        if (!topic.matches(TOPIC)) {
            throw new IllegalArgumentException(
                    "topic '"
                            + topic
                            + "' cannot be used: choose one of 1 to 64 letters, digits, - and _,"
                            + " and subscribe to it in the ntfy app. Nothing is pushed until then");
        }
        if (server.endsWith("//ntfy.sh") && topic.length() < GUESSABLE) {
            problems.accept(
                    "at ntfy.sh everybody who guesses the topic reads along: choose a longer one");
        }
        String authorization = authorization(config);
        if (!authorization.isEmpty() && WebAddress.isOpen(server)) {
            problems.accept("the token or password goes over the network unencrypted: use https");
        }
        String publicUrl =
                config.public__url().isBlank()
                        ? ""
                        : address("public_url", config.public__url()) + "/";
        String replies = config.reply__topic().strip();
        if (!replies.isEmpty() && (!replies.matches(TOPIC) || replies.equals(topic))) {
            problems.accept(
                    "reply_topic '"
                            + replies
                            + "' cannot be used: 1 to 64 letters, digits, - and _, and not the"
                            + " topic itself; one that nobody can guess is used");
            replies = "";
        }
        if (replies.isEmpty()) {
            replies = "soribit-" + Signature.of(key, server + "/" + topic).substring(0, 32);
        }
        return new NtfySettings(
                name,
                server,
                topic,
                publicUrl.isEmpty() ? replies : "",
                authorization,
                publicUrl,
                Language.orEnglish(config.language(), problems));
    }

    private static String address(String key, String text) {
        return WebAddress.parse(key, text, "https://ntfy.sh");
    }

    private static String authorization(NtfyNotifier.Config config) {
        if (!config.token().isBlank()) {
            return "Bearer " + config.token().strip();
        }
        String user = config.user().strip();
        return user.isEmpty()
                ? ""
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString((user + ":" + config.password()).getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return name + " at " + server;
    }
}
