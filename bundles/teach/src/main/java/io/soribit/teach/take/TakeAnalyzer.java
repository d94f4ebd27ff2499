// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.take;

import io.soribit.api.Embedding;
import io.soribit.api.ModelException;
import io.soribit.api.Sound;
import io.soribit.api.hub.Analyzer;
import io.soribit.api.setting.Teaching.Remark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Hears takes as the hub would, with its own pipeline, and refuses what teaches nothing. */
public final class TakeAnalyzer {
    private static final double PADDING_SECONDS = 1.5;

    /** The hub's window of two seconds; what begins with it is in it. */
    private static final double WINDOW_SECONDS = 2.0;

    private static final float NEARLY_LOUDEST = 10;

    /** Below what is still the sound, above what is still the room. */
    private static final float FAR_BELOW = 25;

    private static final float LEAST_NOISE = -75;

    /** Windows of each kind whose features are kept. */
    private static final int MOST_INPUTS = 4;

    private static final String MUSIC = "music";

    private final Analyzer analyzer;

    public TakeAnalyzer(Analyzer analyzer) {
        this.analyzer = analyzer;
    }

    /**
     * Hears a take.
     *
     * @param samples mono
     * @throws RefusedException if no sound can be learnt from it
     * @throws IOException if it cannot be read
     * @throws ModelException if no model hears it
     */
    public Take hear(String name, float[] samples, int sampleRate)
            throws IOException, ModelException, RefusedException {
        return hear(name, new Samples(samples, sampleRate));
    }

    /**
     * Hears a room without the sound.
     *
     * @param samples mono
     * @throws RefusedException if it was not quiet
     * @throws IOException if it cannot be read
     * @throws ModelException if no model hears it
     */
    public Quiet quiet(float[] samples, int sampleRate)
            throws IOException, ModelException, RefusedException {
        Samples all = new Samples(samples, sampleRate);
        Levels levels = Levels.of(all);
        TakeCheck.checkQuiet(levels);
        Heard heard = new Heard(0);
        analyzer.analyze(all.stream(), null, heard);
        return new Quiet(embedding(heard), heard.windows(), levels.floor());
    }

    Take hear(String name, Samples samples) throws IOException, ModelException, RefusedException {
        TakeCheck.checkLength(name, samples);
        Levels levels = Levels.of(samples);
        List<Remark> remarks = new ArrayList<>(TakeCheck.remarks(name, levels));
        Heard heard = new Heard(PADDING_SECONDS);
        analyzer.analyze(padded(samples, levels.floor()).stream(), null, heard);
        Embedding embedding = embedding(heard);
        if (!heard.dangers().isEmpty()) {
            throw new RefusedException(
                    "danger",
                    name
                            + " sounds like an emergency ("
                            + String.join(", ", heard.dangers())
                            + "): the hub reports it already, and a sound of your own must not be"
                            + " taken for it; record the sound without it");
        }
        List<Sound> others = List.copyOf(heard.others().keySet());
        if (TakeCheck.lasts(levels) && others.stream().anyMatch(s -> s.id().equals(MUSIC))) {
            throw new RefusedException(
                    "music",
                    name
                            + " is music from the beginning to the end: switch it off, and record"
                            + " the sound alone");
        }
        for (String other : heard.others().values()) {
            remarks.add(new Remark("heard", "the hub hears in it: " + other));
        }
        List<List<Integer>> sorted = sorted(name, heard, levels);
        List<Integer> loud = sorted.get(0);
        List<Integer> quiet = sorted.get(1);
        return new Take(
                name,
                embedding,
                loud.stream().map(heard.windows()::get).toList(),
                quiet.stream().map(heard.windows()::get).toList(),
                heard.inputs(name, loud, quiet, MOST_INPUTS),
                new Take.Level(levels.loudest(), levels.floor(), levels.overTime()),
                remarks,
                others);
    }

    private static Embedding embedding(Heard heard) throws RefusedException {
        Embedding embedding = heard.embedding();
        if (embedding == null) {
            throw new RefusedException(
                    "model",
                    "model "
                            + heard.model()
                            + " cannot be taught sounds: choose one of the family home with"
                            + " 'soribit models use ID'");
        }
        return embedding;
    }

    /** Which windows have the sound, and which have not. */
    private static List<List<Integer>> sorted(String name, Heard heard, Levels levels)
            throws RefusedException {
        float most = levels.loudest(0, TakeReader.MOST_SECONDS);
        List<Integer> loud = new ArrayList<>();
        List<Integer> quiet = new ArrayList<>();
        for (int i = 0; i < heard.windows().size(); i++) {
            double start = heard.starts().get(i) - PADDING_SECONDS;
            float level = levels.loudest(start, start + WINDOW_SECONDS);
            if (level >= most - NEARLY_LOUDEST) {
                loud.add(i);
            } else if (level < most - FAR_BELOW) {
                quiet.add(i);
            }
        }
        if (loud.isEmpty()) {
            throw new RefusedException(
                    "unheard", name + ": no window of it was heard; record it again");
        }
        return List.of(loud, quiet);
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
}
