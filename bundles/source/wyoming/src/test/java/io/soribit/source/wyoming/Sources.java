// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import io.soribit.api.AudioStream;
import io.soribit.common.time.MonotonicClock;
import io.soribit.testkit.Configurations;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Sources with a configuration as the framework gives it. */
final class Sources {
    private static final Duration LONG = Duration.ofSeconds(60);

    /** Where nothing is to time out; a ping after each message. */
    static final Timeouts PATIENT = new Timeouts(LONG, LONG, LONG, LONG, Duration.ZERO);

    private Sources() {}

    static WyomingSource source(Timeouts timeouts, Object... settings) {
        WyomingConfig config =
                Configurations.of(
                        WyomingConfig.class, Map.of("host", "127.0.0.1", "room", "hall"), settings);
        return new WyomingSource(config, timeouts, MonotonicClock.SYSTEM);
    }

    static float[] read(AudioStream stream, int count) throws IOException {
        float[] samples = new float[count];
        int done = 0;
        while (done < count) {
            done += stream.read(samples, done, count - done);
        }
        return samples;
    }
}
