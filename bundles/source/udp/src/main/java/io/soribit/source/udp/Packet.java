// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.udp;

/**
 * One packet of audio.
 *
 * @param session differs between two starts of a sender
 * @param sequence number of the packet, one more than that of the packet before
 * @param samples interleaved, in [-1, 1]
 */
record Packet(long session, long sequence, float[] samples) {}
