// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.decide;

import io.soribit.api.Alternative;
import io.soribit.api.Sound;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The labels that came next to the best, kept without allocating. */
final class Runners {
    private static final int MOST = 3;
    private static final float LEAST = 0.1f;

    private final @Nullable Sound[] sounds = new @Nullable Sound[MOST];
    private final float[] scores = new float[MOST];
    private int count;

    /** Takes the best of the scores, other than one sound's; each sound once. */
    void capture(Sound winner, LabelTrack[] tracks, float[] smoothed) {
        count = 0;
        for (int i = 0; i < tracks.length; i++) {
            Sound sound = tracks[i].sound();
            if (smoothed[i] >= LEAST && tracks[i].eventful() && !sound.id().equals(winner.id())) {
                insert(sound, smoothed[i]);
            }
        }
    }

    List<Alternative> list() {
        List<Alternative> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Sound sound = sounds[i];
            if (sound != null) {
                list.add(new Alternative(sound, scores[i]));
            }
        }
        return list;
    }

    private void insert(Sound sound, float score) {
        int at = 0;
        while (at < count && scores[at] >= score) {
            if (same(at, sound)) {
                return;
            }
            at++;
        }
        int end = at;
        while (end < count && !same(end, sound)) {
            end++;
        }
        if (end == count) {
            count = Math.min(count + 1, MOST);
        }
        for (int i = Math.min(end, MOST - 1); i > at; i--) {
            sounds[i] = sounds[i - 1];
            scores[i] = scores[i - 1];
        }
        if (at < MOST) {
            sounds[at] = sound;
            scores[at] = score;
        }
    }

    private boolean same(int at, Sound sound) {
        Sound other = sounds[at];
        return other != null && other.id().equals(sound.id());
    }
}
