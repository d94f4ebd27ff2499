// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.sound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soribit.teach.learn.Coarse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Embeddings as a file holds them: flattened, a byte each. */
final class Features {
    private Features() {}

    static ArrayNode write(List<float[]> windows) {
        ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        for (float[] window : windows) {
            texts.add(Base64.getEncoder().encodeToString(Coarse.of(window)));
        }
        return texts;
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if one has another size
     */
    static List<float[]> read(JsonNode texts, int size) {
        List<float[]> windows = new ArrayList<>();
        for (JsonNode text : texts) {
            byte[] bytes = Base64.getDecoder().decode(text.asText());
            if (bytes.length != size) {
                throw new IllegalArgumentException(
                        "a window has " + bytes.length + " values instead of " + size);
            }
            windows.add(Coarse.embedding(bytes));
        }
        return windows;
    }
}
