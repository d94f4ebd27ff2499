// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.picture;

import java.time.Instant;

/** The audio of a sound's first seconds; it is let go of as soon as its picture is made. */
public final class SoundAudio {
    private final String room;
    private final String sound;
    private final Instant start;
    private final int sampleRate;
    private final float[] samples;

    /**
     * @param sound its id
     * @param start of the first sample, by the wall clock
     * @param samples not changed any more
     */
    public SoundAudio(String room, String sound, Instant start, int sampleRate, float[] samples) {
        this.room = room;
        this.sound = sound;
        this.start = start;
        this.sampleRate = sampleRate;
        this.samples = samples;
    }

    String room() {
        return room;
    }

    String sound() {
        return sound;
    }

    Instant start() {
        return start;
    }

    int sampleRate() {
        return sampleRate;
    }

    /** Not to be changed. */
    public float[] samples() {
        return samples;
    }
}
