// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import io.soribit.api.DetectorSession.ScoreSink;

/** The timing of alarms, frame by frame of a spectrum. Not thread-safe. */
final class AlarmTones {
    static final double[][] BANDS = {{455, 585}, {2_100, 4_650}};

    private final ToneBands bands;
    private final ShrillTone shrill;
    private final ToneHistory history;
    private final AlarmTrack[] alarms;
    private final float[] tones;
    private final int hop;

    /**
     * @param hop samples from one frame to the next
     */
    AlarmTones(ToneSpectrum spectrum, double framesPerSecond, int hop) {
        this.hop = hop;
        bands = new ToneBands(spectrum, BANDS);
        shrill = new ShrillTone(bands);
        history = new ToneHistory(bands.tones(), framesPerSecond);
        alarms = new AlarmTrack[CadenceDetector.ALARMS.size()];
        for (int i = 0; i < alarms.length; i++) {
            alarms[i] = new AlarmTrack(CadenceDetector.ALARMS.get(i), history, bands);
        }
        tones = new float[bands.tones()];
    }

    /**
     * Takes the next frame.
     *
     * @param scores of the labels; the alarms are the first
     */
    void frame(float[] scores, ScoreSink sink) {
        bands.read(tones);
        shrill.add(tones);
        history.add(tones);
        for (int i = 0; i < alarms.length; i++) {
            boolean proven = alarms[i].update();
            if (alarms[i].score() > scores[i]) {
                sink.began(i, hop * Math.round(alarms[i].begin() * history.framesPerSecond()));
            }
            if (proven) {
                sink.evidence(i, alarms[i].evidence());
            }
            scores[i] = alarms[i].score();
        }
    }

    /** Ends a window of so many frames. */
    void window(int frames, float[] scores) {
        if (shrill.take() >= frames / 2) {
            float tone =
                    shrill.isThatOfAnAlarm() ? CadenceDetector.ALARM_TONE : CadenceDetector.TONE;
            scores[0] = Math.max(scores[0], tone);
        }
    }
}
