// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import io.soribit.api.FrontEndSpec;
import java.util.Locale;

/** Reads entries of a front-end spec within their ranges; every refusal names the entry. */
record SpecEntries(FrontEndSpec spec) {
    int integer(String name, int min, int max) {
        int value = spec.integer(name);
        if (value < min || value > max) {
            throw refused(name, value, "a whole number from " + min + " to " + max);
        }
        return value;
    }

    double number(String name, double min, double max) {
        double value = spec.number(name);
        if (!(value >= min && value <= max)) {
            throw refused(name, value, "a number from " + min + " to " + max);
        }
        return value;
    }

    /** One of the constants of an enum, written in lower case. */
    <E extends Enum<E>> E choice(String name, Class<E> type) {
        String text = spec.text(name);
        StringBuilder choices = new StringBuilder();
        for (E choice : type.getEnumConstants()) {
            String word = choice.name().toLowerCase(Locale.ROOT);
            if (word.equals(text)) {
                return choice;
            }
            choices.append(choices.isEmpty() ? "" : " or ").append(word);
        }
        throw refused(name, text, choices.toString());
    }

    static IllegalArgumentException refused(String name, Object value, String expected) {
        return new IllegalArgumentException(
                "frontEnd." + name + " = " + value + " cannot be used: it must be " + expected);
    }
}
