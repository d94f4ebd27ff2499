// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Draws sounds and rooms and mixes them. Not thread-safe. */
final class Mixer {
    /** A wave, and the recordings in it. */
    static final class Mixed {
        private final float[] wave;
        private final String names;

        Mixed(float[] wave, String names) {
            this.wave = wave;
            this.names = names;
        }

        float[] wave() {
            return wave;
        }

        String names() {
            return names;
        }
    }

    private static final double LAYER_SECONDS = 20;

    private final List<Clip> clips;
    private final SplittableRandom random;
    private final List<Room> rooms = new ArrayList<>();

    Mixer(List<Clip> clips, SplittableRandom random) throws IOException {
        this.clips = clips;
        this.random = random;
        for (Clip clip : clips) {
            if (clip.isRoom()) {
                rooms.add(new Room(clip.samples()));
            }
        }
    }

    /** The recordings of a split but those of alarms. */
    List<Clip> sounds(String split) {
        return clips.stream()
                .filter(clip -> clip.split().equals(split) && !clip.isAlarm())
                .toList();
    }

    /** Null if there are no rooms. */
    @Nullable Room room() {
        return rooms.isEmpty() ? null : rooms.get(random.nextInt(rooms.size()));
    }

    /** A random recording over and over, from a random place on. */
    Mixed loop(List<Clip> sounds, double seconds) throws IOException {
        Clip clip = sounds.get(random.nextInt(sounds.size()));
        float[] one = clip.samples();
        float[] wave = new float[(int) (seconds * Hearing.RATE)];
        int start = random.nextInt(Math.max(1, one.length));
        for (int i = 0; i < wave.length && one.length > 0; i++) {
            wave[i] = one[(start + i) % one.length];
        }
        return new Mixed(wave, clip.path());
    }

    /** Two or three layers of 20 s, each in a room or not, up to 20 dB apart. */
    Mixed layers(List<Clip> sounds) throws IOException {
        float[] sum = new float[(int) (LAYER_SECONDS * Hearing.RATE)];
        List<String> names = new ArrayList<>();
        for (int layers = random.nextInt(2, 4); layers > 0; layers--) {
            Mixed layer = sequence(sounds, sum.length);
            names.add(layer.names());
            Room room = random.nextBoolean() ? room() : null;
            float[] wave = room == null ? layer.wave() : room.apply(layer.wave());
            scale(wave, Math.pow(10, random.nextDouble(-20, 0) / 20));
            for (int i = 0; i < sum.length; i++) {
                sum[i] += wave[i];
            }
        }
        scale(sum, random.nextDouble(0.05, 0.95));
        return new Mixed(sum, String.join(" + ", names));
    }

    /**
     * Random recordings one after the other. Not one over and over: many last four seconds, and
     * whatever repeats every four seconds has the cycle of T3.
     */
    private Mixed sequence(List<Clip> sounds, int length) throws IOException {
        float[] wave = new float[length];
        List<String> names = new ArrayList<>();
        int at = 0;
        while (at < length) {
            Clip clip = sounds.get(random.nextInt(sounds.size()));
            float[] one = clip.samples();
            int count = Math.min(one.length, length - at);
            System.arraycopy(one, 0, wave, at, count);
            at += Math.max(1, count);
            names.add(clip.path());
        }
        return new Mixed(wave, String.join(", ", names));
    }

    /** Scales a wave to a peak. */
    static void scale(float[] wave, double peak) {
        float most = 1e-9f;
        for (float sample : wave) {
            most = Math.max(most, Math.abs(sample));
        }
        float gain = (float) (peak / most);
        for (int i = 0; i < wave.length; i++) {
            wave[i] *= gain;
        }
    }
}
