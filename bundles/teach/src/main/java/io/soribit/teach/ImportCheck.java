// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.sound.OwnSound.Example;
import io.soribit.teach.take.RefusedException;
import java.util.Set;

/** Holds what another hub exported to what this one would have made itself. */
final class ImportCheck {
    private static final Set<String> LANGUAGES = Set.of("en", "ko");

    /** More than a take of 30 s has at the shortest hop. */
    private static final int MOST_WINDOWS = 1_000;

    private ImportCheck() {}

    /**
     * Checks a sound.
     *
     * @throws RefusedException if no hub has made it, with what is wrong
     */
    static void check(OwnSound own) throws RefusedException {
        Naming.icon(own.sound().icon());
        if (!LANGUAGES.containsAll(own.sound().names().keySet())) {
            throw refused("it has names in other languages than " + LANGUAGES);
        }
        if (own.examples().size() > Judgement.MOST) {
            throw refused("it has more than " + Judgement.MOST + " examples");
        }
        for (Example example : own.examples()) {
            checkCount(example.windows().size());
        }
        for (OwnSound.Features take : own.takes()) {
            checkCount(take.loud().size() + take.quiet().size());
        }
    }

    private static void checkCount(int windows) throws RefusedException {
        if (windows > MOST_WINDOWS) {
            throw refused("a recording in it has more than " + MOST_WINDOWS + " windows");
        }
    }

    private static RefusedException refused(String why) {
        return new RefusedException("export", "this is nothing that a hub has exported: " + why);
    }
}
