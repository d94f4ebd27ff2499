// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import io.soribit.api.DetectorSession;
import java.util.Map;

/**
 * Levels of 50 ms blocks against the floor, emitted in windows of 0.25 s that lag seven seconds
 * behind: by then what else may explain a sound is known, a shrill alarm too. Allocates nothing but
 * evidence.
 */
final class LoudSoundSession implements DetectorSession {
    private static final int BLOCKS_PER_SECOND = 20;
    private static final int BLOCKS_PER_WINDOW = 5;
    private static final int LAG_WINDOWS = 28;
    private static final float STEP_DB = 20;
    private static final float LEAST_DB = -30;
    private static final float SILENCE_DB = -90;

    private final NoiseFloor floor = new NoiseFloor();
    private final int blockSamples;
    private final float[] loudest = new float[LAG_WINDOWS + 1];
    private final float[] floors = new float[LAG_WINDOWS + 1];
    private final float[] scores = new float[1];
    private double squares;
    private int filled;
    private float before = SILENCE_DB;
    private long blocks;
    private boolean sounding;

    LoudSoundSession(int sampleRate) {
        blockSamples = sampleRate / BLOCKS_PER_SECOND;
    }

    @Override
    public void write(float[] samples, int offset, int length, ScoreSink sink) {
        for (int i = offset; i < offset + length; i++) {
            squares += samples[i] * samples[i];
            if (++filled == blockSamples) {
                float level = (float) (10 * Math.log10(squares / blockSamples + 1e-9));
                squares = 0;
                filled = 0;
                block(level, sink);
            }
        }
    }

    private void block(float level, ScoreSink sink) {
        int slot = (int) (blocks / BLOCKS_PER_WINDOW % loudest.length);
        float lasting = Math.min(level, before); // of two blocks: of 100 ms
        if (blocks % BLOCKS_PER_WINDOW == 0) {
            loudest[slot] = SILENCE_DB;
            floors[slot] = floor.known() ? floor.db() : 0;
        }
        loudest[slot] = Math.max(loudest[slot], lasting);
        before = level;
        floor.add(level);
        blocks++;
        if (blocks % BLOCKS_PER_WINDOW == 0 && blocks > LAG_WINDOWS * BLOCKS_PER_WINDOW) {
            emit(blocks / BLOCKS_PER_WINDOW - 1 - LAG_WINDOWS, sink);
        }
    }

    private void emit(long window, ScoreSink sink) {
        int slot = (int) (window % loudest.length);
        boolean loud = loudest[slot] >= Math.max(LEAST_DB, floors[slot] + STEP_DB);
        if (loud && !sounding) {
            sink.evidence(
                    0,
                    Map.of(
                            "level_db", (double) Math.round(loudest[slot]),
                            "floor_db", (double) Math.round(floors[slot])));
        }
        sounding = loud;
        scores[0] = loud ? 1 : 0;
        long start = window * BLOCKS_PER_WINDOW * blockSamples;
        sink.scores(start, start + (long) BLOCKS_PER_WINDOW * blockSamples, scores);
    }

    @Override
    public void close() {}
}
