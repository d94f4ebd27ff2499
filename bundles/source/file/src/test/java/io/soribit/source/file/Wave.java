// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import io.soribit.common.wav.Encoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Synthesises WAV files: a sine per channel, at 440 Hz, 880 Hz, 1320 Hz... and half of full scale.
 */
final class Wave {
    static final int FREQUENCY = 440;
    static final float AMPLITUDE = 0.5f;

    private final Encoding encoding;
    private final int rate;
    private final int channels;
    private final int frames;
    private boolean extensible;
    private boolean extraChunks;
    private long dataBytes = -1;
    private int code;
    private int frameBytes;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private byte[] padding = {0};

    Wave(Encoding encoding, int rate, int channels, int frames) {
        this.encoding = encoding;
        this.rate = rate;
        this.channels = channels;
        this.frames = frames;
        frameBytes = channels * encoding.bytes();
        code = encoding == Encoding.F32 || encoding == Encoding.F64 ? 3 : 1;
    }

    Wave bigEndian() {
        order = ByteOrder.BIG_ENDIAN;
        return this;
    }

    Wave unpadded() {
        extraChunks = true;
        padding = new byte[0];
        return this;
    }

    Wave frameBytes(int bytes) {
        frameBytes = bytes;
        return this;
    }

    static Wave of(int rate, int channels, double seconds) {
        return new Wave(Encoding.S16, rate, channels, (int) (rate * seconds));
    }

    Wave extensible() {
        extensible = true;
        return this;
    }

    Wave extraChunks() {
        extraChunks = true;
        return this;
    }

    Wave claiming(long bytes) {
        dataBytes = bytes;
        return this;
    }

    Wave code(int other) {
        code = other;
        return this;
    }

    static float sample(int frame, int channel, int rate) {
        double phase = 2 * Math.PI * FREQUENCY * (channel + 1) * frame / rate;
        return (float) (AMPLITUDE * Math.sin(phase));
    }

    byte[] bytes() {
        int data = frames * channels * encoding.bytes();
        ByteBuffer out = ByteBuffer.allocate(200 + data).order(order);
        id(out, order == ByteOrder.BIG_ENDIAN ? "RIFX" : "RIFF").putInt(-1);
        id(out, "WAVE");
        if (extraChunks) {
            id(out, "LIST").putInt(3).put(new byte[] {1, 2, 3}).put(padding);
        }
        id(out, "fmt ").putInt(extensible ? 40 : 16);
        out.putShort((short) (extensible ? 0xFFFE : code)).putShort((short) channels).putInt(rate);
        out.putInt(rate * channels * encoding.bytes());
        out.putShort((short) frameBytes);
        out.putShort((short) (8 * encoding.bytes()));
        if (extensible) {
            out.putShort((short) 22).putShort((short) (8 * encoding.bytes())).putInt(0);
            out.putShort((short) code).put(new byte[14]);
        }
        id(out, "data").putInt((int) (dataBytes >= 0 ? dataBytes : data));
        for (int frame = 0; frame < frames; frame++) {
            for (int channel = 0; channel < channels; channel++) {
                put(out, sample(frame, channel, rate));
            }
        }
        if (extraChunks) {
            id(out, "id3 ").putInt(4).putInt(-1);
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private void put(ByteBuffer out, float sample) {
        switch (encoding) {
            case U8 -> out.put((byte) (128 + Math.round(sample * 128)));
            case S16 -> out.putShort((short) Math.round(sample * 32_768));
            case S24 -> {
                int value = Math.round(sample * 8_388_608);
                if (order == ByteOrder.BIG_ENDIAN) {
                    out.putShort((short) (value >> 8)).put((byte) value);
                } else {
                    out.putShort((short) value).put((byte) (value >> 16));
                }
            }
            case S32 -> out.putInt((int) Math.round(sample * 2_147_483_648.0));
            case F32 -> out.putFloat(sample);
            case F64 -> out.putDouble(sample);
        }
    }

    private static ByteBuffer id(ByteBuffer out, String id) {
        return out.put(id.getBytes(StandardCharsets.US_ASCII));
    }
}
