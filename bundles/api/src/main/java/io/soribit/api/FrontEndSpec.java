// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The input of a model, as its descriptor defines it. The front end defines which parameters exist.
 *
 * @param type names the front end, for example {@code log-mel} or {@code waveform}
 * @param parameters all other entries of the descriptor's {@code frontEnd}: strings and numbers by
 *     name
 */
public record FrontEndSpec(String type, Map<String, Object> parameters) {
    /**
     * Checks what it is given.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public FrontEndSpec {
        if (type.isBlank()) {
            throw new IllegalArgumentException(
                    "frontEnd.type is missing: for example log-mel or waveform");
        }
        parameters = Map.copyOf(parameters);
    }

    /**
     * A whole number.
     *
     * @param name the entry, without {@code frontEnd.}
     * @return the number
     * @throws IllegalArgumentException if it is missing or not whole; the message names the entry
     */
    public int integer(String name) {
        double value = number(name);
        if (value != Math.rint(value)) {
            throw new IllegalArgumentException(
                    "frontEnd." + name + " = " + value + " is not a whole number");
        }
        return (int) value;
    }

    /**
     * A number.
     *
     * @param name the entry, without {@code frontEnd.}
     * @return the number
     * @throws IllegalArgumentException if it is missing or no number; the message names the entry
     */
    public double number(String name) {
        @Nullable Object value = parameters.get(name);
        if (value instanceof Number n) {
            return n.doubleValue();
        }
        throw new IllegalArgumentException(
                "frontEnd."
                        + name
                        + (value == null ? " is missing" : " = " + value + " is not a number"));
    }

    /**
     * A text.
     *
     * @param name the entry, without {@code frontEnd.}
     * @return the text; of a number its digits
     * @throws IllegalArgumentException if it is missing; the message names the entry
     */
    public String text(String name) {
        @Nullable Object value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("frontEnd." + name + " is missing");
        }
        return value.toString();
    }
}
