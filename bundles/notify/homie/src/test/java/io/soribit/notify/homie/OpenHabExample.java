// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files for openHAB in {@code openhab}, as far as its MQTT binding reads them.
 *
 * @param thing its unique id
 * @param availability parameters of the thing
 * @param channels by id
 * @param items types by unique id of the channel
 */
record OpenHabExample(
        String thing,
        Map<String, String> availability,
        Map<String, Channel> channels,
        Map<String, String> items) {
    private static final Pattern BRIDGE = Pattern.compile("Bridge mqtt:broker:(\\w+) .*");
    private static final Pattern THING = Pattern.compile("Thing topic (\\w+) .*\\[(.*)] \\{");
    private static final Pattern CHANNEL =
            Pattern.compile("Type (\\w+) : ([\\w-]+) \"[^\"]+\" \\[(.*)]");
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Pattern ITEM =
            Pattern.compile("(\\w+) +\\w+ +\"[^\"]+\" +\\{ channel=\"([^\"]+)\".* }");

    /** A channel, its type and parameters. */
    record Channel(String type, Map<String, String> parameters) {}

    static OpenHabExample read(Path folder) throws IOException {
        String bridge = "";
        String thing = "";
        Map<String, String> availability = Map.of();
        Map<String, Channel> channels = new LinkedHashMap<>();
        for (String line : Files.readAllLines(folder.resolve("soribit.things"))) {
            Matcher channel = CHANNEL.matcher(line.strip());
            Matcher topic = THING.matcher(line.strip());
            Matcher broker = BRIDGE.matcher(line.strip());
            if (channel.matches()) {
                channels.put(
                        channel.group(2),
                        new Channel(channel.group(1), parameters(channel.group(3))));
            } else if (topic.matches()) {
                thing = "mqtt:topic:" + bridge + ":" + topic.group(1);
                availability = parameters(topic.group(2));
            } else if (broker.matches()) {
                bridge = broker.group(1);
            } else if (!line.strip().matches("//.*|[{}]|Channels:")) {
                throw new IOException("not understood: " + line);
            }
        }
        Map<String, String> items = new LinkedHashMap<>();
        for (String line : Files.readAllLines(folder.resolve("soribit.items"))) {
            Matcher item = ITEM.matcher(line);
            if (item.matches()) {
                items.put(item.group(2), item.group(1));
            } else if (!line.startsWith("//")) {
                throw new IOException("not understood: " + line);
            }
        }
        return new OpenHabExample(thing, availability, channels, items);
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(text);
        while (parameter.find()) {
            parameters.put(parameter.group(1), parameter.group(2));
        }
        return parameters;
    }
}
