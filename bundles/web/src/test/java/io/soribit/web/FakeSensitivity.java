// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.score.Sensitivity;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Thresholds in memory; smoke cannot be set. */
public final class FakeSensitivity implements Sensitivity {
    public final Map<String, Float> thresholds = new ConcurrentHashMap<>();
    public volatile boolean full;

    @Override
    public Optional<Float> threshold(String room, String sound) {
        return Optional.ofNullable(thresholds.get(room + "/" + sound));
    }

    @Override
    public void set(String room, String sound, Float threshold, String who) throws IOException {
        if (sound.equals("smoke_alarm")) {
            throw new IllegalArgumentException("the sensitivity for danger cannot be changed");
        }
        if (full) {
            throw new IOException("No space left on device");
        }
        if (threshold == null) {
            thresholds.remove(room + "/" + sound);
        } else {
            thresholds.put(room + "/" + sound, threshold);
        }
    }
}
