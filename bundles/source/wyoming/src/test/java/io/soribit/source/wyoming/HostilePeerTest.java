// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.testkit.Fuzz;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a peer sends ends in audio or in a message that names the peer and what it sent. */
class HostilePeerTest {
    static Stream<Arguments> nonsense() {
        String chunk = "{\"type\":\"audio-chunk\",";
        return Stream.of(
                Arguments.of("HTTP/1.1 400 Bad Request\r\n\r\n", "a header that is no JSON:"),
                Arguments.of("[1]\n", "a header that is no JSON object"),
                Arguments.of("{\"type\":\"x\"} {}\n", "a header that is no JSON"),
                Arguments.of("[".repeat(5_000) + "\n", "a header that is no JSON"),
                Arguments.of("{}\n", "a header without a type"),
                Arguments.of(" ".repeat(70_000), "a header of more than 65536 bytes"),
                Arguments.of(
                        chunk + "\"payload_length\":-1}\n", "a payload_length that is no length"),
                Arguments.of(
                        chunk + "\"payload_length\":\"9\"}\n",
                        "a payload_length that is no length"),
                Arguments.of(
                        chunk + "\"payload_length\":2000000000}\n",
                        "a payload_length of more than 1048576"),
                Arguments.of(
                        chunk + "\"data_length\":99999999999}\n",
                        "a data_length that is no length"),
                Arguments.of(chunk + "\"data_length\":4}\nnull", "a data that is no JSON object"),
                Arguments.of(chunk + "\"data\":5}\n", "audio without a 'rate' from 8000 to 192000"),
                Arguments.of(
                        chunk + "\"data\":{\"rate\":16000,\"width\":1,\"channels\":1}}\n",
                        "audio without a 'width' from 2 to 4"),
                Arguments.of(
                        chunk + "\"data\":{\"rate\":16000,\"width\":2,\"channels\":900}}\n",
                        "audio without a 'channels' from 1 to 8"),
                Arguments.of(
                        chunk + "\"data\":" + Wire.FORMAT + ",\"payload_length\":3}\nabc",
                        "a chunk of 3 bytes, which does not fit 16000 Hz, 16 bits, 1 channels"),
                Arguments.of("{\"type\":\"ping\"}\n".repeat(1_001), "1000 messages without audio"));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void isNamed(String bytes, String reason) throws IOException {
        try (Peer peer =
                new Peer(
                        link -> {
                            link.send(Wire.text(bytes));
                            link.stay();
                        })) {
            assertThatThrownBy(() -> open(peer))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("127.0.0.1 port " + peer.port() + " sent " + reason)
                    .hasMessageContaining("check that it is a Wyoming satellite");
        }
    }

    private static void open(Peer peer) throws IOException {
        Sources.source(Sources.PATIENT, "port", peer.port()).open();
    }

    /** A connection that is cut after each byte of a conversation gives no half chunk. */
    @Test
    void everyCutIsNoticed() throws IOException {
        byte[] all = Wire.audio(8, 1);
        for (int length = 1; length < all.length; length++) {
            byte[] cut = Arrays.copyOf(all, length);
            try (Peer peer = new Peer(link -> link.send(cut))) {
                assertThatThrownBy(() -> open(peer)).hasMessageContaining("closed the connection");
            }
        }
    }

    @Test
    void namesAreShownWithoutControlCharacters() {
        assertThat(PeerInfo.shown("a\nb\u202ec\u0000" + "x".repeat(100)))
                .hasSize(60)
                .startsWith("a b c x");
    }

    @Test
    void anythingMayCome() throws IOException {
        List<byte[]> corpus =
                List.of(
                        Wire.info(Wire.SATELLITE),
                        Wire.audio(40, 1_000),
                        Wire.message("audio-start", Wire.FORMAT, new byte[0]),
                        Wire.message("ping", "{\"text\":\"7\"}", new byte[0]),
                        Wire.text("{\"type\":\"audio-chunk\",\"data\":" + Wire.FORMAT + "}\n"));
        Fuzz.run("wyoming", corpus, HostilePeerTest::parse, List.of(IOException.class));
    }

    private static void parse(byte[] bytes) throws IOException {
        MessageReader reader = new MessageReader(new ByteArrayInputStream(bytes));
        for (Message m = reader.read(); m != null; m = reader.read()) {
            assertThat(PeerInfo.of(m.data()).toString()).hasSizeLessThan(100);
            if (m.type().equals("audio-chunk")) {
                for (float sample : ChunkFormat.of(m.data()).samples(m.payload())) {
                    assertThat(sample).isBetween(-1f, 1f);
                }
            }
        }
    }
}
