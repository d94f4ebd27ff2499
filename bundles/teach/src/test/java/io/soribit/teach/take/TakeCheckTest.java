// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.take;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.setting.Teaching.Remark;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TakeCheckTest {
    private static final int RATE = 16_000;

    @Test
    void aToneOverAQuietRoomIsFine() throws RefusedException {
        assertThat(remarks(tone(0.2, 0.001)))
                .singleElement()
                .asString()
                .startsWith("loudest -17 dB, 4")
                .endsWith(" dB above the quietest part");
    }

    @Test
    void silenceTeachesNothing() {
        assertThatThrownBy(() -> remarks(new float[3 * RATE]))
                .isInstanceOf(RefusedException.class)
                .hasMessage("a.wav is silent: check the microphone, and record it again");
        assertThatThrownBy(() -> remarks(tone(0.0005, 0)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("silent");
    }

    @Test
    void oneClickTeachesNothing() {
        float[] click = tone(0, 0.0005);
        click[RATE] = 0.9f;
        click[RATE + 1] = -0.9f;
        assertThatThrownBy(() -> remarks(click))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("a.wav holds one short click of 20 ms");
    }

    @Test
    void whatIsQuietLoudOrDrownedIsSaid() throws RefusedException {
        assertThat(remarks(tone(0.004, 0.00001))).contains("very quiet: go closer to the sound");
        float[] loud = tone(3, 0.001);
        for (int i = 0; i < loud.length; i++) {
            loud[i] = Math.max(-1, Math.min(1, loud[i]));
        }
        assertThat(remarks(loud))
                .contains("clipped: it is too loud for the microphone; go further away");
        assertThat(remarks(tone(0.02, 0.05)))
                .contains("hardly louder than the room, or it never pauses");
    }

    @Test
    void aRoomInWhichSomethingSoundsIsNotQuiet() throws RefusedException {
        TakeCheck.checkQuiet(Levels.of(new Samples(tone(0, 0.01), RATE)));
        assertThatThrownBy(
                        () -> TakeCheck.checkQuiet(Levels.of(new Samples(tone(0.2, 0.001), RATE))))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("it was not quiet");
    }

    private static List<String> remarks(float[] samples) throws RefusedException {
        return TakeCheck.remarks("a.wav", Levels.of(new Samples(samples, RATE))).stream()
                .map(Remark::message)
                .toList();
    }

    /** A second of a tone between two of noise. */
    private static float[] tone(double tone, double noise) {
        SplittableRandom random = new SplittableRandom(1);
        float[] samples = new float[3 * RATE];
        for (int i = 0; i < samples.length; i++) {
            boolean on = i >= RATE && i < 2 * RATE;
            samples[i] =
                    (float)
                            ((2 * random.nextDouble() - 1) * noise
                                    + (on ? tone * Math.sin(0.3 * i) : 0));
        }
        return samples;
    }
}
