// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.cluster.link.Link;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class MessageTest {
    private static ObjectNode sources(int count) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        for (int i = 0; i < count; i++) {
            json.putObject("rtsp.floor%d/room%d".formatted(i % 40, i))
                    .put("room", "floor%d/room%d".formatted(i % 40, i))
                    .put("part", "HEARS")
                    .put("state", "LISTENING")
                    .put("message", "")
                    .put("level_db", -40.5 - i % 17)
                    .put("last_scored", "2026-01-01T20:00:%02d.%03dZ".formatted(i % 60, i % 999))
                    .put("scored", 7_200_000 + i)
                    .put("late", i % 7)
                    .put("dropped", 0);
        }
        return json;
    }

    @Test
    void aShortOneIsPlainJson() throws Exception {
        byte[] message = Message.write("announcement", sources(2));
        assertThat(new String(message, StandardCharsets.UTF_8)).startsWith("{").contains("room1");
        assertThat(Message.read(message).kind()).isEqualTo("announcement");
    }

    @Test
    void thatOfTenThousandSourcesFits() throws Exception {
        byte[] message = Message.write("announcement", sources(10_000));
        assertThat(message.length).isLessThan(Link.MOST_BYTES);
        assertThat(Message.read(message).json().size()).isEqualTo(10_000 + 2);
    }

    @Test
    void oneThatInflatesWithoutEndIsRefused() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            byte[] spaces = new byte[1 << 20];
            Arrays.fill(spaces, (byte) ' ');
            for (int i = 0; i < 17; i++) {
                gzip.write(spaces);
            }
        }
        assertThatThrownBy(() -> Message.read(bytes.toByteArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("its message is not JSON")
                .rootCause()
                .hasMessageContaining("longer than");
        assertThatThrownBy(() -> Message.read(new byte[] {0x1f, 1, 2}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
