// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.link;

import java.io.DataInput;
import java.io.IOException;
import javax.crypto.AEADBadTagException;
import org.jgroups.Address;
import org.jgroups.protocols.TCP;
import org.jgroups.util.ByteArrayDataInputStream;

/**
 * TCP whose frames are encrypted and authenticated as a whole. What another key has made is dropped
 * before JGroups reads it: its messages may be serialized objects, and name their own lengths.
 */
final class EncryptedTcp extends TCP {
    /** A longer frame closes its connection before memory is taken for it. */
    static final int MOST_BYTES = 1 << 20;

    private final FrameCipher cipher;
    private final Runnable stranger;

    /**
     * @param stranger is told of frames of another key
     */
    EncryptedTcp(FrameCipher cipher, Runnable stranger) {
        this.cipher = cipher;
        this.stranger = stranger;
    }

    @Override
    public void send(Address to, byte[] data, int offset, int length) throws Exception {
        byte[] frame = cipher.seal(data, offset, length);
        super.send(to, frame, 0, frame.length);
    }

    @Override
    public void receive(Address from, DataInput in, int length) throws Exception {
        if (length < FrameCipher.OVERHEAD || length > MOST_BYTES) {
            throw new IOException("a frame of " + length + " bytes from " + from + " is refused");
        }
        byte[] frame = new byte[length];
        in.readFully(frame);
        byte[] data;
        try {
            data = cipher.open(frame);
        } catch (AEADBadTagException e) {
            stranger.run();
            return;
        }
        super.receive(from, new ByteArrayDataInputStream(data), data.length);
    }
}
