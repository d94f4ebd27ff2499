// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.score.Sensitivity;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Thresholds in memory; smoke cannot be set. */
public final class FakeSensitivity implements Sensitivity {
    public final Map<String, Float> thresholds = new ConcurrentHashMap<>();
    private final List<Change> changes = new CopyOnWriteArrayList<>();
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
        Float before = thresholds.get(room + "/" + sound);
        String id = "s" + changes.size();
        changes.add(0, new Change(id, Instant.now(), who, room, sound, before, threshold));
        if (threshold == null) {
            thresholds.remove(room + "/" + sound);
        } else {
            thresholds.put(room + "/" + sound, threshold);
        }
    }

    @Override
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    @Override
    public void undo(String change, String who) throws IOException {
        Change made =
                changes.stream()
                        .filter(c -> c.id().equals(change))
                        .findAny()
                        .orElseThrow(() -> new IllegalArgumentException("no change " + change));
        if (!Objects.equals(thresholds.get(made.room() + "/" + made.sound()), made.after())) {
            throw new IllegalStateException("something else was set since");
        }
        set(made.room(), made.sound(), made.before(), who);
    }
}
