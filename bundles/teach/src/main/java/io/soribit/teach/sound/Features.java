// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.sound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.soribit.teach.learn.Background;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Embeddings as a file holds them: flattened, a byte each. */
final class Features {
    /** The largest flattened value that is kept; higher ones count as this. */
    private static final float MOST = 10;

    private static final float SCALE = MOST / 255;

    private Features() {}

    static ArrayNode write(List<float[]> windows) {
        ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        for (float[] window : windows) {
            float[] flat = Background.flattened(window);
            byte[] bytes = new byte[flat.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) Math.round(Math.min(MOST, flat[i]) / SCALE);
            }
            texts.add(Base64.getEncoder().encodeToString(bytes));
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
            float[] window = new float[size];
            for (int i = 0; i < size; i++) {
                window[i] = Background.raised((bytes[i] & 0xff) * SCALE);
            }
            windows.add(window);
        }
        return windows;
    }
}
