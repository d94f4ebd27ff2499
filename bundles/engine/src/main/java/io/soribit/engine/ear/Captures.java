// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The captures of one source that go on. Thread-safe. */
final class Captures {
    private final List<Capture> all = new CopyOnWriteArrayList<>();

    void add(Capture capture) {
        all.add(capture);
    }

    void remove(Capture capture) {
        all.remove(capture);
    }

    void take(float[] mono, int count, int sampleRate) {
        if (!all.isEmpty()) {
            all.forEach(capture -> capture.add(mono, count, sampleRate));
            all.removeIf(Capture::ended);
        }
    }

    /** No audio comes for now. */
    void fail(String why) {
        all.forEach(capture -> capture.fail(why));
        all.removeIf(Capture::ended);
    }
}
