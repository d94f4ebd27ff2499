// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.soribit.api.score.SoundPicture;
import java.util.Base64;

/** A picture of a sound as JSON: a byte for each level. */
public record PictureJson(
        String room,
        String start,
        @JsonProperty("step_ms") long stepMillis,
        int bands,
        float lowest,
        float highest,
        String levels) {
    public static PictureJson of(SoundPicture picture) {
        byte[] levels = new byte[picture.levels().size()];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = picture.levels().get(i).byteValue();
        }
        return new PictureJson(
                picture.room(),
                picture.start().toString(),
                picture.step().toMillis(),
                picture.bands(),
                picture.lowest(),
                picture.highest(),
                Base64.getEncoder().encodeToString(levels));
    }
}
