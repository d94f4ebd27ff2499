// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.ModelException;
import io.soribit.common.io.LimitedFiles;
import io.soribit.common.signing.ModelArchive;
import io.soribit.common.signing.ModelParts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The descriptor of a bare file: the metadata of the file, overridden by what the user wrote into
 * the file of the same name that ends in {@code .json}.
 */
final class BareModel {
    private static final ObjectMapper JSON =
            JsonMapper.builder(ModelArchive.JSON)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    private final Path file;
    private final String name;
    private final long most;
    private byte @Nullable [] written;
    private final ObjectNode descriptor = JSON.createObjectNode();
    private final List<String> missing = new ArrayList<>();

    /**
     * Reads the metadata.
     *
     * @param most bytes that the file may have
     * @throws ModelException if the file is no model, or what the user wrote is no JSON object
     */
    BareModel(Path file, long most) throws ModelException, IOException {
        this.file = file;
        String full = String.valueOf(file.getFileName());
        name = full.substring(0, full.lastIndexOf('.'));
        this.most = most;
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > most) {
                throw ModelArchive.tooLarge("it", most);
            }
            ByteBuffer content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            describe(TfLiteFile.read(file, content), sha256(content.rewind()));
        }
        overlay();
    }

    /**
     * A bundle of the file and its descriptor.
     *
     * @throws ModelException as for {@link #descriptor}
     */
    ModelData bundle() throws ModelException, IOException {
        byte[] complete = descriptor();
        try (BundleWriter bundle = new BundleWriter(file, complete);
                InputStream content = Files.newInputStream(file)) {
            String sum = bundle.add("model.tflite", content, most);
            ModelParts parts = new ModelParts(ModelParts.sha256(written), sum, ModelParts.NONE);
            return new ModelData(parts, null, bundle.finish());
        }
    }

    /** Where the user completes the descriptor. */
    Path own() {
        return file.resolveSibling(name + ".json");
    }

    /**
     * The complete descriptor.
     *
     * @throws ModelException naming each line that is missing; a draft is then written beside it
     */
    byte[] descriptor() throws ModelException, IOException {
        Path draft = file.resolveSibling(name + ".json.draft");
        missing.removeIf(line -> descriptor.has(key(line)));
        if (missing.isEmpty()) {
            Files.deleteIfExists(draft);
            return JSON.writeValueAsBytes(descriptor);
        }
        Files.write(draft, JSON.writeValueAsBytes(descriptor));
        throw new ModelException(
                "the file does not say enough of itself; write these lines into "
                        + own().getFileName()
                        + " beside it: {"
                        + String.join(", ", missing)
                        + "}; "
                        + draft.getFileName()
                        + " is a draft of the rest");
    }

    private void describe(TfLiteFile model, String sha256) {
        String id = name.replace(' ', '-');
        if (id.matches("[A-Za-z0-9._-]{1,64}")) {
            descriptor.put("id", id);
        } else {
            missing.add(
                    "\"id\": a name of 1 to 64 letters, digits and . _ -, as the file has none");
        }
        descriptor.put("family", name).put("variant", model.input().type());
        descriptor.put("version", model.version().isEmpty() ? "1" : model.version());
        descriptor.put("file", "model.tflite").put("sha256", sha256);
        tensor("input", model.input());
        tensor("output", model.output());
        TfLiteFile.Tensor embedding = model.embedding();
        if (embedding != null) {
            tensor("embedding", embedding);
            // Nothing is known of its trunk: no sound that was taught on another is heard with it.
            descriptor
                    .withObject("/embedding")
                    .put("output", 1)
                    .put("trunk", "file-" + sha256.substring(0, 12));
        }
        ObjectNode limits = descriptor.putObject("thresholds");
        limits.putObject("default").put("onset", 0.5).put("offset", 0.3);
        limits.putObject("labels");
        ObjectNode card = descriptor.putObject("card");
        card.put("description", model.description()).put("licence", model.licence());
        if (model.labels().size() == model.output().size()) {
            ArrayNode labels = descriptor.putArray("labels");
            model.labels().forEach(labels::add);
        } else {
            missing.add("\"labels\": [one for each of its " + model.output().size() + " outputs]");
        }
        if (model.sampleRate() > 0 && model.input().type().equals("float32")) {
            descriptor
                    .putObject("frontEnd")
                    .put("type", "waveform")
                    .put("sampleRate", model.sampleRate())
                    .put("samples", model.input().size());
        } else {
            missing.add(
                    "\"frontEnd\": {\"type\": \"waveform\", \"sampleRate\": 16000, \"samples\": "
                            + model.input().size()
                            + "} or that of its features");
        }
    }

    private void overlay() throws ModelException, IOException {
        if (!Files.exists(own())) {
            return;
        }
        try {
            byte[] text = LimitedFiles.read(own(), ModelArchive.MOST_TEXT);
            written = text;
            if (!(JSON.readTree(text) instanceof ObjectNode lines)) {
                throw new ModelException(own().getFileName() + " is no JSON object: {...}");
            }
            descriptor.setAll(lines);
        } catch (JsonProcessingException e) {
            throw new ModelException(
                    own().getFileName() + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private void tensor(String role, TfLiteFile.Tensor tensor) {
        ObjectNode node = descriptor.putObject(role).put("type", tensor.type());
        ArrayNode shape = node.putArray("shape");
        tensor.shape().forEach(shape::add);
    }

    private static String key(String line) {
        return line.substring(1, line.indexOf('"', 1));
    }

    private static String sha256(ByteBuffer content) {
        MessageDigest digest = ModelParts.digest();
        digest.update(content);
        return HexFormat.of().formatHex(digest.digest());
    }
}
