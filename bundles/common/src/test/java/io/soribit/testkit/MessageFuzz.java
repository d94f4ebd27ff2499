// SPDX-License-Identifier: Apache-2.0
package io.soribit.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.soribit.api.MessageBus;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * A message bus that gives its subscribers damaged messages, on the calling thread. An input is the
 * topic, a space, and the payload; the topic may be damaged, too. What is published is dropped.
 */
public final class MessageFuzz implements MessageBus {
    private record Entry(Pattern topics, Handler handler) {}

    private final List<Entry> subscriptions = new CopyOnWriteArrayList<>();
    private long delivered;

    /**
     * Reads messages to begin with: a line each, of a file beside the test.
     *
     * @param file lines that begin with {@code #} are comments; {@code \n}, {@code \r} and {@code
     *     \\} are escaped
     */
    public static List<byte[]> corpus(Class<?> test, String file) throws IOException {
        try (InputStream in = test.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException("there is no " + file + " beside " + test);
            }
            List<byte[]> all = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), ISO_8859_1).split("\n")) {
                if (!line.isEmpty() && !line.startsWith("#")) {
                    all.add(unescaped(line).getBytes(ISO_8859_1));
                }
            }
            return all;
        }
    }

    private static String unescaped(String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char next = line.charAt(i);
            if (next == '\\' && i + 1 < line.length()) {
                char escaped = line.charAt(++i);
                text.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
            } else {
                text.append(next);
            }
        }
        return text.toString();
    }

    /** Gives an input to all who have subscribed to its topic, as new and as retained. */
    public void deliver(byte[] input) {
        int end = 0;
        while (end < input.length && input[end] != ' ') {
            end++;
        }
        String topic = new String(input, 0, end, java.nio.charset.StandardCharsets.UTF_8);
        int begin = Math.min(input.length, end + 1);
        byte[] payload = java.util.Arrays.copyOfRange(input, begin, input.length);
        if (topic.isEmpty() || topic.matches("(?s).*[+#\0].*")) {
            return; // no broker delivers it
        }
        for (Entry entry : subscriptions) {
            if (entry.topics.matcher(topic).matches()) {
                delivered++;
                entry.handler.message(topic, payload, false, new byte[] {1, -1});
                entry.handler.message(topic, payload, true);
            }
        }
    }

    /** How many messages had a subscriber: a test that reaches none tests nothing. */
    public long delivered() {
        return delivered;
    }

    @Override
    public boolean connected() {
        return true;
    }

    @Override
    public String address() {
        return "tcp://localhost:1883";
    }

    @Override
    public String root() {
        return "soribit/hub";
    }

    @Override
    public void publish(String topic, byte[] payload, int qos, boolean retained) {}

    @Override
    public Subscription subscribe(String filter, Handler handler) {
        String levels =
                Pattern.quote(filter)
                        .replace("/#", "\\E(/.*)?\\Q")
                        .replace("#", "\\E.*\\Q")
                        .replace("+", "\\E[^/]*\\Q");
        Entry entry = new Entry(Pattern.compile(levels, Pattern.DOTALL), handler);
        subscriptions.add(entry);
        return () -> subscriptions.remove(entry);
    }
}
