// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.io.Closeable;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An open source of audio. Read by one thread at a time; {@link #close()} may come from any thread
 * and ends a read.
 */
@ConsumerType
public interface AudioStream extends Closeable {
    /**
     * The format of the samples; it never changes while the stream is open.
     *
     * @return sample rate and channels
     */
    AudioFormat format();

    /**
     * Reads the next samples, waiting until at least one sample frame is there.
     *
     * @param samples receives interleaved samples in [-1, 1]
     * @param offset index of the first sample written
     * @param length most samples to write; at least one frame, and a whole number of frames
     * @return samples written (a whole number of frames), or -1 at the end of the stream
     * @throws IOException when the source is lost; the message says what and where. The hub opens
     *     it again.
     */
    int read(float[] samples, int offset, int length) throws IOException;

    /**
     * Packets that are known to be missing so far, for example from their sequence numbers. Called
     * by the thread that reads, after each read.
     *
     * @return 0 by default, for streams that cannot tell
     */
    default long lostPackets() {
        return 0;
    }
}
