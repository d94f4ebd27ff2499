// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.show;

import java.util.LinkedHashMap;
import java.util.Map;

/** The ids that came last, so many as a lamp may have to show. Not thread-safe. */
final class LastIds {
    private static final int MOST = 64;

    private final Map<String, Boolean> ids =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > MOST;
                }
            };

    /** Takes an id; false if it was there. */
    boolean add(String id) {
        return ids.putIfAbsent(id, true) == null;
    }
}
