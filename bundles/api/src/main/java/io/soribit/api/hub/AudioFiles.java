// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import io.soribit.api.AudioStream;
import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** Reads recordings. Thread-safe. */
@ProviderType
public interface AudioFiles {
    /**
     * Opens a recording: WAV by itself, all other formats through ffmpeg.
     *
     * @param file to read
     * @return a stream that the caller closes
     * @throws IOException if it cannot be read, with the file, the reason and what to do
     */
    AudioStream open(Path file) throws IOException;
}
