// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import io.soribit.api.Embedding;
import io.soribit.teach.learn.Background;
import io.soribit.teach.learn.Learner;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.take.RefusedException;
import java.util.ArrayList;
import java.util.List;

/**
 * What was learnt from the takes of one sound, and how well.
 *
 * @param embedding what it was learnt on
 * @param takes what it was learnt from
 * @param result one entry a take, in their order
 */
record Lesson(Embedding embedding, List<OwnSound.Features> takes, Learner.Result result) {
    static final int LEAST_TAKES = 3;
    static final int MOST_TAKES = 10;

    /** Takes of one sound are more alike than this, takes of different ones are not. */
    private static final double ALIKE = 0.15;

    private static final double GOOD_SHARE = 0.8;

    Lesson {
        takes = List.copyOf(takes);
    }

    /**
     * Learns.
     *
     * @throws RefusedException if that cannot be learnt, with which take is wrong
     */
    static Lesson of(Embedding embedding, List<OwnSound.Features> takes) throws RefusedException {
        if (takes.size() < LEAST_TAKES || takes.size() > MOST_TAKES) {
            throw new RefusedException(
                    "a sound is learnt from "
                            + LEAST_TAKES
                            + " to "
                            + MOST_TAKES
                            + " recordings of it, not from "
                            + takes.size());
        }
        Background background =
                Background.of(embedding)
                        .orElseThrow(
                                () ->
                                        new RefusedException(
                                                "nothing is known of what homes sound like to the"
                                                        + " trunk "
                                                        + embedding.trunk()
                                                        + ": choose a model of the family home with"
                                                        + " 'soribit models use ID', and teach it"
                                                        + " there"));
        List<List<float[]>> loud = takes.stream().map(OwnSound.Features::loud).toList();
        List<float[]> quiet = new ArrayList<>();
        takes.forEach(take -> quiet.addAll(take.quiet()));
        Lesson lesson = new Lesson(embedding, takes, new Learner(background).learn(loud, quiet));
        lesson.checkAlike();
        return lesson;
    }

    private void checkAlike() throws RefusedException {
        List<String> unlike = new ArrayList<>();
        for (int i = 0; i < takes.size(); i++) {
            if (result.alike().get(i) < ALIKE) {
                unlike.add(takes.get(i).name());
            }
        }
        if (2 * unlike.size() > takes.size()) {
            throw new RefusedException(
                    "the recordings are not of one sound: "
                            + String.join(", ", unlike)
                            + " are unlike all others; a sound is learnt from recordings of itself"
                            + " alone");
        }
        if (!unlike.isEmpty()) {
            throw new RefusedException(
                    String.join(", ", unlike)
                            + (unlike.size() == 1 ? " is" : " are")
                            + " unlike the other recordings: leave it out, or record it again");
        }
    }

    /** Takes that are told of by what the others taught. */
    int found() {
        return (int) result.leftOut().stream().filter(logit -> logit >= 0).count();
    }

    /** Good enough: most takes are told of by what the others taught. */
    boolean good() {
        return found() >= GOOD_SHARE * takes.size();
    }
}
