// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.sound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.FrontEndSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The inputs of all takes of a sound as JSON. It stays on the hub: no export has it. */
final class InputDocument {
    private static final String FORMAT = "soribit-inputs/1";
    private static final String TYPE = "type";
    private static final ObjectMapper JSON = new ObjectMapper();

    private InputDocument() {}

    /** As bytes of a file; all takes have one front end. */
    static byte[] write(List<Inputs> takes) throws JsonProcessingException {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
        FrontEndSpec spec = takes.get(0).spec();
        ObjectNode frontEnd = root.putObject("frontEnd").put(TYPE, spec.type());
        spec.parameters().forEach((key, value) -> frontEnd.set(key, JSON.valueToTree(value)));
        ArrayNode all = root.putArray("takes");
        for (Inputs take : takes) {
            ObjectNode json = all.addObject().put("name", take.name());
            write(json.putArray("loud"), take.loud());
            write(json.putArray("quiet"), take.quiet());
        }
        return JSON.writeValueAsBytes(root);
    }

    private static void write(ArrayNode json, List<Input> windows) {
        for (Input window : windows) {
            json.addObject()
                    .put("lowest", window.lowest())
                    .put("step", window.step())
                    .put("values", Base64.getEncoder().encodeToString(window.values()));
        }
    }

    /**
     * From bytes of a file.
     *
     * @throws IOException if they are none, with what is wrong
     */
    static List<Inputs> read(byte[] content) throws IOException {
        try {
            JsonNode root = JSON.readTree(content);
            if (!root.path("format").asText().equals(FORMAT)) {
                throw new IOException("it does not say " + FORMAT);
            }
            FrontEndSpec spec = spec(root.path("frontEnd"));
            List<Inputs> takes = new ArrayList<>();
            for (JsonNode take : root.path("takes")) {
                takes.add(
                        new Inputs(
                                spec,
                                take.path("name").asText(),
                                windows(take.path("loud")),
                                windows(take.path("quiet"))));
            }
            return takes;
        } catch (JsonProcessingException e) {
            throw new IOException("it is no JSON: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static FrontEndSpec spec(JsonNode json) {
        Map<String, Object> parameters = new HashMap<>();
        json.properties()
                .forEach(
                        entry -> {
                            JsonNode value = entry.getValue();
                            parameters.put(
                                    entry.getKey(),
                                    value.isNumber() ? value.numberValue() : value.asText());
                        });
        parameters.remove(TYPE);
        return new FrontEndSpec(json.path(TYPE).asText(), parameters);
    }

    private static List<Input> windows(JsonNode json) {
        List<Input> windows = new ArrayList<>();
        for (JsonNode window : json) {
            windows.add(
                    new Input(
                            (float) window.path("lowest").asDouble(Double.NaN),
                            (float) window.path("step").asDouble(Double.NaN),
                            Base64.getDecoder().decode(window.path("values").asText())));
        }
        return windows;
    }
}
