// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.soribit.api.Confusion;
import io.soribit.api.Embedding;
import io.soribit.api.FrontEndSpec;
import io.soribit.api.GoldenWindow;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import io.soribit.api.Threshold;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code model.json}. Thread-safe. */
final class ModelFileReader {
    private static final int LONGEST_NAME = 255;

    /** As a tree {@code [[],[],...]} takes thirty times the memory of its text. */
    private static final int MOST_TOKENS = 100_000;

    private final ObjectMapper json =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxTokenCount(MOST_TOKENS)
                                                    .build())
                                    .build())
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /**
     * @throws ModelException naming each entry that is missing or of the wrong kind, or those that
     *     contradict each other
     */
    ModelFile read(byte[] document) throws ModelException {
        try {
            return read(new Entries(json.readTree(document)));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where =
                    at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new ModelException(
                    "its descriptor is no JSON: " + e.getOriginalMessage() + where, e);
        } catch (IOException e) {
            throw new ModelException("its descriptor cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ModelException("its descriptor is wrong: " + e.getMessage(), e);
        }
    }

    /**
     * Reads golden windows: {@code {"scale": s, "windows": [{"name", "features", "scores"}...]}}.
     * The features are base64 of one signed byte each, times the scale.
     *
     * @throws ModelException naming what is missing or of the wrong kind
     */
    List<GoldenWindow> golden(byte[] document) throws ModelException {
        try {
            Entries root = new Entries(json.readTree(document));
            float scale = root.number("scale");
            List<GoldenWindow> windows =
                    root.objects("windows").stream().map(w -> golden(w, scale)).toList();
            if (!root.problems().isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", root.problems()));
            }
            return windows;
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelException("its golden windows are wrong: " + e.getMessage(), e);
        }
    }

    private static GoldenWindow golden(Entries window, float scale) {
        byte[] bytes = Base64.getDecoder().decode(window.text("features"));
        float[] features = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            features[i] = scale * bytes[i];
        }
        return new GoldenWindow(
                window.text("name"), features, window.object("scores").each(Entries::number));
    }

    private static ModelFile read(Entries root) {
        String id = root.text("id");
        String family = root.text("family", LONGEST_NAME);
        String variant = root.text("variant", LONGEST_NAME);
        String version = root.text("version", LONGEST_NAME);
        String file = root.text("file");
        String sha256 = root.text("sha256");
        String golden = root.textIfAny("golden");
        List<String> labels = root.texts("labels");
        String frontEnd = root.object("frontEnd").text("type");
        Map<String, Object> parameters =
                new LinkedHashMap<>(root.object("frontEnd").each(Entries::plain));
        parameters.remove("type");
        TensorSpec input = tensor(root.object("input"));
        TensorSpec output = tensor(root.object("output"));
        EmbeddingSpec embedding =
                root.has("embedding") ? embedding(root.object("embedding")) : null;
        DecisionReader decision = new DecisionReader(root);
        Threshold standard = decision.standard();
        Map<String, Threshold> own = decision.thresholds();
        List<Confusion> confusions = decision.confusions();
        float weight = decision.weight();
        String companion = decision.companion();
        float companionOnset = decision.companionOnset();
        Map<String, Object> card = root.object("card").each(Entries::plain);
        if (!root.problems().isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", root.problems()));
        }
        FrontEndSpec spec = new FrontEndSpec(frontEnd, parameters);
        return new ModelFile(
                new ModelDescriptor(
                        id,
                        family,
                        variant,
                        version,
                        labels,
                        spec,
                        standard,
                        own,
                        confusions,
                        weight,
                        companion,
                        companionOnset,
                        card),
                file,
                sha256,
                golden,
                input,
                output,
                embedding);
    }

    private static @Nullable EmbeddingSpec embedding(Entries entries) {
        int output = entries.wholeIfAny("output");
        String trunk = entries.text("trunk");
        TensorSpec tensor = tensor(entries);
        double size =
                tensor.shape().stream().mapToDouble(Integer::intValue).reduce(1, (a, b) -> a * b);
        return entries.problems().isEmpty()
                ? new EmbeddingSpec(output, tensor, new Embedding(trunk, (int) size))
                : null;
    }

    private static TensorSpec tensor(Entries entries) {
        String text = entries.text("type");
        List<Integer> shape = entries.sizes("shape");
        TensorType type =
                TensorType.ofText(text)
                        .orElseGet(
                                () -> {
                                    entries.problem("type", "is none of " + TensorType.texts());
                                    return TensorType.FLOAT32;
                                });
        return new TensorSpec(type, shape);
    }
}
