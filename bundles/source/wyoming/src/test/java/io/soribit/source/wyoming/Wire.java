// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Messages as bytes, written apart from the code that reads them. */
final class Wire {
    static final String SATELLITE =
            "{\"asr\":[],\"satellite\":{\"name\":\"Hall\",\"installed\":true}}";
    static final String FORMAT = "{\"rate\":16000,\"width\":2,\"channels\":1,\"timestamp\":null}";

    private Wire() {}

    /** As newer peers write it: with the data after the header. */
    static byte[] message(String type, String data, byte[] payload) {
        byte[] body = data.getBytes(StandardCharsets.UTF_8);
        String header =
                "{\"type\":\"%s\",\"version\":\"1.5\",\"data_length\":%d,\"payload_length\":%d}\n"
                        .formatted(type, body.length, payload.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(text(header));
        out.writeBytes(body);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    static byte[] message(String type) {
        return text("{\"type\": \"" + type + "\"}\n");
    }

    static byte[] info(String info) {
        return message("info", info, new byte[0]);
    }

    /** Samples that are all the same. */
    static byte[] audio(int count, int sample) {
        ByteBuffer samples = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            samples.putShort((short) sample);
        }
        return message("audio-chunk", FORMAT, samples.array());
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
