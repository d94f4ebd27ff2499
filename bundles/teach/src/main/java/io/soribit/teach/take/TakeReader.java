// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.take;

import io.soribit.api.AudioStream;
import io.soribit.api.Embedding;
import io.soribit.api.ModelException;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Analyzer;
import io.soribit.api.hub.AudioFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hears recordings as the hub would, with its own pipeline, and refuses what teaches nothing. */
public final class TakeReader {
    static final int MOST_SECONDS = 30;
    private static final double LEAST_SECONDS = 0.1;
    private static final double PADDING_SECONDS = 1.5;

    /** The hub's window of two seconds; what begins with it is in it. */
    private static final double WINDOW_SECONDS = 2.0;

    private static final float NEARLY_LOUDEST = 10;

    /** Below what is still the sound, above what is still the room. */
    private static final float FAR_BELOW = 25;

    private static final float LEAST_NOISE = -75;

    private final AudioFiles files;
    private final Analyzer analyzer;

    public TakeReader(AudioFiles files, Analyzer analyzer) {
        this.files = files;
        this.analyzer = analyzer;
    }

    /**
     * Reads a take.
     *
     * @throws RefusedException if no sound can be learnt from it
     * @throws IOException if it cannot be read
     * @throws ModelException if no model hears it
     */
    public Take read(Path file) throws IOException, ModelException, RefusedException {
        String name = String.valueOf(file.getFileName());
        Samples samples;
        try (AudioStream audio = files.open(file)) {
            samples = Samples.read(audio, MOST_SECONDS);
        } catch (IOException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
        if (samples.seconds() < LEAST_SECONDS) {
            throw new RefusedException(name + " is shorter than 0.1 s: record it again");
        }
        Levels levels = Levels.of(samples);
        List<String> remarks = new ArrayList<>(TakeCheck.remarks(name, levels));
        Heard heard = new Heard();
        analyzer.analyze(padded(samples, levels.floor()).stream(), null, heard);
        Embedding embedding = heard.embedding;
        if (embedding == null) {
            throw new RefusedException(
                    "model "
                            + heard.model
                            + " cannot be taught sounds: choose one of the family home with"
                            + " 'soribit models use ID'");
        }
        if (!heard.dangers.isEmpty()) {
            throw new RefusedException(
                    name
                            + " sounds like an emergency ("
                            + String.join(", ", heard.dangers)
                            + "): the hub tells of it already, and a sound of your own must not be"
                            + " taken for it; record the sound without it");
        }
        for (String other : heard.others) {
            remarks.add("the hub hears in it: " + other);
        }
        return take(name, embedding, heard, levels, remarks);
    }

    private static Take take(
            String name, Embedding embedding, Heard heard, Levels levels, List<String> remarks)
            throws RefusedException {
        float most = levels.loudest(0, MOST_SECONDS);
        List<float[]> loud = new ArrayList<>();
        List<float[]> quiet = new ArrayList<>();
        for (int i = 0; i < heard.windows.size(); i++) {
            double start = heard.starts.get(i) - PADDING_SECONDS;
            float level = levels.loudest(start, start + WINDOW_SECONDS);
            if (level >= most - NEARLY_LOUDEST) {
                loud.add(heard.windows.get(i));
            } else if (level < most - FAR_BELOW) {
                quiet.add(heard.windows.get(i));
            }
        }
        if (loud.isEmpty()) {
            throw new RefusedException(name + ": no window of it was heard; record it again");
        }
        return new Take(name, embedding, loud, quiet, remarks);
    }

    /** The sound between stretches of noise as loud as the room, so that each window has some. */
    private static Samples padded(Samples samples, float floor) {
        int padding = (int) (PADDING_SECONDS * samples.rate());
        double level = Math.pow(10, Math.max(LEAST_NOISE, Math.min(floor, -40)) / 20);
        Random random = new Random(samples.values().length);
        float[] values = new float[samples.values().length + 2 * padding];
        for (int i = 0; i < values.length; i++) {
            boolean inside = i >= padding && i < padding + samples.values().length;
            values[i] =
                    inside
                            ? samples.values()[i - padding]
                            : (float) (level * random.nextGaussian());
        }
        return new Samples(values, samples.rate());
    }

    /** What the pipeline makes of a take. */
    private static final class Heard implements Analyzer.Findings {
        private static final float SURE = 0.5f;

        private final List<float[]> windows = new ArrayList<>();
        private final List<Double> starts = new ArrayList<>();
        private final Set<String> dangers = new LinkedHashSet<>();
        private final Set<String> others = new LinkedHashSet<>();
        private @Nullable Embedding embedding;
        private String model = "";

        @Override
        public void embedding(Embedding told, float[] values) {
            embedding = told;
            windows.add(values.clone());
        }

        @Override
        public void window(String by, double start, List<String> labels, float[] scores) {
            model = by;
            starts.add(start);
        }

        @Override
        public void event(String by, Sound sound, double onset, double end, float score) {
            String text =
                    String.format(
                            Locale.ROOT,
                            "%s at %.1f s",
                            sound.name("en"),
                            Math.max(0, onset - PADDING_SECONDS));
            if (sound.urgency() == Urgency.EMERGENCY) {
                dangers.add(text);
            } else if (score >= SURE) {
                others.add(text);
            }
        }
    }
}
