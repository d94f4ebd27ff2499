// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.AudioFormat;
import io.soribit.common.frame.PacketFormat;
import io.soribit.common.frame.Progress;
import io.soribit.common.frame.RawFormat;
import io.soribit.common.frame.RejectedException;
import io.soribit.common.frame.Sequencer;
import io.soribit.testkit.Fuzz;
import io.soribit.testkit.RawFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is sent to the port of a board: RTP, and the framing of Soribit by who knows the key. */
class PacketFuzzTest {
    private static final String KEY = "correct horse battery";
    private static final int HEADER = 16;

    private long heard;

    @Test
    void noPacketBreaksTheSource() throws IOException {
        PacketFormat rtp = new RtpFormat(new LinearPayload(16_000, 1));
        PacketFormat opus = new RtpFormat(new OpusPayload(16_000, 1));
        PacketFormat raw = new RawFormat(1, KEY);
        Sequencer ofRtp = sequencer(rtp);
        Sequencer ofOpus = sequencer(opus);
        Sequencer ofRaw = sequencer(raw);
        List<byte[]> corpus =
                List.of(
                        HexFormat.of().parseHex("8060012c00000000deadbeef4000c000"),
                        HexFormat.of().parseHex("a160012c00000000deadbeef000000014000c000000003"),
                        HexFormat.of().parseHex("8061012c00000000deadbeef080b4d5f2a90e1c377"),
                        HexFormat.of().parseHex("8061012d00000140deadbeef78fffe4d5f2a90e1c377"),
                        HexFormat.of().parseHex("9060012c00000000deadbeefbede0001000000004000c000"),
                        RawFrame.bytes(KEY, 7, 300, 3, -16_384),
                        RawFrame.bytes(KEY, 1L << 40, -1, 320, 5));
        Fuzz.run(
                "udp",
                corpus,
                input -> {
                    take(rtp, ofRtp, input);
                    take(opus, ofOpus, input);
                    take(raw, ofRaw, input);
                    take(raw, ofRaw, signed(input));
                },
                List.of());
        assertThat(heard).isPositive();
    }

    private Sequencer sequencer(PacketFormat format) {
        return new Sequencer(
                "fuzz",
                format,
                new AudioFormat(16_000, 1),
                new Progress(),
                samples -> heard += samples.length);
    }

    private static void take(PacketFormat format, Sequencer sequencer, byte[] input) {
        try {
            sequencer.take(format.read(ByteBuffer.wrap(input)));
        } catch (RejectedException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    /** With the right signature: what a board sends that is broken, or was taken over. */
    private static byte[] signed(byte[] input) {
        if (input.length < HEADER + 2) {
            return input;
        }
        ByteBuffer in = ByteBuffer.wrap(input).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        return RawFrame.bytes(KEY, in.getLong(4), in.getInt(12), input.length / 2, input[0]);
    }
}
