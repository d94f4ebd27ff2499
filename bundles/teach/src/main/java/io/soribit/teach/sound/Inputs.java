// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.sound;

import io.soribit.api.FrontEndSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a front end made of a take: from it a sound is learnt anew when another trunk hears.
 *
 * @param spec what the front end was asked for
 * @param name of the take
 * @param loud some windows in which the sound is, at least one
 * @param quiet some in which it is not
 */
public record Inputs(FrontEndSpec spec, String name, List<Input> loud, List<Input> quiet) {
    public Inputs {
        loud = List.copyOf(loud);
        quiet = List.copyOf(quiet);
        if (loud.isEmpty()) {
            throw new IllegalArgumentException("the take '" + name + "' has no window");
        }
    }

    /** Whether a model is given the same by its front end. */
    public boolean fits(FrontEndSpec other) {
        return spec.type().equals(other.type())
                && comparable(spec.parameters()).equals(comparable(other.parameters()));
    }

    /** With numbers of one kind: a file does not tell whole ones from others. */
    private static Map<String, Object> comparable(Map<String, Object> parameters) {
        Map<String, Object> same = new HashMap<>();
        parameters.forEach(
                (key, value) -> same.put(key, value instanceof Number n ? n.doubleValue() : value));
        return same;
    }
}
