// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.plugin;

/** What plug-ins throw: the methods of their exceptions are foreign code, too. */
public final class Thrown {
    private static final int MOST_CAUSES = 100;

    private Thrown() {}

    /** The same if it can be logged, or another one that names its class. */
    public static Throwable readable(Throwable thrown) {
        Throwable next = thrown;
        try {
            for (int i = 0; next != null && i < MOST_CAUSES; i++) {
                String text = next + next.getMessage();
                int size =
                        text.length() + next.getStackTrace().length + next.getSuppressed().length;
                next = size < 0 ? null : next.getCause();
            }
            return thrown;
        } catch (Throwable e) { // foreign code
            return new IllegalStateException(
                    "a " + thrown.getClass().getName() + " that cannot be printed");
        }
    }
}
