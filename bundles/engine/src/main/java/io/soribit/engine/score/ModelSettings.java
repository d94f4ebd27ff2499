// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import java.util.List;

/**
 * Which model is to be in charge.
 *
 * @param model its id; empty for the first of the preferred that is there; {@value #AUTO} for the
 *     most accurate that keeps up
 * @param preferred ids, the best first
 */
public record ModelSettings(String model, List<String> preferred) {
    /** In the place of an id: the hub chooses. */
    public static final String AUTO = "auto";

    public static final ModelSettings DEFAULT =
            new ModelSettings(
                    "",
                    List.of(
                            "home-dynamic-range",
                            "home-float16",
                            "home-integer",
                            "home-float32",
                            "home-full-integer"));

    public ModelSettings {
        preferred = List.copyOf(preferred);
    }

    boolean auto() {
        return model.equals(AUTO);
    }
}
