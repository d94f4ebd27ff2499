// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.sound;

import io.soribit.api.Embedding;
import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import io.soribit.api.score.TaughtSound;
import io.soribit.teach.learn.Background;
import io.soribit.teach.learn.Head;
import io.soribit.teach.learn.Learner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sound that the household has taught, with all that it was learnt from.
 *
 * @param sound what it is for people
 * @param embedding what it was learnt on
 * @param takes what it was learnt from
 * @param examples what a person has confirmed or refused of the alerts it would have raised
 * @param head gives its score
 * @param on whether it is listened for
 * @param recorded when a room recorded the takes; null if they came otherwise
 * @param relearnt from what it was learnt anew; null if it was not
 * @param tuned from where on it counts here; null if that is as takes and examples have it
 */
public record OwnSound(
        Sound sound,
        Embedding embedding,
        List<Features> takes,
        List<Example> examples,
        Head head,
        boolean on,
        @Nullable Span recorded,
        @Nullable Relearnt relearnt,
        @Nullable Tuned tuned)
        implements TaughtSound {
    private static final Threshold THRESHOLD =
            new Threshold(
                    0.5f, 0.25f, Duration.ofMillis(720), Duration.ofSeconds(3), Duration.ZERO);

    /**
     * A take, as its file keeps it: no audio.
     *
     * @param name of the recording
     * @param loud embeddings of the windows in which the sound is
     * @param quiet those of windows in which it is not
     */
    public record Features(String name, List<float[]> loud, List<float[]> quiet) {
        public Features {
            loud = List.copyOf(loud);
            quiet = List.copyOf(quiet);
            if (loud.isEmpty()) {
                throw new IllegalArgumentException("the take '" + name + "' has no window");
            }
        }
    }

    /**
     * What a room heard, and whether it was the sound.
     *
     * @param windows in which it is surest, at least one
     */
    public record Example(String room, Instant time, boolean positive, List<float[]> windows) {
        public Example {
            windows = List.copyOf(windows);
            if (windows.isEmpty()) {
                throw new IllegalArgumentException("an example of " + room + " has no window");
            }
        }
    }

    /**
     * That a sound was learnt anew, and the proof of it: how many of its takes are found by what
     * the others teach.
     *
     * @param trunk that heard before
     * @param before how many were found then
     * @param now how many are found now
     */
    public record Relearnt(String trunk, int before, int now) {}

    /**
     * From where on it counts, by what its home was heard to be.
     *
     * @param onset in spreads above what homes sound like
     * @param share of what its takes reach
     * @param hours of the home that were looked at
     */
    public record Tuned(float onset, float share, float hours) {}

    /** A time, with both its ends. */
    public record Span(Instant from, Instant to) {
        /** Whether a time in ms since 1970 is in it. */
        public boolean holds(long millis) {
            return millis >= from.toEpochMilli() && millis <= to.toEpochMilli();
        }
    }

    public OwnSound {
        takes = List.copyOf(takes);
        examples = List.copyOf(examples);
        if (!sound.id().startsWith(Sound.TAUGHT)) {
            throw new IllegalArgumentException(
                    "the id '" + sound.id() + "' does not begin with " + Sound.TAUGHT);
        }
        if (head.weights().length != embedding.size()) {
            throw new IllegalArgumentException(
                    "its head has "
                            + head.weights().length
                            + " weights for "
                            + embedding.size()
                            + " values");
        }
    }

    /** Learnt from takes alone, and listened for. */
    public OwnSound(Sound sound, Embedding embedding, List<Features> takes, Head head) {
        this(sound, embedding, takes, List.of(), head, true, null, null, null);
    }

    /** How many of its takes it finds. */
    public int found() {
        return (int) takes.stream().filter(take -> Learner.surest(head, take.loud()) >= 0).count();
    }

    /** How many of its takes are found by what the others teach, as far as that is known. */
    public int proven() {
        return learnt(embedding, takes, List.of())
                .map(learnt -> learnt.leftOut().stream().filter(logit -> logit >= 0).count())
                .map(Long::intValue)
                .orElseGet(this::found);
    }

    /**
     * What takes and examples teach, whatever the home is.
     *
     * @return empty for a single take, or if nothing is known of what homes sound like to the trunk
     */
    public static Optional<Learner.Result> learnt(
            Embedding embedding, List<Features> takes, List<Example> examples) {
        List<List<float[]>> loud = new ArrayList<>(takes.stream().map(Features::loud).toList());
        List<List<float[]>> refused = new ArrayList<>();
        for (Example example : examples) {
            (example.positive() ? loud : refused).add(example.windows());
        }
        List<float[]> quiet = takes.stream().flatMap(take -> take.quiet().stream()).toList();
        return Background.of(embedding)
                .filter(background -> loud.size() > 1)
                .map(background -> new Learner(background).learn(loud, quiet, refused));
    }

    /** The same, listened for or not. */
    public OwnSound listened(boolean listened) {
        return new OwnSound(
                sound, embedding, takes, examples, head, listened, recorded, relearnt, tuned);
    }

    /** The same, learnt anew with other examples. */
    public OwnSound learnt(List<Example> from, Head next) {
        return new OwnSound(sound, embedding, takes, from, next, on, recorded, relearnt, null);
    }

    /** The same, counting from elsewhere on. */
    public OwnSound tuned(Head next, Tuned by) {
        return new OwnSound(sound, embedding, takes, examples, next, on, recorded, relearnt, by);
    }

    /**
     * What other hubs get: not in which rooms, and when, its takes and examples were heard, and
     * nothing of this home.
     */
    public OwnSound shared() {
        List<Example> anywhere =
                examples.stream()
                        .map(e -> new Example("", Instant.EPOCH, e.positive(), e.windows()))
                        .toList();
        List<Features> numbered = new ArrayList<>();
        for (Features take : takes) {
            String name = "take " + (numbered.size() + 1);
            numbered.add(new Features(name, take.loud(), take.quiet()));
        }
        Head anyHome = learnt(embedding, takes, examples).map(Learner.Result::head).orElse(head);
        return new OwnSound(sound, embedding, numbered, anywhere, anyHome, true, null, null, null);
    }

    @Override
    public Threshold threshold() {
        return THRESHOLD;
    }

    @Override
    public float score(float[] values) {
        return head.score(values);
    }
}
