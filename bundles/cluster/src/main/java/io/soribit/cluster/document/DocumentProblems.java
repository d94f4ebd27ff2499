// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What cannot be shared. Thread-safe. */
final class DocumentProblems {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentProblems.class);

    private final Map<String, Problem> all = new ConcurrentSkipListMap<>();

    private record Problem(String from, String text) {}

    /**
     * Remembers and logs one.
     *
     * @param name of the document; empty for all of the kind
     * @param from the hub it comes from; empty for this one
     */
    void add(Kind kind, String name, String from, String text) {
        Problem now = new Problem(from, text);
        if (!now.equals(all.put(key(kind, name), now))) {
            LOG.warn("{}; it is tried again, and all else is shared", text);
        }
    }

    private static String key(Kind kind, String name) {
        return kind.text() + "/" + name;
    }

    void solved(Kind kind, String name) {
        all.remove(key(kind, name));
    }

    /** Without those of hubs that are gone. */
    void retain(Collection<String> hubs) {
        all.values().removeIf(p -> !p.from().isEmpty() && !hubs.contains(p.from()));
    }

    List<String> all() {
        return all.values().stream().map(Problem::text).toList();
    }
}
