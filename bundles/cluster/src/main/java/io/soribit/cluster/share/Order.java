// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.share;

import java.util.Comparator;
import java.util.List;

/** Which member is to hear a source: the first one that can. */
public enum Order {
    /** The one that has been there longest hears everything. */
    SPARE {
        @Override
        List<String> of(String source, List<String> members) {
            return members;
        }
    },
    /** Each source has an order of its own, which a member that comes or goes leaves as it is. */
    SPREAD {
        @Override
        List<String> of(String source, List<String> members) {
            return members.stream()
                    .sorted(
                            Comparator.comparingInt((String m) -> weight(source, m))
                                    .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    };

    abstract List<String> of(String source, List<String> members);

    /** Spreads the bits of the hash (the finaliser of MurmurHash3): similar names differ much. */
    private static int weight(String source, String member) {
        int h = 31 * source.hashCode() + member.hashCode();
        h = (h ^ (h >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return h ^ (h >>> 16);
    }
}
