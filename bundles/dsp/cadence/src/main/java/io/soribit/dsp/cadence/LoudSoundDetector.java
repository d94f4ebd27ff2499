// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import io.soribit.api.AudioFormat;
import io.soribit.api.Detector;
import io.soribit.api.DetectorSession;
import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/**
 * Hears a sudden loud sound, whatever it is: at least 100 ms that are 20 dB above the room's own
 * floor and above -30 dB below full scale, once it has heard the room for ten seconds. Whether
 * another sound explains it is not known here: the engine drops it then. Its evidence: {@code
 * level_db} and {@code floor_db}. Ignores the hop.
 */
@Component
public final class LoudSoundDetector implements Detector {
    private static final Threshold THRESHOLD = new Threshold(0.5f, 0.25f);

    @Override
    public String id() {
        return "loud-sound";
    }

    @Override
    public List<String> labels() {
        return List.of(Sound.UNKNOWN_LOUD);
    }

    @Override
    public Threshold thresholdOf(String label) {
        return THRESHOLD;
    }

    @Override
    public DetectorSession open(int sampleRate, Duration hop) {
        return new LoudSoundSession(new AudioFormat(sampleRate, 1).sampleRate());
    }
}
