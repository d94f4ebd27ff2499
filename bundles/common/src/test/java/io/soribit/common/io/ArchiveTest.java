// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
    private static final ArchiveLimits LIMITS = new ArchiveLimits(10, 2 << 20, 3 << 20);
    private static final int IN_ENTRY = 38; // of its Unix mode
    private static final int LENGTH_IN_ENTRY = 24;

    @TempDir Path folder;
    private Path file;
    private Path target;

    @BeforeEach
    void setUp() throws IOException {
        file = folder.resolve("a.zip");
        target = Files.createDirectories(folder.resolve("target"));
    }

    private void zip(String... names) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(UTF_8));
            }
        }
    }

    private void zeros(String name, int bytes) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(new byte[bytes]);
        }
    }

    /** Changes the last entry of the directory. */
    private void patch(int offset, int value) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, ISO_8859_1).lastIndexOf("PK\1\2");
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at + offset, value);
        Files.write(file, bytes);
    }

    private void patchEnd(int offset, int value) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, ISO_8859_1).lastIndexOf("PK\5\6");
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at + offset, value);
        Files.write(file, bytes);
    }

    private void extract() throws IOException {
        try (Archive archive = Archive.open(file, LIMITS)) {
            archive.extract(target, name -> !name.equals("unwanted"));
        }
    }

    private void assertRefused(String reason) throws IOException {
        assertThatThrownBy(this::extract)
                .isInstanceOf(RefusedArchiveException.class)
                .hasMessageContaining(reason);
        assertThat(target).isEmptyDirectory();
        try (var all = Files.list(folder)) {
            assertThat(all).containsExactlyInAnyOrder(file, target);
        }
    }

    @Test
    void filesAreUnpackedIntoTheirFolders() throws IOException {
        zip("a", "b/", "b/c/d", "unwanted", "소리/빛");
        extract();
        assertThat(target.resolve("a")).hasContent("a");
        assertThat(target.resolve("b/c/d")).hasContent("b/c/d");
        assertThat(target.resolve("소리/빛")).hasContent("소리/빛");
        assertThat(target.resolve("unwanted")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "a/../../evil",
                "/evil",
                "a//b",
                "./a",
                "a/..",
                "..\\evil",
                "a\nb",
                "a\0b"
            })
    void aNameThatReachesElsewhereIsRefusedBeforeAnythingIsUnpacked(String name) throws Exception {
        zip("good", name);
        assertRefused("is no name of a file in a folder");
    }

    @Test
    void aMessageShowsNoControlCharactersAndNoEndlessName() throws IOException {
        zip("\u001b[31m/" + "x".repeat(5_000));
        assertThatThrownBy(this::extract)
                .satisfies(
                        e ->
                                assertThat(e.getMessage())
                                        .hasSizeLessThan(200)
                                        .doesNotContain("\u001b"));
    }

    @Test
    void aLinkIsRefused() throws IOException {
        zip("good", "link");
        patch(4, 0x0314); // made by Unix
        patch(IN_ENTRY, 0120777 << 16);
        assertRefused("'link' in it is a link or a device");
    }

    @Test
    void aModeThatIsNoneOfUnixIsIgnored() throws IOException {
        zip("a");
        patch(4, 0x0314);
        patch(IN_ENTRY, 0177777 << 16);
        extract();
        assertThat(target.resolve("a")).hasContent("a");
    }

    @Test
    void aDeviceIsRefused() throws IOException {
        zip("disk");
        patch(4, 0x0314);
        patch(IN_ENTRY, 0060600 << 16);
        assertRefused("is a link or a device");
    }

    @Test
    void moreEntriesThanTheLimitAreRefused() throws IOException {
        zip("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        assertRefused("it holds more than 10 files");
    }

    @Test
    void aDirectoryTooLargeForTheMemoryIsRefusedBeforeItIsRead() throws IOException {
        Files.write(file, new byte[1 << 20]); // a directory of one megabyte
        byte[] end = new byte[22];
        ByteBuffer.wrap(end)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, 0x06054b50)
                .putInt(12, 1 << 20);
        Files.write(file, end, java.nio.file.StandardOpenOption.APPEND);
        assertRefused("it holds more than 10 files");
    }

    @Test
    void oneFileThatUnpacksToTooMuchIsRefused() throws IOException {
        zeros("bomb", (2 << 20) + 1);
        assertThat(file.toFile().length()).isLessThan(10_000);
        assertRefused("'bomb' in it has more than 2 MB unpacked");
    }

    @Test
    void allFilesTogetherThatUnpackToTooMuchAreRefused() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : new String[] {"a", "b", "c"}) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(new byte[(1 << 20) + 1]);
            }
        }
        assertRefused("it has more than 3 MB unpacked");
    }

    @Test
    void aSizeThatIsALieIsFoundAsItIsUnpacked() throws IOException {
        zeros("bomb", 1 << 20);
        patch(LENGTH_IN_ENTRY, 10);
        assertThatThrownBy(this::extract)
                .isInstanceOf(ZipException.class)
                .hasMessageContaining("'bomb'");
        assertThat(target.resolve("bomb").toFile().length()).isLessThan(1 << 20);
    }

    @Test
    void aFileThatIsAFolderTooIsRefused() throws IOException {
        zip("a", "a/b");
        assertThatThrownBy(this::extract).hasMessageContaining("is a file and a folder");
    }

    @Test
    void aNameThatComesTwiceIsRefused() throws IOException {
        zip("aa", "ab");
        String bytes = Files.readString(file, ISO_8859_1).replace("ab", "aa");
        Files.writeString(file, bytes, ISO_8859_1);
        assertRefused("it holds 'aa' twice");
    }

    @Test
    void whatFollowsTheEndMakesItDamaged() throws IOException {
        zip("a");
        Files.write(file, new byte[1], java.nio.file.StandardOpenOption.APPEND);
        assertThatThrownBy(this::extract).isInstanceOf(ZipException.class);
    }

    @Test
    void aDirectoryThatBeginsBeforeTheFileIsDamaged() throws IOException {
        zip("a");
        patchEnd(12, -2);
        assertThatThrownBy(this::extract).isInstanceOf(ZipException.class);
    }

    @Test
    void anEntryIsReadUpToItsLimit() throws IOException {
        zip("four");
        try (Archive archive = Archive.open(file, LIMITS)) {
            ZipEntry four = archive.entries().iterator().next();
            assertThat(archive.read(four, 4)).asString(UTF_8).isEqualTo("four");
            assertThat(archive.bytes()).isEqualTo(4);
            assertThat(archive.entry("five")).isNull();
            assertThatThrownBy(() -> archive.read(four, 3))
                    .isInstanceOf(RefusedArchiveException.class);
        }
    }
}
