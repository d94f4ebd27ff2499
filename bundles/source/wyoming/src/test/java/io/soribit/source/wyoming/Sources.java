// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import io.soribit.api.AudioStream;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Sources with a configuration as the framework gives it. */
final class Sources {
    private static final Duration LONG = Duration.ofSeconds(60);

    /** Where nothing is to time out; a ping after each message. */
    static final Timeouts PATIENT = new Timeouts(LONG, LONG, LONG, LONG, Duration.ZERO);

    private Sources() {}

    static WyomingSource source(Timeouts timeouts, Object... settings) {
        Map<String, Object> values = new HashMap<>(Map.of("host", "127.0.0.1", "room", "hall"));
        for (int i = 0; i < settings.length; i += 2) {
            values.put((String) settings[i], settings[i + 1]);
        }
        WyomingConfig config =
                (WyomingConfig)
                        Proxy.newProxyInstance(
                                WyomingConfig.class.getClassLoader(),
                                new Class<?>[] {WyomingConfig.class},
                                (proxy, method, arguments) ->
                                        values.getOrDefault(
                                                method.getName(), method.getDefaultValue()));
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

    /** A TCP port that nothing listens to now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
