// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.learn;

/** Embeddings as files hold them: {@link Background#flattened}, a byte each. */
public final class Coarse {
    /** The largest flattened value that is kept; higher ones count as this. */
    private static final float MOST = 10;

    /** What one step of a byte stands for. */
    static final float STEP = MOST / 255;

    private Coarse() {}

    /** A value as a byte, 0 to 255. */
    public static byte of(float value) {
        return (byte) Math.round(Math.min(MOST, Background.flattened(value)) / STEP);
    }

    /** All values of an embedding. */
    public static byte[] of(float[] embedding) {
        byte[] bytes = new byte[embedding.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = of(embedding[i]);
        }
        return bytes;
    }

    /** The embedding of which this was made, but for rounding. */
    public static float[] embedding(byte[] bytes) {
        float[] values = new float[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Background.raised((bytes[i] & 0xff) * STEP);
        }
        return values;
    }
}
