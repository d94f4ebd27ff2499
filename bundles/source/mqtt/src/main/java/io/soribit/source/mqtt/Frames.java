// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.mqtt;

import io.soribit.api.AudioFormat;
import io.soribit.common.frame.RejectedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** From messages to samples. Used by one thread. */
interface Frames {
    /** The format of the samples; null as long as it is not known. */
    @Nullable AudioFormat format();

    /**
     * Takes a message; gives its samples, now or later.
     *
     * @throws RejectedException if it is ignored
     * @throws IOException if the stream cannot go on, since its format is another
     */
    void take(byte[] message) throws RejectedException, IOException;

    /** Messages that are known to be missing. */
    long lost();
}
