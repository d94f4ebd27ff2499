// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.udp;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import io.soribit.common.frame.PacketFormat;
import io.soribit.common.frame.Progress;
import io.soribit.common.frame.RejectedException;
import io.soribit.common.frame.SampleQueue;
import io.soribit.common.frame.Sequencer;
import io.soribit.common.log.LogThrottle;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The packets that come to a port. */
final class UdpStream implements AudioStream {
    private static final Logger LOG = LoggerFactory.getLogger(UdpStream.class);
    private static final int LARGEST = 65_535;
    private static final int SLICE_MILLIS = 200;

    /** Packets of one second may wait. */
    private static final int RECEIVE_BUFFER = 256 * 1024;

    private final String source;
    private final AudioFormat format;
    private final PacketFormat packets;
    private final Sender sender;
    private final DatagramSocket socket;
    private final Sequencer sequencer;
    private final LogThrottle throttle = new LogThrottle();
    private final Clock clock;
    private final SampleQueue waiting = new SampleQueue();
    private final byte[] buffer = new byte[LARGEST];
    private String rejection = "";

    UdpStream(
            String source,
            AudioFormat format,
            PacketFormat packets,
            Sender sender,
            DatagramSocket socket,
            Progress progress,
            Clock clock)
            throws IOException {
        this.source = source;
        this.format = format;
        this.packets = packets;
        this.sender = sender;
        this.socket = socket;
        this.clock = clock;
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        sequencer = new Sequencer(source, packets, format, progress, waiting::add);
    }

    /**
     * Waits until audio has come.
     *
     * @throws IOException if none comes within a time; the message says what came instead
     */
    void awaitAudio(int millis) throws IOException {
        long begin = System.nanoTime();
        while (waiting.isEmpty()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while waiting for a board");
            }
            if (System.nanoTime() - begin > millis * 1_000_000L) {
                throw new IOException("UDP port " + socket.getLocalPort() + nothing());
            }
            receive(SLICE_MILLIS);
        }
    }

    private String nothing() {
        return rejection.isEmpty()
                ? ": no packet came: see that the board is on and sends to this machine, and that"
                        + " no firewall drops its packets"
                : ": no packet was taken: " + rejection;
    }

    /**
     * Takes the next packet, if one comes in time.
     *
     * @param millis 0: for ever
     */
    private void receive(int millis) throws IOException {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        try {
            socket.setSoTimeout(millis);
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            return;
        }
        try {
            sender.check(packet.getAddress());
            sequencer.take(packets.read(ByteBuffer.wrap(buffer, 0, packet.getLength())));
            sender.taken(packet.getAddress());
        } catch (RejectedException e) {
            rejection = packet.getAddress().getHostAddress() + ": " + e.getMessage();
            if (throttle.isDue(clock.instant())) {
                LOG.warn("source {}: ignoring a packet of {}", source, rejection);
            }
        }
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public int read(float[] samples, int offset, int length) throws IOException {
        while (waiting.isEmpty()) {
            receive(0);
        }
        return waiting.read(samples, offset, length, format.channels());
    }

    @Override
    public long lostPackets() {
        return sequencer.lost();
    }

    @Override
    public void close() {
        socket.close();
    }
}
