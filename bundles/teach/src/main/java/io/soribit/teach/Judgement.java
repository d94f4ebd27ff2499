// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import io.soribit.teach.learn.Learner;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.sound.OwnSound.Example;
import io.soribit.teach.take.RefusedException;
import java.util.ArrayList;
import java.util.List;

/** Learns a sound anew with an example that a person has confirmed or refused. */
final class Judgement {
    static final int MOST = 30;

    private Judgement() {}

    /**
     * The sound with the example.
     *
     * @throws RefusedException if there are too many
     */
    static OwnSound of(OwnSound own, Example example) throws RefusedException {
        List<Example> examples = new ArrayList<>(own.examples());
        examples.removeIf(e -> e.room().equals(example.room()) && e.time().equals(example.time()));
        if (examples.size() == MOST) {
            throw new RefusedException(
                    "examples",
                    own.sound().id()
                            + " has "
                            + MOST
                            + " examples already: if it still raises too many alerts, teach it again from"
                            + " other recordings");
        }
        examples.add(example);
        Lesson lesson = Lesson.learn(own.embedding(), own.takes(), examples);
        return own.learnt(examples, lesson.result().head());
    }

    /**
     * Checks what was learnt.
     *
     * @throws RefusedException if most of its takes, or something that was confirmed, would be
     *     missed
     */
    static void check(OwnSound next) throws RefusedException {
        if (2 * next.found() < next.takes().size()) {
            throw new RefusedException(
                    "inseparable",
                    "with this, "
                            + next.sound().id()
                            + " would miss "
                            + (next.takes().size() - next.found())
                            + " of its "
                            + next.takes().size()
                            + " recordings: the two sound alike here; teach it again from other"
                            + " recordings, or leave this as it is");
        }
        checkConfirmed(next);
    }

    /** What was confirmed is found: if not, what was refused sounds the same. */
    private static void checkConfirmed(OwnSound own) throws RefusedException {
        if (own.examples().stream().allMatch(Example::positive)) {
            return;
        }
        for (Example example : own.examples()) {
            if (example.positive() && Learner.surest(own.head(), example.windows()) < 0) {
                throw new RefusedException(
                        "contradiction",
                        "what "
                                + example.room()
                                + " heard at "
                                + example.time()
                                + " is confirmed, and sounds like what is refused: say the other of"
                                + " one of them, or leave this as it is");
            }
        }
    }
}
