// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.sound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Embedding;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.teach.learn.Head;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A taught sound as JSON: names, icon, colour and urgency; the trunk it was learnt on; features of
 * its takes; its head. Data only, and no audio.
 */
public final class SoundDocument {
    private static final String FORMAT = "soribit-sound/1";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An emergency counts as one only in a file that says that a person has confirmed it. */
    private static final String CONFIRMED = "emergencyConfirmed";

    private SoundDocument() {}

    /** As bytes of a file. */
    public static byte[] write(OwnSound own) throws JsonProcessingException {
        Sound sound = own.sound();
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format", FORMAT).put("id", sound.id());
        ObjectNode names = root.putObject("names");
        sound.names().forEach(names::put);
        root.put("icon", sound.icon())
                .put("colour", sound.colour())
                .put("urgency", sound.urgency().name().toLowerCase(Locale.ROOT));
        if (sound.urgency() == Urgency.EMERGENCY) {
            root.put(CONFIRMED, true);
        }
        if (!own.on()) {
            root.put("on", false);
        }
        OwnSound.Span recorded = own.recorded();
        if (recorded != null) {
            root.putObject("recorded")
                    .put("from", recorded.from().toString())
                    .put("to", recorded.to().toString());
        }
        OwnSound.Relearnt relearnt = own.relearnt();
        if (relearnt != null) {
            root.putObject("relearnt")
                    .put("trunk", relearnt.trunk())
                    .put("before", relearnt.before())
                    .put("now", relearnt.now());
        }
        OwnSound.Tuned tuned = own.tuned();
        if (tuned != null) {
            root.putObject("tuned")
                    .put("onset", tuned.onset())
                    .put("share", tuned.share())
                    .put("hours", tuned.hours());
        }
        root.put("trunk", own.embedding().trunk()).put("size", own.embedding().size());
        root.putObject("head")
                .put("weights", text(own.head().weights()))
                .put("bias", own.head().bias());
        ArrayNode takes = root.putArray("takes");
        for (OwnSound.Features take : own.takes()) {
            ObjectNode json = takes.addObject().put("name", take.name());
            json.set("loud", Features.write(take.loud()));
            json.set("quiet", Features.write(take.quiet()));
        }
        if (!own.examples().isEmpty()) {
            ArrayNode examples = root.putArray("examples");
            for (OwnSound.Example example : own.examples()) {
                examples.addObject()
                        .put("room", example.room())
                        .put("time", example.time().toString())
                        .put("positive", example.positive())
                        .set("windows", Features.write(example.windows()));
            }
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    /**
     * From bytes of a file.
     *
     * @throws IOException if it is no taught sound, with what is wrong
     */
    public static OwnSound read(byte[] content) throws IOException {
        try {
            JsonNode root = JSON.readTree(content);
            if (!root.path("format").asText().equals(FORMAT)) {
                throw new IOException("it is no taught sound: it does not say " + FORMAT);
            }
            Embedding embedding =
                    new Embedding(root.path("trunk").asText(), root.path("size").asInt());
            List<OwnSound.Features> takes = new ArrayList<>();
            for (JsonNode take : root.path("takes")) {
                takes.add(
                        new OwnSound.Features(
                                take.path("name").asText(),
                                Features.read(take.path("loud"), embedding.size()),
                                Features.read(take.path("quiet"), embedding.size())));
            }
            List<OwnSound.Example> examples = new ArrayList<>();
            for (JsonNode example : root.path("examples")) {
                examples.add(
                        new OwnSound.Example(
                                example.path("room").asText(),
                                Instant.parse(example.path("time").asText()),
                                example.path("positive").asBoolean(),
                                Features.read(example.path("windows"), embedding.size())));
            }
            JsonNode head = root.path("head");
            if (!head.path("bias").isNumber()) {
                throw new IllegalArgumentException("the bias of its head is no number");
            }
            return new OwnSound(
                    sound(root),
                    embedding,
                    takes,
                    examples,
                    new Head(
                            numbers(head.path("weights").asText()),
                            (float) head.path("bias").asDouble()),
                    root.path("on").asBoolean(true),
                    recorded(root.path("recorded")),
                    relearnt(root.path("relearnt")),
                    tuned(root.path("tuned")));
        } catch (JsonProcessingException e) {
            throw new IOException("it is no JSON: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new IOException("it is no taught sound: " + e.getMessage(), e);
        }
    }

    private static Sound sound(JsonNode root) {
        Map<String, String> names = new HashMap<>();
        root.path("names")
                .properties()
                .forEach(name -> names.put(name.getKey(), name.getValue().asText()));
        Urgency urgency = Urgency.valueOf(root.path("urgency").asText().toUpperCase(Locale.ROOT));
        boolean unconfirmed = urgency == Urgency.EMERGENCY && !root.path(CONFIRMED).asBoolean();
        return new Sound(
                root.path("id").asText(),
                names,
                root.path("icon").asText(),
                root.path("colour").asText(),
                unconfirmed ? Urgency.URGENT : urgency,
                List.of());
    }

    private static OwnSound.@Nullable Relearnt relearnt(JsonNode json) {
        return json.isMissingNode()
                ? null
                : new OwnSound.Relearnt(
                        json.path("trunk").asText(),
                        json.path("before").asInt(),
                        json.path("now").asInt());
    }

    private static OwnSound.@Nullable Tuned tuned(JsonNode json) {
        return json.isMissingNode()
                ? null
                : new OwnSound.Tuned(
                        (float) json.path("onset").asDouble(),
                        (float) json.path("share").asDouble(),
                        (float) json.path("hours").asDouble());
    }

    private static OwnSound.@Nullable Span recorded(JsonNode json) {
        return json.isMissingNode()
                ? null
                : new OwnSound.Span(
                        Instant.parse(json.path("from").asText()),
                        Instant.parse(json.path("to").asText()));
    }

    private static String text(float[] numbers) {
        ByteBuffer bytes =
                ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static float[] numbers(String text) {
        ByteBuffer bytes =
                ByteBuffer.wrap(Base64.getDecoder().decode(text)).order(ByteOrder.LITTLE_ENDIAN);
        float[] numbers = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(numbers);
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                throw new IllegalArgumentException("a weight of its head is no number");
            }
        }
        return numbers;
    }
}
