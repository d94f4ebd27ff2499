// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import java.nio.file.Files;
import java.nio.file.Path;

/** A scenario in which real time counts: one that a busy machine has held up is played again. */
final class RealTime {
    private static final int TRIES = 3;

    private RealTime() {}

    /** What is played from its beginning each time. */
    @FunctionalInterface
    interface Scenario {
        /**
         * @param folder a new one
         */
        void play(Path folder) throws Exception;
    }

    /** Something came later than the scenario allows; all other errors are final at once. */
    static final class LateError extends AssertionError {
        private static final long serialVersionUID = 1;

        LateError(String message) {
            super(message);
        }

        LateError(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Plays it until nothing is late, at most three times. */
    static void play(Path folder, Scenario scenario) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                scenario.play(Files.createDirectories(folder.resolve("attempt" + attempt)));
                return;
            } catch (LateError e) {
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    static void check(boolean inTime, String otherwise) {
        if (!inTime) {
            throw new LateError(otherwise);
        }
    }
}
