// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/** The content of an entry, compared with its size and checksum, which ZipFile does not do. */
final class EntryStream extends InputStream {
    private final InputStream in;
    private final ZipEntry entry;
    private final CRC32 sum = new CRC32();
    private long read;

    EntryStream(InputStream in, ZipEntry entry) {
        this.in = in;
        this.entry = entry;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count > 0) {
            sum.update(buffer, offset, count);
            read += count;
        }
        boolean ended = count < 0;
        if (read > entry.getSize()
                || (ended && (read < entry.getSize() || sum.getValue() != entry.getCrc()))) {
            throw new ZipException(
                    "'" + EntryName.shown(entry.getName()) + "' in it is not as it was written");
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
