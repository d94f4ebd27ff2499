// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.AudioFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequencerTest {
    private static final int RATE = 16_000;
    private static final int BLOCK = 160;

    private final List<float[]> heard = new ArrayList<>();
    private final Progress progress = new Progress();
    private Sequencer sequencer = sequencer(new Numbers());

    private Sequencer sequencer(PacketFormat format) {
        return new Sequencer("board", format, new AudioFormat(RATE, 1), progress, heard::add);
    }

    /** A packet of 10 ms whose samples are its number. */
    private void take(long session, long sequence) throws RejectedException {
        float[] samples = new float[BLOCK];
        Arrays.fill(samples, sequence / 1_000f);
        sequencer.take(new Packet(session, sequence, samples));
    }

    private List<Integer> numbers() {
        return heard.stream().map(samples -> Math.round(samples[0] * 1_000)).toList();
    }

    @Test
    void bringsPacketsIntoOrder() throws RejectedException {
        for (long sequence : new long[] {7, 9, 8, 12, 11, 10}) {
            take(1, sequence);
        }
        assertThat(numbers()).containsExactly(7, 8, 9, 10, 11, 12);
        assertThat(sequencer.lost()).isZero();
    }

    @Test
    void concealsWhatIsMissingAfterSixtyMilliseconds() throws RejectedException {
        take(1, 100);
        for (int sequence = 102; sequence < 107; sequence++) {
            take(1, sequence);
        }
        assertThat(heard).hasSize(1);
        take(1, 107);
        assertThat(sequencer.lost()).isEqualTo(1);
        assertThat(heard).hasSize(8);
        float[] concealed = heard.get(1);
        assertThat(concealed).hasSize(BLOCK);
        assertThat(concealed[0]).isEqualTo(0.1f);
        assertThat(concealed[BLOCK - 1]).isBetween(0.08f, 0.09f);
    }

    @Test
    void aLongGapIsNotFilledWithInventedSound() throws RejectedException {
        take(1, 100);
        for (int sequence = 200; sequence < 206; sequence++) {
            take(1, sequence);
        }
        assertThat(sequencer.lost()).isEqualTo(99);
        float[] concealed = heard.get(1);
        assertThat(concealed).hasSize(RATE * 60 / 1_000);
        assertThat(concealed[concealed.length - 1]).isLessThan(0.001f);
        assertThat(heard.get(2)[0]).isEqualTo(0.2f);
    }

    @Test
    void theSequenceNumberBeginsAgain() throws RejectedException {
        for (long sequence : new long[] {65_534, 65_535, 1, 0, 2}) {
            take(1, sequence);
        }
        assertThat(heard).hasSize(5);
        assertThat(sequencer.lost()).isZero();
    }

    @Test
    void nothingIsHeardTwice() throws RejectedException {
        take(1, 5);
        take(1, 7);
        for (long sequence : new long[] {5, 7, 4}) {
            assertThatThrownBy(() -> take(1, sequence)).hasMessageContaining("twice or too late");
        }
        assertThat(numbers()).containsExactly(5);
    }

    @Test
    void anOldSessionIsNotHeardAgainAlsoAfterAnInterruption() throws RejectedException {
        RawFormat raw = new RawFormat(1, "a key for the test");
        sequencer = sequencer(raw);
        take(10, 0);
        take(10, 1);
        sequencer = sequencer(raw);
        assertThatThrownBy(() -> take(9, 50)).hasMessageContaining("its session is over");
        assertThatThrownBy(() -> take(10, 1)).hasMessageContaining("twice or too late");
        take(10, 2);
        take(11, 0);
        assertThat(numbers()).containsExactly(0, 1, 2, 0);
    }

    /** As RTP has them: of 16 bits, with sessions in any order. */
    private static final class Numbers implements PacketFormat {
        @Override
        public Packet read(ByteBuffer bytes) throws RejectedException {
            throw new RejectedException("not read here");
        }

        @Override
        public int sequenceBits() {
            return 16;
        }

        @Override
        public boolean sessionsGrow() {
            return false;
        }
    }
}
