// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The example for Node-RED, by what {@code asyncapi.yaml} says of its topics. */
class NodeRedFlowTest {
    private static final Pattern FIELD = Pattern.compile("payload\\.([a-z_.]+)");

    private final Map<String, JsonNode> nodes = new LinkedHashMap<>();
    private JsonNode api = new ObjectMapper().nullNode();

    @BeforeEach
    void read() throws Exception {
        api = new YAMLMapper().readTree(Path.of("asyncapi.yaml").toFile());
        for (JsonNode node :
                new ObjectMapper().readTree(Path.of("node-red", "soribit.json").toFile())) {
            assertThat(nodes.put(node.get("id").asText(), node)).as("ids are unique").isNull();
        }
    }

    private List<JsonNode> ofType(String type) {
        List<JsonNode> found =
                nodes.values().stream().filter(n -> n.get("type").asText().equals(type)).toList();
        assertThat(found).as(type).isNotEmpty();
        return found;
    }

    private List<JsonNode> next(JsonNode node) {
        List<JsonNode> next = new ArrayList<>();
        for (JsonNode output : node.path("wires")) {
            for (JsonNode id : output) {
                assertThat(nodes).containsKey(id.asText());
                next.add(nodes.get(id.asText()));
            }
        }
        return next;
    }

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? api.at(schema.get("$ref").asText().substring(1)) : schema;
    }

    /** What messages of a topic are; with the action of the hub, of which there must be one. */
    private JsonNode payload(String topic, String action) {
        for (JsonNode operation : api.get("operations")) {
            JsonNode channel = resolved(operation.get("channel"));
            String topics = channel.get("address").asText().replaceAll("\\{\\w+}", "[^/]+");
            if (operation.get("action").asText().equals(action) && topic.matches(topics)) {
                JsonNode message = resolved(channel.get("messages").elements().next());
                return resolved(message.get("payload"));
            }
        }
        throw new AssertionError("no topic that the hub is to " + action + ": " + topic);
    }

    private static boolean requires(JsonNode schema, String name) {
        for (JsonNode required : schema.path("required")) {
            if (required.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable JsonNode field(JsonNode schema, String path) {
        JsonNode found = schema;
        for (String name : path.split("\\.")) {
            if (found.path("properties").has(name)) {
                found = resolved(found.get("properties").get(name));
            } else if (requires(found, name)) {
                found = found.get("additionalProperties");
            } else {
                return null;
            }
        }
        return found;
    }

    @Test
    void whatItHearsIsPublishedAndHasTheFieldsThatItUses() {
        for (JsonNode in : ofType("mqtt in")) {
            JsonNode schema = payload(in.get("topic").asText(), "send");
            boolean json = in.get("datatype").asText().equals("json");
            assertThat(json).isEqualTo(schema.get("type").asText().equals("object"));
            List<JsonNode> users = new ArrayList<>();
            next(in).forEach(
                            node -> {
                                users.add(node);
                                users.addAll(next(node));
                            });
            for (JsonNode user : users) {
                FIELD.matcher(user.path("template").asText() + user.path("property").asText())
                        .results()
                        .forEach(
                                found ->
                                        assertThat(field(schema, found.group(1)))
                                                .as(found.group())
                                                .isNotNull());
            }
        }
    }

    @Test
    void whatItTellsApartAreValuesOfTheField() {
        for (JsonNode in : ofType("mqtt in")) {
            JsonNode schema = payload(in.get("topic").asText(), "send");
            for (JsonNode choice : next(in)) {
                assertThat(choice.get("type").asText()).isEqualTo("switch");
                String property = choice.get("property").asText().replaceFirst("^payload\\.?", "");
                JsonNode values = property.isEmpty() ? schema : field(schema, property);
                for (JsonNode rule : choice.get("rules")) {
                    assertThat(values.get("enum")).contains(rule.get("v"));
                }
                assertThat(choice.get("wires")).hasSameSizeAs(choice.get("rules"));
            }
        }
    }

    @Test
    void whatItSaysIsHeardByTheHub() {
        for (JsonNode out : ofType("mqtt out")) {
            payload(out.get("topic").asText(), "receive");
            assertThat(out.get("retain").asText()).isEqualTo("false");
        }
        for (JsonNode button : ofType("inject")) {
            for (JsonNode out : next(button)) {
                JsonNode schema = payload(out.get("topic").asText(), "receive");
                if (schema.has("enum")) {
                    assertThat(schema.get("enum")).contains(button.get("payload"));
                }
            }
        }
    }

    @Test
    void allNodesAreOfOneFlowAndOneBroker() {
        String flow = ofType("tab").get(0).get("id").asText();
        String broker = ofType("mqtt-broker").get(0).get("id").asText();
        for (JsonNode node : nodes.values()) {
            assertThat(node.path("z").asText(flow)).isEqualTo(flow);
            assertThat(node.path("broker").asText(broker)).isIn(broker, "127.0.0.1");
        }
    }
}
