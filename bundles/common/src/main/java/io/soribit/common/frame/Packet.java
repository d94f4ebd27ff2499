// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.frame;

/** One packet of audio. */
public final class Packet {
    private final long session;
    private final long sequence;
    private final float[] samples;

    /**
     * Holds what was received.
     *
     * @param session differs between two starts of a sender
     * @param sequence number of the packet, one more than that of the packet before
     * @param samples interleaved, in [-1, 1]; not copied
     */
    public Packet(long session, long sequence, float[] samples) {
        this.session = session;
        this.sequence = sequence;
        this.samples = samples;
    }

    /** Of its sender. */
    public long session() {
        return session;
    }

    /** Of the packet. */
    public long sequence() {
        return sequence;
    }

    /** Interleaved, in [-1, 1]. */
    public float[] samples() {
        return samples;
    }
}
