// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.udp;

/** One packet of audio. */
final class Packet {
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
    Packet(long session, long sequence, float[] samples) {
        this.session = session;
        this.sequence = sequence;
        this.samples = samples;
    }

    long session() {
        return session;
    }

    long sequence() {
        return sequence;
    }

    float[] samples() {
        return samples;
    }
}
