// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.take;

import io.soribit.api.Embedding;
import java.util.List;

/**
 * One recording of a sound, as the model in charge hears it.
 *
 * @param name of its file
 * @param embedding what the windows are
 * @param loud windows in which the sound is, at least one
 * @param quiet windows in which it is not
 * @param remarks what a person should know who cannot judge it by ear
 */
public record Take(
        String name,
        Embedding embedding,
        List<float[]> loud,
        List<float[]> quiet,
        List<String> remarks) {
    public Take {
        loud = List.copyOf(loud);
        quiet = List.copyOf(quiet);
        remarks = List.copyOf(remarks);
    }
}
