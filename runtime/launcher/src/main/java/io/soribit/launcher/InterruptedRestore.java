// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import io.soribit.common.io.Replacement;
import io.soribit.common.io.Replacement.Recovery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A {@code soribit restore} that was killed: ends it before the hub reads what is in its folder.
 */
final class InterruptedRestore {
    private InterruptedRestore() {}

    /**
     * Completes it or takes it back.
     *
     * @param data a folder that is locked
     * @param problems takes what was done
     */
    static void end(Path data, Consumer<String> problems) throws UserError {
        try {
            Optional<Recovery> recovery = Replacement.recover(data);
            recovery.map(InterruptedRestore::text).ifPresent(problems);
        } catch (IOException e) {
            throw UserError.passing(
                    "a restore was interrupted and cannot be completed: "
                            + e
                            + ": make that file usable for the user of the hub; what was there is in "
                            + data.resolve("replaced-TIME"),
                    e);
        }
        try {
            Replacement.deleteLeftovers(data);
        } catch (IOException e) {
            problems.accept("an interrupted restore has left files that cannot be deleted: " + e);
        }
    }

    private static String text(Recovery recovery) {
        return recovery.completed()
                ? "a restore was interrupted: it is completed now. What was there is in "
                        + recovery.kept()
                : "a restore was interrupted: what was there is back. Restore again";
    }
}
