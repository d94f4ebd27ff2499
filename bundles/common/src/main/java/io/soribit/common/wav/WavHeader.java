// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.wav;

import io.soribit.api.AudioFormat;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the samples of a WAV file.
 *
 * @param format rate and channels
 * @param encoding how each sample is written
 * @param order of the bytes of a sample: big-endian in RIFX
 * @param dataBytes bytes of samples; {@link Long#MAX_VALUE} where the writer could not know
 */
public record WavHeader(AudioFormat format, Encoding encoding, ByteOrder order, long dataBytes) {
    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int EXTENSIBLE = 0xFFFE;

    private static final String BIG_ENDIAN = "RIFX";
    private static final Set<String> KINDS = Set.of("RIFF", BIG_ENDIAN, "RF64", "BW64");

    /** Writers to a pipe leave 0, 0xFFFFFFFF or a round number near 2 or 4 GiB. */
    private static final long UNKNOWN_FROM = 0x7FFF_F000L;

    /** Bytes that {@link #isWav} needs. */
    public static final int MAGIC_BYTES = 12;

    /** Whether a file begins as WAV files do. */
    public static boolean isWav(byte[] start) {
        if (start.length < MAGIC_BYTES) {
            return false;
        }
        String riff = ascii(start, 0);
        return KINDS.contains(riff) && ascii(start, 8).equals("WAVE");
    }

    /**
     * Reads up to the first sample.
     *
     * @throws UnsupportedWavException if the samples are neither integers nor floats
     * @throws IOException if this is no WAV, or its header is broken; the message has no file name
     */
    public static WavHeader read(InputStream in) throws IOException {
        byte[] start = in.readNBytes(MAGIC_BYTES);
        if (!isWav(start)) {
            throw new IOException("it does not begin as a WAV file does");
        }
        boolean big = ascii(start, 0).equals(BIG_ENDIAN);
        try {
            return readChunks(
                    new PushbackInputStream(in, 1),
                    big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        } catch (EOFException e) {
            throw new IOException("it ends before its first sample", e);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static WavHeader readChunks(PushbackInputStream in, ByteOrder order)
            throws IOException {
        ByteBuffer format = null;
        long longDataBytes = Long.MAX_VALUE;
        while (true) {
            String id = ascii(take(in, 4), 0);
            long size = buffer(take(in, 4), order).getInt(0) & 0xFFFF_FFFFL;
            if (id.equals("data")) {
                return of(format, size == 0 || size >= UNKNOWN_FROM ? longDataBytes : size);
            }
            int kept = 0;
            if (id.equals("fmt ")) {
                kept = (int) Math.min(size, 40);
                format = buffer(take(in, kept), order);
            } else if (id.equals("ds64") && size >= 16) {
                kept = 16;
                longDataBytes = buffer(take(in, kept), order).getLong(8);
            }
            in.skipNBytes(size - kept);
            if (size % 2 == 1) {
                skipPadding(in);
            }
        }
    }

    /** The byte after a chunk of an odd size, which some writers forget. */
    private static void skipPadding(PushbackInputStream in) throws IOException {
        int padding = in.read();
        if (padding > ' ') {
            in.unread(padding);
        }
    }

    private static WavHeader of(@Nullable ByteBuffer format, long dataBytes) throws IOException {
        if (format == null || format.capacity() < 16) {
            throw new IOException("it has no format chunk before its samples");
        }
        int code = format.getShort(0) & 0xFFFF;
        if (code == EXTENSIBLE && format.capacity() >= 26) {
            code = format.getShort(24) & 0xFFFF;
        }
        int channels = format.getShort(2) & 0xFFFF;
        int frameBytes = format.getShort(12) & 0xFFFF;
        int bits = format.getShort(14) & 0xFFFF;
        int bytes = frameBytes / Math.max(1, channels);
        if (bytes * channels != frameBytes || bits > 8 * bytes) {
            throw new IOException(
                    "its header contradicts itself: %d bytes for %d channels of %d bits"
                            .formatted(frameBytes, channels, bits));
        }
        AudioFormat audio = new AudioFormat(format.getInt(4), channels);
        return new WavHeader(audio, encoding(code, bytes), format.order(), Math.max(0, dataBytes));
    }

    private static Encoding encoding(int code, int bytes) throws UnsupportedWavException {
        if (code == PCM && bytes >= 1 && bytes <= 4) {
            return switch (bytes) {
                case 1 -> Encoding.U8;
                case 2 -> Encoding.S16;
                case 3 -> Encoding.S24;
                default -> Encoding.S32;
            };
        }
        if (code == FLOAT && (bytes == 4 || bytes == 8)) {
            return bytes == 4 ? Encoding.F32 : Encoding.F64;
        }
        throw new UnsupportedWavException(
                String.format("its samples are compressed (WAV format 0x%04X)", code));
    }

    private static byte[] take(InputStream in, int bytes) throws IOException {
        byte[] taken = in.readNBytes(bytes);
        if (taken.length < bytes) {
            throw new EOFException();
        }
        return taken;
    }

    private static ByteBuffer buffer(byte[] bytes, ByteOrder order) {
        return ByteBuffer.wrap(bytes).order(order);
    }

    private static String ascii(byte[] bytes, int offset) {
        return new String(bytes, offset, 4, StandardCharsets.US_ASCII);
    }
}
