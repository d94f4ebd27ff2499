// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What cannot be shared. Thread-safe. */
final class DocumentProblems {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentProblems.class);

    private final Map<String, Problem> all = new ConcurrentSkipListMap<>();

    /**
     * @param refused what another hub has sent; null if it is not about that
     */
    private record Problem(String from, String text, @Nullable Entry refused) {}

    /**
     * Remembers and logs one.
     *
     * @param name of the document; empty for all of the kind
     * @param from the hub it comes from; empty for this one
     */
    void add(Kind kind, String name, String from, String text) {
        add(key(kind, name), new Problem(from, text, null));
    }

    /** Remembers and logs that what another hub has sent was not taken over. */
    void refused(Kind kind, Document document, String from, String text) {
        add(key(kind, document.name()), new Problem(from, text, document.entry()));
    }

    /**
     * Forgets what was refused and does not matter any more.
     *
     * @param wanted whether a document of a name would still be taken over
     */
    void settle(Kind kind, BiPredicate<String, Entry> wanted) {
        String prefix = key(kind, "");
        all.entrySet()
                .removeIf(
                        each ->
                                each.getKey().startsWith(prefix)
                                        && each.getValue().refused() != null
                                        && !wanted.test(
                                                each.getKey().substring(prefix.length()),
                                                each.getValue().refused()));
    }

    private void add(String key, Problem now) {
        if (!now.equals(all.put(key, now))) {
            LOG.warn("{}; it is tried again, and all else is shared", now.text());
        }
    }

    private static String key(Kind kind, String name) {
        return kind.text() + "/" + name;
    }

    /**
     * Remembers which files cannot be read, instead of those that could not.
     *
     * @param files why, by name
     */
    void unreadable(Kind kind, String what, Map<String, String> files) {
        String prefix = kind.text() + " ";
        all.keySet()
                .removeIf(
                        key ->
                                key.startsWith(prefix)
                                        && !files.containsKey(key.substring(prefix.length())));
        files.forEach(
                (file, why) ->
                        add(
                                prefix + file,
                                new Problem(
                                        "",
                                        what + " '" + file + "' cannot be read: " + why,
                                        null)));
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
