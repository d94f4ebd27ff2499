// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.wav;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How samples are written in a WAV file; all but {@link #U8} are signed. */
public enum Encoding {
    U8(1) {
        @Override
        float next(ByteBuffer in) {
            return ((in.get() & 0xff) - 128) * 0x1p-7f;
        }
    },
    S16(2) {
        @Override
        float next(ByteBuffer in) {
            return in.getShort() * 0x1p-15f;
        }
    },
    S24(3) {
        @Override
        float next(ByteBuffer in) {
            if (in.order() == ByteOrder.BIG_ENDIAN) {
                return (in.getShort() << 8 | (in.get() & 0xff)) * 0x1p-23f;
            }
            int low = in.getShort() & 0xffff;
            return (in.get() << 16 | low) * 0x1p-23f;
        }
    },
    S32(4) {
        @Override
        float next(ByteBuffer in) {
            return in.getInt() * 0x1p-31f;
        }
    },
    F32(4) {
        @Override
        float next(ByteBuffer in) {
            return clip(in.getFloat());
        }
    },
    F64(8) {
        @Override
        float next(ByteBuffer in) {
            return clip((float) in.getDouble());
        }
    };

    private final int bytes;

    Encoding(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one sample. */
    public int bytes() {
        return bytes;
    }

    /** The next sample, in [-1, 1]. */
    abstract float next(ByteBuffer in);

    /** Reads so many samples, in [-1, 1]. */
    public void decode(ByteBuffer in, float[] samples, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            samples[i] = next(in);
        }
    }

    private static float clip(float sample) {
        return Float.isNaN(sample) ? 0 : Math.max(-1, Math.min(1, sample));
    }
}
