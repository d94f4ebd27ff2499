// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.link;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

/** Encrypts and authenticates frames, each with a random nonce in front. Thread-safe. */
final class FrameCipher {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    /** What a frame is longer than what is in it. */
    static final int OVERHEAD = NONCE_BYTES + TAG_BYTES;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    FrameCipher(SecretKey key) {
        this.key = key;
    }

    /** Makes a frame. */
    byte[] seal(byte[] data, int offset, int length) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce);
        byte[] frame = Arrays.copyOf(nonce, length + OVERHEAD);
        cipher.doFinal(data, offset, length, frame, NONCE_BYTES);
        return frame;
    }

    /**
     * What is in a frame.
     *
     * @param frame at least {@link #OVERHEAD} bytes
     * @throws javax.crypto.AEADBadTagException if it was made with another key, or changed
     */
    byte[] open(byte[] frame) throws GeneralSecurityException {
        return cipher(Cipher.DECRYPT_MODE, frame)
                .doFinal(frame, NONCE_BYTES, frame.length - NONCE_BYTES);
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(SharedKey.CIPHER);
        cipher.init(mode, key, new IvParameterSpec(nonce, 0, NONCE_BYTES));
        return cipher;
    }
}
