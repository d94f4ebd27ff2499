// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;

/** Stands for files that were left out after the last one that could be read. */
record EndedStream(AudioFormat format) implements AudioStream {
    @Override
    public int read(float[] samples, int offset, int length) {
        return -1;
    }

    @Override
    public void close() {}
}
