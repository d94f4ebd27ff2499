// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import java.util.List;

/**
 * Which model is to be in charge.
 *
 * @param model its id; empty for the first of the preferred that is there
 * @param preferred ids, the best first
 */
public record ModelSettings(String model, List<String> preferred) {
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
}
