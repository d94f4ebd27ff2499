// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.AudioFormat;
import io.soribit.api.source.LentMicrophones.Receipt;
import io.soribit.common.frame.Progress;
import io.soribit.common.frame.RejectedException;
import io.soribit.common.frame.Sequencer;
import io.soribit.testkit.Fuzz;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a paired device sends that is broken, or was taken over. */
class PacketFuzzTest {
    private long heard;

    @Test
    void noPacketBreaksTheSource() throws IOException {
        BrowserSource source = new BrowserSource(Phone.config("phone", "Hall"));
        BrowserFormat format = new BrowserFormat();
        Sequencer sequencer =
                new Sequencer(
                        "fuzz",
                        format,
                        new AudioFormat(16_000, 1),
                        new Progress(),
                        samples -> heard += samples.length);
        byte[] small = Arrays.copyOf(Phone.packet(7, 1), 24);
        Fuzz.run(
                "browser",
                List.of(small, Arrays.copyOf(Phone.packet(1L << 60, -1, 48_000), 18)),
                input -> {
                    Receipt receipt = source.take(input);
                    try {
                        sequencer.take(format.read(ByteBuffer.wrap(input)));
                        assertThat(receipt).isNotEqualTo(Receipt.MALFORMED);
                    } catch (RejectedException e) {
                        assertThat(e.getMessage()).isNotEmpty();
                    }
                },
                List.of());
        assertThat(heard).isPositive();
    }
}
