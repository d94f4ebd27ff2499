// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.soribit.common.io.Replacement.Recovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacementTest {
    private static final Map<String, String> OLD =
            Map.of("etc/a.cfg", "old a", "etc/b.cfg", "old b", "history.db", "old");
    private static final Map<String, String> NEW =
            Map.of("etc/a.cfg", "new a", "etc/c/d", "new d", "history.db", "new");
    private static final List<String> PARTS = List.of("etc", "state", "history.db");

    @TempDir Path folder;
    private Path kept;
    private Path fresh;

    @BeforeEach
    void setUp() {
        kept = folder.resolve("replaced");
        fresh = folder.resolve(".restore1");
    }

    private static void fill(Path root, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = root.resolve(file.getKey());
            Folders.makeFor(path);
            Files.writeString(path, file.getValue());
        }
    }

    private static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : Folders.files(root)) {
            contents.put(root.relativize(file).toString(), Files.readString(file));
        }
        return contents;
    }

    private void replace() throws IOException {
        new Replacement(folder, kept, fresh).replace(PARTS);
    }

    /** As a process leaves it that is killed. */
    private void killed(String stage, Map<String, String> away, Map<String, String> in)
            throws IOException {
        fill(folder, in);
        fill(kept, away);
        Files.writeString(folder.resolve("restoring"), stage + "\nreplaced\n.restore1\n");
    }

    private void assertRecovered(boolean completed, Map<String, String> expected)
            throws IOException {
        assertThat(Replacement.isPending(folder)).isTrue();
        assertThat(Replacement.recover(folder)).contains(new Recovery(completed, kept));
        assertThat(Replacement.isPending(folder)).isFalse();
        Replacement.deleteLeftovers(folder);
        Map<String, String> there = contents(folder);
        there.keySet().removeIf(file -> completed && file.startsWith("replaced/"));
        assertThat(there).isEqualTo(expected);
        assertThat(Replacement.recover(folder)).isEmpty();
    }

    @Test
    void newFilesAreInThePlaceOfOldOnes() throws Exception {
        fill(folder, OLD);
        fill(fresh, NEW);
        replace();
        assertThat(contents(kept)).isEqualTo(OLD);
        assertThat(contents(fresh)).isEmpty();
        assertThat(Replacement.isPending(folder)).isFalse();
        Folders.delete(kept);
        assertThat(contents(folder)).isEqualTo(NEW);
    }

    @Test
    void aFolderMayBeALinkToAnotherFileSystem() throws Exception {
        Path memory = Path.of("/dev/shm");
        assumeTrue(
                Files.isWritable(memory)
                        && !Files.getFileStore(memory).equals(Files.getFileStore(folder)));
        Path there = Files.createTempDirectory(memory, "replacement");
        try {
            Files.createSymbolicLink(folder.resolve("etc"), there);
            fill(folder, OLD);
            fill(fresh, NEW);
            Files.setPosixFilePermissions(
                    fresh.resolve("etc/a.cfg"), PosixFilePermissions.fromString("rw-r-----"));
            replace();
            assertThat(contents(kept)).isEqualTo(OLD);
            assertThat(contents(there)).isEqualTo(Map.of("a.cfg", "new a", "c/d", "new d"));
            assertThat(Files.getPosixFilePermissions(there.resolve("a.cfg")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
            assertThat(contents(fresh)).isEmpty();
        } finally {
            Folders.delete(there);
        }
    }

    @Test
    void whatFailsAmongTheNewFilesIsTakenBack() throws Exception {
        fill(folder, OLD);
        fill(fresh, NEW);
        Files.createDirectories(folder.resolve("etc/c/d/e")); // where d is to be a file
        assertThatThrownBy(this::replace).isInstanceOf(IOException.class);
        assertThat(Replacement.isPending(folder)).isFalse();
        assertThat(contents(fresh)).isEqualTo(NEW);
        Folders.delete(fresh);
        assertThat(contents(folder)).isEqualTo(OLD);
    }

    @Test
    void oneKilledAsItMovedOldFilesAwayIsTakenBack() throws Exception {
        fill(fresh, NEW);
        killed(
                "back",
                Map.of("etc/a.cfg", "old a", "history.db", "old"),
                Map.of("etc/b.cfg", "old b"));
        fill(kept, Map.of("etc/.b.cfg.new", "ol")); // half of a copy to another file system
        assertRecovered(false, OLD);
        assertThat(kept).doesNotExist();
    }

    @Test
    void oneKilledAsItMovedNewFilesInIsCompleted() throws Exception {
        fill(fresh, Map.of("etc/a.cfg", "new a", "etc/c/d", "new d"));
        killed("on", OLD, Map.of("history.db", "new"));
        assertRecovered(true, NEW);
        assertThat(contents(kept)).isEqualTo(OLD);
    }

    @Test
    void aRecoveryThatWasKilledIsRepeated() throws Exception {
        fill(fresh, Map.of("etc/a.cfg", "new a", "etc/c/d", "new d"));
        killed("on", OLD, NEW); // copied to another file system, and not deleted here
        assertRecovered(true, NEW);
    }

    @Test
    void whatWasUnpackedAndNotUsedIsDeleted() throws Exception {
        fill(folder, OLD);
        fill(fresh, NEW);
        fill(folder, Map.of(".restore2.zip", "all secrets"));
        assertThat(Replacement.recover(folder)).isEmpty();
        Replacement.deleteLeftovers(folder);
        assertThat(contents(folder)).isEqualTo(OLD);
    }

    @Test
    void aMalformedJournalIsSaid() throws Exception {
        Files.writeString(folder.resolve("restoring"), "on\n");
        assertThatThrownBy(() -> Replacement.recover(folder)).hasMessageContaining("malformed");
    }
}
