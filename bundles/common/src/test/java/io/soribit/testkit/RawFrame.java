// SPDX-License-Identifier: Apache-2.0
package io.soribit.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Frames with a key as boards send them, written apart from the code that reads them. */
public final class RawFrame {
    private RawFrame() {}

    /** A frame whose samples are all the same. */
    public static byte[] bytes(String key, long session, int sequence, int count, int sample) {
        ByteBuffer frame = ByteBuffer.allocate(32 + 2 * count).order(ByteOrder.LITTLE_ENDIAN);
        frame.put((byte) 'S').put((byte) 'B').put((byte) 'A').put((byte) '1');
        frame.putLong(session).putInt(sequence);
        for (int i = 0; i < count; i++) {
            frame.putShort((short) sample);
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
            mac.update(frame.array(), 0, 16 + 2 * count);
            frame.put(mac.doFinal(), 0, 16);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        return frame.array();
    }
}
