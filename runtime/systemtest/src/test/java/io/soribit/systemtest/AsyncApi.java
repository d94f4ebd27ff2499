// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The description of the hub's topics, and what messages make of it. */
final class AsyncApi {
    private static final Path FILE =
            Path.of("..", "..", "bundles", "notify", "mqtt", "asyncapi.yaml");
    private static final String HERE = "https://soribit.example/asyncapi";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A message as a third party received it. */
    record Message(String topic, String payload, int qos, boolean retained) {}

    /** A channel and how the hub uses it. */
    private record Channel(String name, String address, Pattern topics, Optional<JsonNode> sent) {
        /** The fewer parts of an address are open, the better it fits. */
        long parameters() {
            return address.chars().filter(c -> c == '{').count();
        }
    }

    private final JsonNode document;
    private final JsonSchemaFactory factory;
    private final List<Channel> channels = new ArrayList<>();
    private final Map<String, JsonSchema> schemas = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    AsyncApi() throws IOException {
        document = new YAMLMapper().readTree(Files.readString(FILE));
        String json = document.toString();
        factory =
                JsonSchemaFactory.getInstance(
                        SpecVersion.VersionFlag.V7,
                        b -> b.schemaLoaders(l -> l.schemas(Map.of(HERE, json))));
        Map<String, JsonNode> sent = new LinkedHashMap<>();
        for (JsonNode operation : document.get("operations")) {
            if (operation.get("action").asText().equals("send")) {
                sent.put(
                        operation.at("/channel/$ref").asText().replace("#/channels/", ""),
                        resolved(operation.get("bindings")).get("mqtt"));
            }
        }
        for (Map.Entry<String, JsonNode> channel : document.get("channels").properties()) {
            String address = channel.getValue().get("address").asText();
            Pattern topics =
                    Pattern.compile(
                            Pattern.quote(address).replaceAll("\\{\\w+}", "\\\\E[^/]+\\\\Q"));
            channels.add(
                    new Channel(
                            channel.getKey(),
                            address,
                            topics,
                            Optional.ofNullable(sent.get(channel.getKey()))));
        }
        channels.sort(Comparator.comparing(Channel::parameters));
    }

    /** What the rules of AsyncAPI 3.0.0 forbid of the document. */
    List<String> problemsOfItself() throws IOException {
        try (InputStream in = AsyncApi.class.getResourceAsStream("/asyncapi-3.0.0.json")) {
            JsonSchema rules = factory.getSchema(Objects.requireNonNull(in));
            return rules.validate(document).stream().map(ValidationMessage::toString).toList();
        }
    }

    /** References that lead nowhere, and channels that no operation uses. */
    List<String> danglingReferences() {
        List<String> dangling = new ArrayList<>();
        document.findValuesAsText("$ref").stream()
                .filter(
                        ref ->
                                !ref.startsWith("#/")
                                        || document.at(ref.substring(1)).isMissingNode())
                .forEach(dangling::add);
        Set<String> used = new HashSet<>();
        document.get("operations").findValuesAsText("$ref").forEach(used::add);
        channels.stream()
                .map(channel -> "#/channels/" + channel.name)
                .filter(channel -> !used.contains(channel))
                .forEach(dangling::add);
        return dangling;
    }

    /** What is wrong with a message; empty if it is as described. */
    List<String> problems(Message message) {
        Optional<Channel> found =
                channels.stream()
                        .filter(c -> c.topics.matcher(message.topic).matches())
                        .findFirst();
        if (found.isEmpty()) {
            return List.of("not described: " + message);
        }
        Channel channel = found.get();
        if (channel.sent.isEmpty()) {
            return List.of(); // the hub only hears it
        }
        List<String> problems = new ArrayList<>();
        JsonNode mqtt = channel.sent.get();
        if (message.qos != mqtt.get("qos").intValue()
                || message.retained != mqtt.get("retain").booleanValue()) {
            problems.add(channel.name + " has other QoS or retain flag: " + message);
        }
        List<String> reasons = new ArrayList<>();
        String messages = "/channels/" + channel.name + "/messages";
        for (Map.Entry<String, JsonNode> type : document.at(messages).properties()) {
            String reference = type.getValue().path("$ref").asText();
            List<String> invalid =
                    invalid(
                            reference.isEmpty()
                                    ? messages + "/" + type.getKey()
                                    : reference.substring(1),
                            message.payload);
            if (invalid.isEmpty()) {
                seen.add(channel.name);
                return problems;
            }
            reasons.addAll(invalid);
        }
        problems.add(message + " is not as " + channel.name + " says: " + reasons);
        return problems;
    }

    private List<String> invalid(String type, String payload) {
        JsonNode described = document.at(type);
        JsonSchema schema =
                schemas.computeIfAbsent(
                        type + "/payload",
                        pointer -> factory.getSchema(SchemaLocation.of(HERE + "#" + pointer)));
        boolean text = described.path("contentType").asText().equals("text/plain");
        boolean number = described.at("/payload/type").asText().equals("number");
        try {
            JsonNode value = text && !number ? new TextNode(payload) : JSON.readTree(payload);
            return schema.validate(value).stream().map(ValidationMessage::toString).toList();
        } catch (JsonProcessingException e) {
            return List.of("no JSON: " + e.getOriginalMessage());
        }
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** Channels that the hub sends to and of which no valid message came. */
    List<String> unseen() {
        return channels.stream()
                .filter(channel -> channel.sent.isPresent() && !seen.contains(channel.name))
                .map(Channel::name)
                .sorted()
                .toList();
    }
}
