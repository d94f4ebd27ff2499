// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hubs that tell each other of their documents, without a network. */
class DocumentStoreTest {
    private static final List<String> NAMES = List.of("bell", "dog", "tap");

    @TempDir Path folder;

    /** Documents in memory, and what can go wrong with them. */
    private static final class Memory implements Documents {
        final Map<String, String> all = new TreeMap<>();
        boolean there = true;
        boolean full;

        @Override
        public String what() {
            return "rule";
        }

        @Override
        public Map<String, String> hashes() {
            Map<String, String> hashes = new TreeMap<>();
            all.forEach((name, text) -> hashes.put(name, Hashes.of(text)));
            return hashes;
        }

        @Override
        public boolean isIntact(boolean first, boolean none) {
            return there && !(first && none);
        }

        @Override
        public byte[] read(String name) throws IOException {
            String text = all.get(name);
            if (text == null) {
                throw new NoSuchFileException(name);
            }
            return text.getBytes(UTF_8);
        }

        @Override
        public void check(String name, byte[] content) {
            if (new String(content, UTF_8).startsWith("bad")) {
                throw new IllegalArgumentException("it is bad");
            }
        }

        @Override
        public void write(String name, byte[] content) throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
            all.put(name, new String(content, UTF_8));
        }

        @Override
        public void delete(String name) {
            all.remove(name);
        }
    }

    private final class Hub {
        final String name;
        final Memory documents = new Memory();
        DocumentStore store;

        /**
         * @param had what was there before it was shared: name, text, and so on
         */
        Hub(String name, String... had) throws IOException {
            this.name = name;
            for (int i = 0; i < had.length; i += 2) {
                documents.all.put(had[i], had[i + 1]);
            }
            store = store();
            settle();
        }

        private DocumentStore store() {
            return new DocumentStore(Kind.RULES, documents, name, folder.resolve(name));
        }

        void restart() {
            store = store();
        }

        void look() throws IOException {
            store.scan();
            store.save();
        }

        void settle() throws IOException {
            look();
            look();
        }

        void set(String document, @Nullable String text) throws IOException {
            change(document, text);
            settle();
        }

        void change(String document, @Nullable String text) {
            if (text == null) {
                documents.all.remove(document);
            } else {
                documents.all.put(document, text);
            }
        }

        /** Whether anything of it was later here. */
        boolean tell(Hub other) throws IOException {
            boolean news = false;
            for (String document : store.entries().keySet()) {
                Document sent = store.read(document);
                if (sent != null && store.isAhead(document, other.store.entries().get(document))) {
                    news |= other.store.take(sent);
                }
            }
            return news;
        }

        Path kept(String document) {
            return folder.resolve(name).resolve("cluster-replaced/rules").resolve(document);
        }
    }

    private static void meet(Hub one, Hub other) throws IOException {
        one.tell(other);
        other.tell(one);
    }

    @Test
    void aChangeOnOneHubHoldsOnAllAndSoDoesARemoval() throws IOException {
        Hub a = new Hub("a");
        Hub b = new Hub("b");
        a.set("bell", "urgent");
        meet(a, b);
        assertThat(b.documents.all).isEqualTo(Map.of("bell", "urgent"));
        b.set("bell", "info");
        meet(a, b);
        assertThat(a.documents.all).isEqualTo(Map.of("bell", "info"));
        a.set("bell", null);
        meet(a, b);
        assertThat(b.documents.all).isEmpty();
        assertThat(a.store.digest()).isEqualTo(b.store.digest());
        assertThat(folder.resolve("a/cluster-replaced")).doesNotExist();
        assertThat(folder.resolve("b/cluster-replaced")).doesNotExist();
    }

    @Test
    void ofHubsThatHadTheirOwnTheFirstByNameHoldsAndTheOtherIsKept() throws IOException {
        Hub a = new Hub("a", "bell", "of a", "dog", "of a");
        Hub b = new Hub("b", "bell", "of b", "tap", "of b");
        meet(b, a);
        meet(a, b);
        assertThat(a.documents.all)
                .isEqualTo(Map.of("bell", "of a", "dog", "of a", "tap", "of b"))
                .isEqualTo(b.documents.all);
        assertThat(b.kept("bell")).hasContent("of b");
        assertThat(a.kept("bell")).doesNotExist();
    }

    @Test
    void aHubThatJoinsLaterTakesOverWhatWasSetSince() throws IOException {
        Hub b = new Hub("b", "bell", "before");
        b.set("bell", "set");
        Hub a = new Hub("a", "bell", "of a");
        meet(a, b);
        assertThat(a.documents.all).isEqualTo(Map.of("bell", "set")).isEqualTo(b.documents.all);
        assertThat(a.kept("bell")).hasContent("of a");
    }

    @Test
    void anEmptyHubErasesNothing() throws IOException {
        Hub a = new Hub("a", "bell", "of a");
        Hub b = new Hub("b");
        meet(b, a);
        assertThat(b.documents.all).isEqualTo(Map.of("bell", "of a")).isEqualTo(a.documents.all);
    }

    @Test
    void whatIsLostAsAWholeComesAgain() throws IOException {
        Hub a = new Hub("a", "bell", "of a");
        Hub b = new Hub("b");
        meet(a, b);
        b.documents.all.clear();
        b.restart();
        b.settle();
        meet(b, a);
        assertThat(b.documents.all).isEqualTo(Map.of("bell", "of a")).isEqualTo(a.documents.all);
        b.documents.all.clear();
        b.documents.there = false;
        b.settle();
        meet(b, a);
        assertThat(b.documents.all).isEqualTo(Map.of("bell", "of a")).isEqualTo(a.documents.all);
    }

    @Test
    void aHubThatWasOffTakesOverWhatWasSetMeanwhile() throws IOException {
        Hub a = new Hub("a", "bell", "1", "dog", "1");
        Hub b = new Hub("b");
        meet(a, b);
        a.set("bell", "2");
        a.set("dog", null);
        b.restart();
        b.settle();
        meet(b, a);
        assertThat(b.documents.all).isEqualTo(Map.of("bell", "2")).isEqualTo(a.documents.all);
    }

    @Test
    void whatAHubBeginsWithAgainIsKept() throws IOException {
        Hub a = new Hub("a", "bell", "of a", "dog", "of a");
        Hub b = new Hub("b");
        meet(a, b);
        b.set("bell", "of b");
        a.set("bell", "of a again");
        a.set("dog", null);
        meet(a, b);
        Files.delete(folder.resolve("a/cluster-rules"));
        a.documents.all.putAll(Map.of("bell", "new", "dog", "new"));
        a.restart();
        a.settle();
        meet(a, b);
        assertThat(a.documents.all)
                .isEqualTo(Map.of("bell", "of a again"))
                .isEqualTo(b.documents.all);
        assertThat(a.kept("bell")).hasContent("new");
        assertThat(a.kept("dog")).hasContent("new");
    }

    @Test
    void removalsTakeNoRoomFromDocuments() throws IOException {
        Hub a = new Hub("a");
        for (int i = 0; i < DocumentStore.MOST; i++) {
            Version removed = Version.first("b");
            assertThat(a.store.take(new Document("gone" + i, removed, null))).isTrue();
        }
        byte[] text = "of b".getBytes(UTF_8);
        assertThat(a.store.take(new Document("bell", Version.first("b"), text))).isTrue();
        assertThat(a.documents.all).containsOnlyKeys("bell");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"documents\":", "{\"documents\":{\"bell\":{}}}", "[]"})
    void aDamagedStateResurrectsNothingAndIsPutAside(String damaged) throws IOException {
        Hub a = new Hub("a", "bell", "1", "dog", "1");
        Hub b = new Hub("b");
        meet(a, b);
        b.set("dog", null);
        Path state = folder.resolve("a/cluster-rules");
        Files.writeString(state, damaged);
        a.restart();
        a.settle();
        meet(a, b);
        assertThat(a.documents.all).isEqualTo(Map.of("bell", "1")).isEqualTo(b.documents.all);
        assertThat(folder.resolve("a/cluster-rules.damaged")).hasContent(damaged);
    }

    @Test
    void ofChangesInASplitOneHoldsAndTheOtherIsKept() throws IOException {
        Hub a = new Hub("a", "bell", "1");
        Hub b = new Hub("b");
        meet(a, b);
        a.set("bell", "of a");
        b.set("bell", "of b");
        b.set("bell", "of b again");
        meet(a, b);
        assertThat(a.documents.all).isEqualTo(Map.of("bell", "of b again"));
        assertThat(a.documents.all).isEqualTo(b.documents.all);
        assertThat(a.kept("bell")).hasContent("of a");
    }

    @Test
    void whatIsBeingChangedHereIsNotOverwritten() throws IOException {
        Hub a = new Hub("a", "bell", "1");
        Hub b = new Hub("b");
        meet(a, b);
        b.change("bell", "half of it");
        a.set("bell", "of a");
        meet(a, b);
        assertThat(b.documents.all).isEqualTo(Map.of("bell", "half of it"));
        b.set("bell", "of b");
        meet(a, b);
        assertThat(a.documents.all).isEqualTo(b.documents.all);
        assertThat(b.kept("bell")).hasContent("of b");
    }

    @Test
    void aFullDiskOrABadDocumentLeavesAllAsItWas() throws IOException {
        Hub a = new Hub("a", "bell", "1");
        Hub b = new Hub("b");
        meet(a, b);
        a.set("bell", "2");
        b.documents.full = true;
        assertThatThrownBy(() -> a.tell(b)).hasMessageContaining("No space left");
        b.settle();
        assertThat(b.documents.all).isEqualTo(Map.of("bell", "1"));
        b.documents.full = false;
        meet(a, b);
        assertThat(b.documents.all).isEqualTo(Map.of("bell", "2"));
        a.set("bell", "bad");
        assertThatThrownBy(() -> a.tell(b)).hasMessageContaining("it is bad");
        b.settle();
        assertThat(b.documents.all).isEqualTo(Map.of("bell", "2"));
        assertThat(a.store.digest()).isNotEqualTo(b.store.digest());
    }

    @Test
    void aPowerCutAfterADocumentWasWrittenIsNoChangeOfThisHub() throws IOException {
        Hub a = new Hub("a", "bell", "1");
        Hub b = new Hub("b");
        meet(a, b);
        b.look();
        a.set("bell", "2");
        a.tell(b);
        b.restart(); // nothing was saved since
        b.settle();
        assertThat(b.store.entries()).isEqualTo(a.store.entries());
    }

    @Test
    void twoDocumentsOfOneVersionBecomeOne() throws IOException {
        Hub a = new Hub("a");
        Hub b = new Hub("b");
        a.set("bell", "1");
        meet(a, b);
        Version version = Version.first("a").next("a");
        a.store.take(new Document("bell", version, "one".getBytes(UTF_8)));
        b.store.take(new Document("bell", version, "two".getBytes(UTF_8)));
        meet(a, b);
        assertThat(a.documents.all).isEqualTo(b.documents.all);
        assertThat(List.of(a, b)).filteredOn(hub -> Files.exists(hub.kept("bell"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whateverHappensInWhicheverOrderAllEndWithTheSame(long seed) throws IOException {
        Random random = new Random(seed);
        List<Hub> hubs =
                List.of(new Hub("a", "bell", "a"), new Hub("b", "bell", "b"), new Hub("c"));
        List<Document> wire = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            Hub hub = hubs.get(random.nextInt(hubs.size()));
            String name = NAMES.get(random.nextInt(NAMES.size()));
            switch (random.nextInt(7)) {
                case 0 -> hub.change(name, hub.name + step);
                case 1 -> hub.change(name, null);
                case 2 -> hub.look();
                case 3 -> {
                    hub.look();
                    hub.restart();
                    hub.look();
                }
                default -> {
                    Document sent = hub.store.read(name);
                    if (sent != null) {
                        wire.add(sent);
                    }
                    if (!wire.isEmpty()) { // out of order, repeated, or never
                        hubs.get(random.nextInt(hubs.size()))
                                .store
                                .take(wire.get(random.nextInt(wire.size())));
                    }
                }
            }
        }
        for (Hub hub : hubs) {
            hub.settle();
        }
        int rounds = 0;
        boolean news = true;
        for (; news; rounds++) {
            news = false;
            for (Hub one : hubs) {
                for (Hub other : hubs) {
                    news |= one != other && one.tell(other);
                }
            }
        }
        assertThat(rounds).isLessThan(4);
        Hub first = hubs.get(0);
        for (Hub hub : hubs) {
            assertThat(hub.documents.all).isEqualTo(first.documents.all);
            assertThat(hub.store.entries()).isEqualTo(first.store.entries());
            assertThat(hub.store.digest()).isEqualTo(first.store.digest());
            hub.settle();
            assertThat(hub.store.entries()).isEqualTo(first.store.entries());
        }
    }
}
