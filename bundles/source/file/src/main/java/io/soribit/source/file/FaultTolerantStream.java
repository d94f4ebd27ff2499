// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that ends where it is broken: a lost stream would be opened again, and the file played up
 * to its fault for ever.
 */
final class FaultTolerantStream implements AudioStream {
    private static final Logger LOG = LoggerFactory.getLogger(FaultTolerantStream.class);

    private final AudioStream stream;
    private final Path file;
    private volatile boolean closed;

    FaultTolerantStream(AudioStream stream, Path file) {
        this.stream = stream;
        this.file = file;
    }

    @Override
    public AudioFormat format() {
        return stream.format();
    }

    @Override
    public int read(float[] samples, int offset, int length) throws IOException {
        try {
            return stream.read(samples, offset, length);
        } catch (IOException e) {
            if (closed) {
                throw e;
            }
            LOG.warn("{} is broken: the rest of it is left out", file, e);
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        stream.close();
    }
}
