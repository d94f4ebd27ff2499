// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import io.soribit.api.AudioStream;
import io.soribit.common.time.MonotonicClock;
import io.soribit.testkit.Configurations;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Sources with a configuration as the framework gives it, and what they hear. */
final class Sources {
    static final int RATE = 16_000;

    /** Of the sine of ffmpeg, whose peaks are at 0.125; codecs add noise. */
    private static final float CLEARLY = 0.03f;

    private Sources() {}

    static StreamSource stream(Map<String, Object> configuration) {
        return stream(configuration, MonotonicClock.SYSTEM);
    }

    static StreamSource stream(Map<String, Object> configuration, MonotonicClock clock) {
        return new StreamSource(new Launcher(), new Ffmpeg("ffmpeg"), config(configuration), clock);
    }

    /** Nothing times out because this machine is busy, unless the values say otherwise. */
    static StreamConfig config(Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(Map.of("timeout_seconds", 60));
        all.putAll(values);
        return Configurations.of(StreamConfig.class, all);
    }

    /** Reads so many samples. */
    static float[] read(AudioStream stream, int count) throws IOException {
        float[] samples = new float[count];
        int done = 0;
        while (done < count) {
            int read = stream.read(samples, done, count - done);
            if (read < 0) {
                throw new IOException("the stream ended after " + done + " samples");
            }
            done += read;
        }
        return samples;
    }

    /** How many times a second the signal rises from well below zero to well above. */
    static double frequency(float[] samples) {
        int rising = 0;
        boolean below = false;
        for (float sample : samples) {
            if (sample < -CLEARLY) {
                below = true;
            } else if (sample > CLEARLY && below) {
                below = false;
                rising++;
            }
        }
        return (double) rising * RATE / samples.length;
    }
}
