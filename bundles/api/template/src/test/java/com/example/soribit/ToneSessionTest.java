// SPDX-License-Identifier: Apache-2.0
package com.example.soribit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToneSessionTest {
    private static final int RATE = 16_000;

    /** The scores of half a second of a sine. */
    private static List<Float> scores(double frequency, double amplitude) {
        float[] samples = new float[RATE / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (amplitude * Math.sin(2 * Math.PI * frequency * i / RATE));
        }
        List<Float> scores = new ArrayList<>();
        try (ToneSession session = new ToneSession(RATE, 2_000)) {
            for (int i = 0; i < samples.length; i += 500) { // as it comes, not in windows
                session.write(samples, i, 500, (start, end, score) -> scores.add(score[0]));
            }
        }
        return scores;
    }

    @Test
    void itsPitchIsHeardAtAnyLevel() {
        assertEquals(5, scores(2_000, 0.5).size());
        assertTrue(scores(2_000, 0.5).stream().allMatch(score -> score > 0.95));
        assertTrue(scores(2_000, 0.01).stream().allMatch(score -> score > 0.95));
    }

    @Test
    void anotherPitchAndSilenceAreNot() {
        assertTrue(scores(1_500, 0.5).stream().allMatch(score -> score < 0.1));
        assertTrue(scores(2_000, 0).stream().allMatch(score -> score == 0));
    }
}
