// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.frame;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The framing of Soribit, all numbers little-endian: {@code SBA1}, a session (8 bytes), a sequence
 * number (4 bytes), 16-bit samples, and the first 16 bytes of HMAC-SHA256 over all before. Not
 * thread-safe.
 */
public final class RawFormat implements PacketFormat {
    /** Of a key, in characters. */
    private static final int SHORTEST_KEY = 16;

    static final int HEADER = 16;
    static final int SIGNATURE = 16;
    private static final byte[] MAGIC = "SBA1".getBytes(StandardCharsets.US_ASCII);
    private static final String ALGORITHM = "HmacSHA256";

    private final int channels;
    private final Mac mac;

    /**
     * Frames with a key.
     *
     * @param key at least 16 characters
     */
    public RawFormat(int channels, String key) {
        this.channels = channels;
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // each Java has it
        }
    }

    /**
     * Checks the key in the configuration of a source.
     *
     * @throws IOException with what to do if it is too short
     */
    public static void checkKey(String source, String key) throws IOException {
        if (key.length() < SHORTEST_KEY) {
            throw new IOException(
                    "'key' of source "
                            + source
                            + " is missing or shorter than "
                            + SHORTEST_KEY
                            + " characters: set it here and on the board");
        }
    }

    @Override
    public Packet read(ByteBuffer bytes) throws RejectedException {
        int size = bytes.remaining();
        int audio = size - HEADER - SIGNATURE;
        byte[] all = new byte[size];
        bytes.duplicate().get(all);
        if (audio <= 0 || !Arrays.equals(all, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new RejectedException("it is no frame: set 'format' to what the board sends");
        }
        mac.update(all, 0, size - SIGNATURE);
        byte[] expected = Arrays.copyOf(mac.doFinal(), SIGNATURE);
        if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(all, size - SIGNATURE, size))) {
            throw new RejectedException("its key is another: set 'key' to that of the board");
        }
        if (audio % (2 * channels) != 0) {
            throw new RejectedException("its length does not fit " + channels + " channels");
        }
        ByteBuffer in = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        return new Packet(
                in.getLong(4),
                in.getInt(12) & 0xffffffffL,
                Pcm.read(in, HEADER, HEADER + audio, ByteOrder.LITTLE_ENDIAN));
    }

    @Override
    public int sequenceBits() {
        return 32;
    }

    @Override
    public boolean sessionsGrow() {
        return true;
    }
}
