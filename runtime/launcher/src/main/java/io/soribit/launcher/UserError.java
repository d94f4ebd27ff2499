// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A problem that the user can fix; the message names what is wrong, where, and what to do. */
final class UserError extends Exception {
    /** Of a hub that a supervisor does not start again: it would fail again. */
    static final int LASTING = 2;

    /** Of one that is started again: there may be room on the disk by then. */
    static final int PASSING = 1;

    /** With less, the caches of the framework cannot be made. */
    private static final long LEAST_BYTES = 1 << 20;

    private static final long serialVersionUID = 1;

    private final int status;

    UserError(String message) {
        super(message);
        status = LASTING;
    }

    UserError(String message, Throwable cause) {
        this(message, cause, LASTING);
    }

    private UserError(String message, Throwable cause, int status) {
        super(message, cause);
        this.status = status;
    }

    /** One that may be over by itself: a supervisor tries again. */
    static UserError passing(String message, Throwable cause) {
        return new UserError(message, cause, PASSING);
    }

    /** One in a folder, whose disk may be full. */
    static UserError in(Path folder, String message, Throwable cause) {
        return in(usable(folder), folder, message, cause);
    }

    /**
     * One in a folder.
     *
     * @param usable bytes that are free there
     */
    static UserError in(long usable, Path folder, String message, Throwable cause) {
        return usable >= LEAST_BYTES
                ? new UserError(message, cause)
                : new UserError(
                        "the disk of " + folder + " is full: make room there (" + message + ")",
                        cause,
                        PASSING);
    }

    private static long usable(Path folder) {
        @Nullable Path there = folder.toAbsolutePath();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            return there == null ? Long.MAX_VALUE : Files.getFileStore(there).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE; // nothing is known of it
        }
    }

    /** The status that the process ends with. */
    int status() {
        return status;
    }
}
