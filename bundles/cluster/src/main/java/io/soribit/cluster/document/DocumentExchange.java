// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.common.concurrent.SerialExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges documents: each change soon; while announcements show that hubs have different ones,
 * which versions there are, and then the later ones. Thread-safe; what calls it never waits.
 */
public final class DocumentExchange implements AutoCloseable {
    /** The kinds of messages. */
    public static final String VERSIONS = "documents";

    public static final String DOCUMENT = "document";

    /** A larger one does not fit into a message. */
    static final int LARGEST = 512 << 10;

    /** What is sent in one second, so that heartbeats are not late. */
    private static final int BUDGET = 256 << 10;

    private final BiConsumer<String, ObjectNode> send;
    private final Map<Kind, DocumentStore> stores = new EnumMap<>(Kind.class);
    private final SerialExecutor executor = new SerialExecutor("soribit-cluster-documents");
    private final AtomicBoolean waits = new AtomicBoolean();
    private final Differences differences = new Differences();
    private final DocumentProblems problems = new DocumentProblems();
    private final Set<Kind> asked = ConcurrentHashMap.newKeySet();
    private final Set<Key> pending = new LinkedHashSet<>(); // on the executor's thread only
    private final Map<Kind, String> digests = new ConcurrentHashMap<>();

    private record Key(Kind kind, String name) {}

    /**
     * @param hub the name of this one
     * @param data the hub's folder; null shares nothing
     * @param send sends a message of a kind to all others; may block
     */
    public DocumentExchange(
            String hub, @Nullable Path data, Set<Kind> kinds, BiConsumer<String, ObjectNode> send) {
        this.send = send;
        if (data != null) {
            Path state = data.resolve("state");
            kinds.forEach(
                    kind ->
                            stores.put(
                                    kind,
                                    new DocumentStore(kind, kind.documents(data), hub, state)));
        }
    }

    /** Looks for changes, and sends what is to be sent; to be called once a second. */
    public void look() {
        if (!stores.isEmpty() && waits.compareAndSet(false, true)) {
            executor.execute(
                    () -> {
                        waits.set(false);
                        stores.forEach(this::look);
                        sendPending();
                    });
        }
    }

    private void look(Kind kind, DocumentStore store) {
        try {
            store.scan().forEach(name -> pending.add(new Key(kind, name)));
            digests.put(kind, store.digest());
            problems.unreadable(kind, store.what(), store.unreadable());
            problems.settle(kind, store::wants);
            store.save();
            problems.solved(kind, "");
        } catch (IOException e) {
            problems.add(kind, "", "", store.what() + ": " + e);
        }
        if (asked.remove(kind)) {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("of", kind.text());
            ObjectNode versions = json.putObject("versions");
            store.entries().forEach((name, entry) -> versions.set(name, entry.json()));
            send.accept(VERSIONS, json);
        }
    }

    private void sendPending() {
        if (!differences.isAnyThere()) {
            pending.clear(); // versions are compared with whoever comes
        }
        int left = BUDGET;
        for (Iterator<Key> all = pending.iterator(); all.hasNext() && left > 0; ) {
            Key key = all.next();
            all.remove();
            DocumentStore store = stores.get(key.kind());
            if (store != null) {
                left -= send(key, store);
            }
        }
    }

    private int send(Key key, DocumentStore store) {
        try {
            Document document = store.read(key.name());
            if (document == null) {
                return 0;
            }
            byte[] content = document.content();
            if (content != null && content.length > LARGEST) {
                throw new IOException("it has more than " + (LARGEST >> 10) + " kB");
            }
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("of", key.kind().text());
            json.put("name", key.name()).set("version", document.version().json());
            if (content != null) {
                json.put("content", Base64.getEncoder().encodeToString(content));
            }
            send.accept(DOCUMENT, json);
            problems.solved(key.kind(), key.name());
            return content == null ? 0 : content.length;
        } catch (IOException e) {
            String why = store.what() + " '" + key.name() + "' is not shared: " + e.getMessage();
            problems.add(key.kind(), key.name(), "", why);
            return 0;
        }
    }

    /** What this hub has, in short: equal where the same is known. */
    public ObjectNode digests() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        digests.forEach((kind, digest) -> json.put(kind.text(), digest));
        return json;
    }

    /** What another hub has, in short. */
    public void compare(String other, JsonNode theirs) {
        differences.shares(other, theirs.isObject());
        digests.forEach(
                (kind, digest) -> {
                    String said = theirs.path(kind.text()).asText();
                    if (!said.isEmpty() && differences.isDue(other, kind, said.equals(digest))) {
                        asked.add(kind);
                    }
                });
    }

    /** These other hubs are there. */
    public void present(Collection<String> hubs) {
        differences.retain(hubs);
        problems.retain(hubs);
    }

    /** Names of hubs whose version shares none of this. */
    public List<String> strangers() {
        return stores.isEmpty() ? List.of() : differences.strangers();
    }

    /** What cannot be shared, and why. */
    public List<String> problems() {
        return problems.all();
    }

    /**
     * Another hub says which versions it has.
     *
     * @throws IllegalArgumentException if that is malformed
     */
    public void versions(JsonNode json) {
        Kind kind = kind(json);
        DocumentStore store = stores.get(kind);
        if (store == null) {
            return;
        }
        Map<String, Entry> theirs = new HashMap<>();
        for (var each : json.path("versions").properties()) {
            theirs.put(each.getKey(), Entry.read(each.getValue()));
        }
        executor.execute(
                () ->
                        store.entries().keySet().stream()
                                .filter(name -> store.isAhead(name, theirs.get(name)))
                                .forEach(name -> pending.add(new Key(kind, name))));
    }

    private static Kind kind(JsonNode json) {
        Set<Kind> kinds = Kind.parse(json.path("of").asText());
        if (kinds.size() != 1) {
            throw new IllegalArgumentException("it does not say what it shares");
        }
        return kinds.iterator().next();
    }

    /**
     * Another hub has sent a document.
     *
     * @throws IllegalArgumentException if that is malformed
     */
    public void document(String from, JsonNode json) {
        Kind kind = kind(json);
        DocumentStore store = stores.get(kind);
        if (store == null) {
            return;
        }
        String text = json.path("content").textValue();
        byte[] content = text == null ? null : Base64.getDecoder().decode(text);
        String name = json.path("name").asText();
        Document document = new Document(name, Version.read(json.path("version")), content);
        executor.execute(() -> take(from, new Key(kind, name), store, document));
    }

    private void take(String from, Key key, DocumentStore store, Document document) {
        if (!store.isAhead(key.name(), document.entry())) {
            pending.remove(key); // another hub has sent it to all
        }
        try {
            if (store.take(document)) {
                digests.put(key.kind(), store.digest());
                problems.solved(key.kind(), key.name());
            }
        } catch (IOException | IllegalArgumentException e) {
            String why = e instanceof IOException ? e.toString() : e.getMessage();
            problems.refused(
                    key.kind(),
                    document,
                    from,
                    store.what() + " '" + key.name() + "' of hub '" + from + "': " + why);
        }
    }

    @Override
    public void close() {
        executor.close();
    }
}
