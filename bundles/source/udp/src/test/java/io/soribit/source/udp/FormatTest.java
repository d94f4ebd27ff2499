// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.common.frame.Packet;
import io.soribit.common.frame.RawFormat;
import io.soribit.common.frame.RejectedException;
import io.soribit.testkit.RawFrame;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {
    private static final String KEY = "correct horse battery";

    private static Packet rtp(String hex) throws RejectedException {
        return new RtpFormat(new LinearPayload(16_000, 1))
                .read(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8060012c00000000deadbeef4000c000",
                "a160012c00000000deadbeef" + "00000001" + "4000c000" + "000003",
                "9060012c00000000deadbeef" + "bede0001" + "00000000" + "4000c000",
            })
    void readsRtpWithPaddingSourcesAndExtension(String hex) throws RejectedException {
        Packet packet = rtp(hex);
        assertThat(packet.sequence()).isEqualTo(300);
        assertThat(packet.session()).isEqualTo(0xdeadbeefL);
        assertThat(packet.samples()).containsExactly(0.5f, -0.5f);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80",
                "4060012c00000000deadbeef4000",
                "8060012c00000000deadbeef",
                "8060012c00000000deadbeef400000",
                "9060012c00000000deadbeefbede",
                "80c8000600000000deadbeef"
            })
    void refusesWhatIsNoRtp(String hex) {
        assertThatThrownBy(() -> rtp(hex)).isInstanceOf(RejectedException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "00, it is G.711 (PCMU)",
        "88, it is G.711 (PCMA)",
        "09, it is G.722",
        "1a, it is no audio",
        "0a, means 44100 Hz and 2 channel",
        "8b, means 44100 Hz and 1 channel",
    })
    void refusesWhatIsNoL16ByItsPayloadType(String type, String reason) {
        assertThatThrownBy(() -> rtp("80" + type + "012c00000000deadbeef4000c000"))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("payload type from 96 to 127");
        assertThatThrownBy(() -> new OpusPayload(16_000, 1).check(8))
                .hasMessageContaining("not Opus: let the board send Opus");
    }

    @Test
    void readsL16OfTheStaticPayloadTypes() throws RejectedException {
        HexFormat hex = HexFormat.of();
        assertThat(
                        new RtpFormat(new LinearPayload(44_100, 1))
                                .read(
                                        ByteBuffer.wrap(
                                                hex.parseHex("800b012c00000000deadbeef4000c000")))
                                .samples())
                .containsExactly(0.5f, -0.5f);
    }

    @Test
    void readsAFrameWithTheRightKey() throws RejectedException {
        Packet packet = read(KEY, RawFrame.bytes(KEY, 1L << 40, -1, 3, -16_384));
        assertThat(packet.session()).isEqualTo(1L << 40);
        assertThat(packet.sequence()).isEqualTo(0xffffffffL);
        assertThat(packet.samples()).containsExactly(-0.5f, -0.5f, -0.5f);
    }

    @Test
    void refusesAnotherKeyAndEachChangedBit() {
        byte[] frame = RawFrame.bytes(KEY, 7, 1, 4, 100);
        assertThatThrownBy(() -> read("another key of a board", frame))
                .hasMessageContaining("its key is another");
        for (int bit = 0; bit < 8 * frame.length; bit++) {
            byte[] changed = frame.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> read(KEY, changed)).isInstanceOf(RejectedException.class);
        }
        for (int length = 0; length < frame.length; length++) {
            byte[] cut = Arrays.copyOf(frame, length);
            assertThatThrownBy(() -> read(KEY, cut)).isInstanceOf(RejectedException.class);
        }
    }

    /** Whatever comes is a packet or refused, and nothing else. */
    @Test
    void anythingMayCome() {
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            try {
                new RtpFormat(new LinearPayload(16_000, 1 + i % 3)).read(ByteBuffer.wrap(bytes));
            } catch (RejectedException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(10_000, 20_000);
    }

    private static Packet read(String key, byte[] frame) throws RejectedException {
        return new RawFormat(1, key).read(ByteBuffer.wrap(frame));
    }
}
