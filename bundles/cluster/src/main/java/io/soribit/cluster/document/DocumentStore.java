// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The documents of one kind on this hub, and their versions. Not thread-safe. */
final class DocumentStore {
    /** More of one kind are not shared. */
    static final int MOST = 2_000;

    /** More removals of others are not remembered. */
    static final int MOST_REMOVED = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(DocumentStore.class);

    private final Documents documents;
    private final Register register;
    private final RegisterFile file;
    private final Path replaced;
    private boolean read;
    private boolean first = true;
    private boolean unsaved;

    /**
     * @param hub the name of this one
     * @param state the folder for versions, and for what is replaced
     */
    DocumentStore(Kind kind, Documents documents, String hub, Path state) {
        this.documents = documents;
        register = new Register(hub);
        file = new RegisterFile(state.resolve("cluster-" + kind.text()));
        replaced = state.resolve("cluster-replaced").resolve(kind.text());
    }

    String what() {
        return documents.what();
    }

    /**
     * Takes what was changed on this hub since.
     *
     * @return names of what was changed
     * @throws IOException if that is not known
     */
    List<String> scan() throws IOException {
        Map<String, String> now = documents.hashes();
        if (now.size() > MOST) {
            throw new IOException("there are more than " + MOST);
        }
        boolean none = now.isEmpty() && documents.unreadable().isEmpty();
        now.keySet().removeIf(documents::isUnknown);
        if (!read) {
            begin(now);
        }
        boolean lost = !documents.isIntact(first, none) && register.forget();
        if (lost) {
            LOG.warn("no {} is left on this hub: they come again from other hubs", what());
        }
        first = false;
        List<String> changed = register.observe(now, documents::isUnknown);
        unsaved |= lost || !changed.isEmpty();
        return changed;
    }

    /** Files that could not be read: why, by name. */
    Map<String, String> unreadable() {
        return documents.unreadable();
    }

    private void begin(Map<String, String> now) throws IOException {
        if (!file.read(register)) {
            register.begin(now);
            unsaved = true;
        }
        read = true;
    }

    /** Keeps the versions, if they have changed. */
    void save() throws IOException {
        if (unsaved) {
            file.write(register);
            unsaved = false;
        }
    }

    /** All, also those that were removed. */
    SortedMap<String, Entry> entries() {
        return new TreeMap<>(register.entries());
    }

    /** Equal on hubs that have the same. */
    String digest() {
        return Hashes.of(register.entries().toString()).substring(0, 16);
    }

    /** Whether what another hub has is to be taken over. */
    boolean wants(String name, Entry other) {
        return register.wants(name, other);
    }

    /** Whether this hub has a later one than another hub. */
    boolean isAhead(String name, @Nullable Entry other) {
        Entry known = register.get(name);
        return known != null && (other == null || known.isLaterThan(other));
    }

    /**
     * A document to be sent.
     *
     * @return null if it is being changed right now, or cannot be read
     */
    @Nullable Document read(String name) throws IOException {
        Entry known = register.get(name);
        if (known == null || known.isGone()) {
            return known == null ? null : new Document(name, known.version(), null);
        }
        if (documents.isUnknown(name)) {
            return null;
        }
        try {
            byte[] content = documents.read(name);
            return Hashes.of(content).equals(known.hash())
                    ? new Document(name, known.version(), content)
                    : null;
        } catch (NoSuchFileException e) {
            LOG.debug("{} is gone", name, e);
            return null;
        }
    }

    /**
     * Takes over what another hub has sent, if it is later; what this hub alone knew is kept
     * beside. What is being changed on this hub right now stays, and is compared later.
     *
     * @return whether it was taken over
     * @throws IllegalArgumentException if it is no such document, with what is wrong
     * @throws IOException if it cannot be written; then all is as it was
     */
    boolean take(Document document) throws IOException {
        String name = document.name();
        Entry next = document.entry();
        String here = documents.hashes().getOrDefault(name, Entry.GONE);
        if (!read || !register.wants(name, next)) {
            return false;
        }
        if (documents.isUnknown(name)) {
            throw new IOException("what it is on this hub cannot be read");
        }
        if (!here.equals(register.hash(name))) {
            return false;
        }
        checkRoom(register.get(name), next.isGone());
        if (!here.equals(next.hash())) {
            write(name, document.content(), next);
        }
        register.put(name, next);
        unsaved = true;
        return true;
    }

    private void checkRoom(@Nullable Entry known, boolean gone) throws IOException {
        if (known != null && (gone || !known.isGone())) {
            return;
        }
        int most = gone ? MOST_REMOVED : MOST;
        if (register.entries().values().stream().filter(e -> e.isGone() == gone).count() >= most) {
            throw new IOException("there are " + most + " already");
        }
    }

    private void write(String name, byte @Nullable [] content, Entry next) throws IOException {
        if (content != null) {
            documents.check(name, content);
        }
        if (register.loses(name, next)) {
            keep(name);
        }
        register.coming().put(name, next);
        file.write(register);
        if (content == null) {
            documents.delete(name);
        } else {
            documents.write(name, content);
        }
        LOG.info(
                "{} '{}' is {} as on hub '{}'",
                what(),
                name,
                content == null ? "removed" : "written",
                next.version().hub());
    }

    private void keep(String name) throws IOException {
        String plain = URLEncoder.encode(name, UTF_8);
        String text = plain.length() > 200 ? Hashes.of(name) : plain;
        Path path = replaced.resolve(text);
        new StateFile(path).write(documents.read(name));
        LOG.warn(
                "{} '{}' was another one on this hub: that of the other hub holds, and what it was"
                        + " here is kept in {}",
                what(),
                name,
                path);
    }
}
