// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push.browser;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts messages so that only the browser of a subscription can read them (RFC 8291). */
final class Encryption {
    /** Bytes of a salt. */
    static final int SALT = 16;

    /** What fits into one message. */
    static final int MOST = 3_900;

    private static final int RECORD = 4_096;
    private static final int KEY = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final byte LAST_RECORD = 2;
    private static final byte[] ONE = {1};
    private static final String HMAC = "HmacSHA256";

    private Encryption() {}

    /**
     * Encrypts a message.
     *
     * @param receiver the key of the browser
     * @param secret that the browser gave with it
     * @param sender a key of this message alone
     * @param salt of this message alone
     * @return the body of the request, in the content encoding aes128gcm
     */
    static byte[] encrypt(
            byte[] message, ECPublicKey receiver, byte[] secret, KeyPair sender, byte[] salt)
            throws GeneralSecurityException {
        if (message.length > MOST) {
            throw new IllegalArgumentException("the message is too long: " + message.length);
        }
        byte[] own = P256.encode((ECPublicKey) sender.getPublic());
        byte[] input = inputKey(receiver, secret, sender, own);
        byte[] extracted = hmac(salt, input);
        byte[] key = derive(extracted, "Content-Encoding: aes128gcm", KEY);
        byte[] nonce = derive(extracted, "Content-Encoding: nonce", NONCE);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(TAG_BITS, nonce));
        byte[] sealed = cipher.doFinal(concat(message, new byte[] {LAST_RECORD}));
        return ByteBuffer.allocate(SALT + Integer.BYTES + 1 + own.length + sealed.length)
                .put(salt)
                .putInt(RECORD)
                .put((byte) own.length)
                .put(own)
                .put(sealed)
                .array();
    }

    private static byte[] inputKey(ECPublicKey receiver, byte[] secret, KeyPair sender, byte[] own)
            throws GeneralSecurityException {
        byte[] extracted = hmac(secret, agree(sender, receiver));
        byte[] info = concat("WebPush: info\0".getBytes(US_ASCII), P256.encode(receiver), own, ONE);
        return hmac(extracted, info);
    }

    private static byte[] agree(KeyPair own, PublicKey other) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own.getPrivate());
        agreement.doPhase(other, true);
        return agreement.generateSecret();
    }

    private static byte[] derive(byte[] extracted, String info, int length)
            throws GeneralSecurityException {
        byte[] full = hmac(extracted, concat((info + "\0").getBytes(US_ASCII), ONE));
        return Arrays.copyOf(full, length);
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(key, HMAC));
        return mac.doFinal(text);
    }

    private static byte[] concat(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(p -> p.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }
}
