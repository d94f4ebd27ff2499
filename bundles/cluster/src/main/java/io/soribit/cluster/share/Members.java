// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.share;

import java.util.List;

/**
 * Who is in the cluster, as all its members agree.
 *
 * @param view changes whenever the members do; equal among those that agree
 * @param self this member, one of all
 * @param all by the time at which they joined, the first one first
 */
public record Members(String view, String self, List<String> all) {
    /** Before anything is known. */
    public static final Members ALONE = new Members("", "", List.of(""));

    public Members {
        all = List.copyOf(all);
        if (!all.contains(self)) {
            throw new IllegalArgumentException(self + " is none of the members " + all);
        }
    }

    /** Whether there is no other. */
    public boolean alone() {
        return all.size() == 1;
    }
}
