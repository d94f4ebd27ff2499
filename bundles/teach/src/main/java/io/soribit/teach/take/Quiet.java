// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.take;

import io.soribit.api.Embedding;
import java.util.List;

/**
 * A room without the sound that is to be taught.
 *
 * @param embedding what the windows are
 * @param windows as the active model hears them
 * @param floor how loud the room is, in dB below full scale
 */
public record Quiet(Embedding embedding, List<float[]> windows, float floor) {
    public Quiet {
        windows = List.copyOf(windows);
    }
}
