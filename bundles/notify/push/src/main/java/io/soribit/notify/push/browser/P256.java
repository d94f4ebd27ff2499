// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push.browser;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/** Keys on the curve P-256, and their public part as 65 bytes. */
final class P256 {
    /** Bytes of a public key. */
    static final int SIZE = 65;

    private static final int HALF = 32;
    private static final byte UNCOMPRESSED = 4;
    private static final String CURVE = "secp256r1";

    private P256() {}

    static KeyPair generate() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CURVE));
        return generator.generateKeyPair();
    }

    static ECParameterSpec curve() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(CURVE));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    static byte[] encode(ECPublicKey key) {
        byte[] bytes = new byte[SIZE];
        bytes[0] = UNCOMPRESSED;
        put(key.getW().getAffineX(), bytes, 1);
        put(key.getW().getAffineY(), bytes, 1 + HALF);
        return bytes;
    }

    private static void put(BigInteger number, byte[] into, int at) {
        byte[] bytes = number.toByteArray();
        int length = Math.min(HALF, bytes.length);
        System.arraycopy(bytes, bytes.length - length, into, at + HALF - length, length);
    }

    /**
     * Reads a public key.
     *
     * @throws IllegalArgumentException if it is none
     */
    static ECPublicKey decode(byte[] bytes) throws GeneralSecurityException {
        if (bytes.length != SIZE || bytes[0] != UNCOMPRESSED) {
            throw new IllegalArgumentException("the key is no uncompressed point of P-256");
        }
        ECPoint point =
                new ECPoint(
                        new BigInteger(1, Arrays.copyOfRange(bytes, 1, 1 + HALF)),
                        new BigInteger(1, Arrays.copyOfRange(bytes, 1 + HALF, SIZE)));
        ECParameterSpec curve = curve();
        if (!isOn(curve, point)) {
            throw new IllegalArgumentException("the key is no point of P-256");
        }
        return (ECPublicKey)
                KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
    }

    /** A point elsewhere would give away the private key. */
    private static boolean isOn(ECParameterSpec spec, ECPoint point) {
        BigInteger p = ((ECFieldFp) spec.getCurve().getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        BigInteger right =
                x.pow(3).add(spec.getCurve().getA().multiply(x)).add(spec.getCurve().getB());
        return x.compareTo(p) < 0
                && y.compareTo(p) < 0
                && y.pow(2).subtract(right).mod(p).signum() == 0;
    }
}
