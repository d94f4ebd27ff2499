// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.hub.AlertStore;
import io.soribit.api.setting.Backups.Difference;
import io.soribit.api.setting.Backups.Preview;
import io.soribit.shell.backup.BackupFormat.Header;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-03-01T20:15:30Z"), ZoneOffset.UTC);

    @TempDir Path folder;
    private Path data;
    private Path backup;

    @BeforeEach
    void fill() throws Exception {
        data = folder.resolve("data");
        backup = folder.resolve("backup.zip");
        put("etc/io.soribit.engine.cfg", "model = home-integer");
        put("etc/page-users", "Minsu:hash");
        put("state/lamps.json", "{}");
        put("models/mine/mine.tflite", "TFL3");
        put("history.db", "the history");
        put("log/soribit.log", "private");
        put("cache/classes.jsa", "large");
        put("etc/.page-users.new", "half");
    }

    private void put(String name, String text) throws IOException {
        Path file = data.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static AlertStore store(Path history) {
        return (AlertStore)
                Proxy.newProxyInstance(
                        AlertStore.class.getClassLoader(),
                        new Class<?>[] {AlertStore.class},
                        (proxy, method, arguments) -> Files.copy(history, (Path) arguments[0]));
    }

    private int back(String version) throws IOException {
        return new BackupWriter(data, version, store(data.resolve("history.db")), CLOCK)
                .write(backup);
    }

    private static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }

    @Test
    void aBackupRestoresAnotherDataFolder() throws Exception {
        assertThat(back("1.0.0")).isEqualTo(5);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        Path other = Files.createDirectories(folder.resolve("other"));
        Header header = new Restoration(other).restore(backup, "1.2.0", other.resolve("replaced"));
        assertThat(header).isEqualTo(new Header(1, "1.0.0", "2026-03-01T20:15:30Z"));
        assertThat(contents(other))
                .containsOnlyKeys(
                        "etc/io.soribit.engine.cfg",
                        "etc/page-users",
                        "history.db",
                        "models/mine/mine.tflite",
                        "state/lamps.json")
                .containsEntry("history.db", "the history");
    }

    @Test
    void whatWasThereIsKeptAndALinkStaysOne() throws Exception {
        back("1.0.0");
        Path other = Files.createDirectories(folder.resolve("other"));
        Path etc = Files.createDirectories(folder.resolve("etc"));
        Files.createSymbolicLink(other.resolve("etc"), etc);
        Files.writeString(etc.resolve("io.soribit.alert.cfg"), "repeat_seconds = 30");
        Files.writeString(other.resolve("history.db"), "another");
        Files.writeString(other.resolve("history.db-wal"), "its log");
        new Restoration(other).restore(backup, "1.0.0", other.resolve("replaced"));
        assertThat(other.resolve("etc")).isSymbolicLink();
        assertThat(contents(etc)).containsOnlyKeys("io.soribit.engine.cfg", "page-users");
        assertThat(other.resolve("history.db-wal")).doesNotExist();
        assertThat(contents(other.resolve("replaced")))
                .containsOnlyKeys("etc/io.soribit.alert.cfg", "history.db", "history.db-wal");
    }

    @Test
    void aPreviewSaysWhatWouldChangeAndChangesNothing() throws Exception {
        BackupService service =
                new BackupService(data, "1.0.0", store(data.resolve("history.db")), CLOCK);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        service.write(written);
        put("etc/io.soribit.engine.cfg", "model = home-float16");
        put("etc/page-users", "Jiwoo:hash");
        put("sounds/bell.json", "{}");
        Files.delete(data.resolve("state/lamps.json"));
        Map<String, String> before = contents(data);
        Preview preview = service.preview(new ByteArrayInputStream(written.toByteArray()));
        assertThat(preview.version()).isEqualTo("1.0.0");
        assertThat(preview.created()).isEqualTo("2026-03-01T20:15:30Z");
        assertThat(preview.same()).isEqualTo(2);
        assertThat(preview.files())
                .isEqualTo(
                        Map.of(
                                "etc/io.soribit.engine.cfg", Difference.CHANGED,
                                "etc/page-users", Difference.CHANGED,
                                "state/lamps.json", Difference.ADDED,
                                "sounds/bell.json", Difference.REMOVED));
        assertThat(contents(data)).isEqualTo(before);
        assertThatThrownBy(() -> service.preview(new ByteArrayInputStream(new byte[] {1, 2})))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged or no backup");
        assertThat(contents(data)).isEqualTo(before);
    }

    @Test
    void whatAKilledHubHasLeftIsDeletedWhenTheNextOneStarts() throws Exception {
        put(".backup123/backup.zip", "all secrets");
        Map<String, String> before = contents(data.resolve("etc"));
        new BackupService(data, "1.0.0", store(data.resolve("history.db")), CLOCK);
        assertThat(data.resolve(".backup123")).doesNotExist();
        assertThat(contents(data.resolve("etc"))).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"format\":1,\"version\":\"1.0.0\"}",
                "{\"format\":1,\"version\":\"1.0.0\",\"created\":\"yesterday\"}"
            })
    void aBackupThatDoesNotSayWhatItIsIsMalformed(String header) throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(written)) {
            zip.putNextEntry(new ZipEntry("backup.json"));
            zip.write(header.getBytes(UTF_8));
        }
        BackupService service =
                new BackupService(data, "1.0.0", store(data.resolve("history.db")), CLOCK);
        assertThatThrownBy(() -> service.preview(new ByteArrayInputStream(written.toByteArray())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("malformed");
    }

    @Test
    void aLargeBackupIsWrittenInFewPiecesAndForcedToTheDiskOnce() throws Exception {
        byte[] model = new byte[4 << 20];
        new Random(1).nextBytes(model);
        Files.write(data.resolve("models/mine/mine.tflite"), model);
        List<Integer> pieces = new ArrayList<>();
        List<Integer> forced = new ArrayList<>();
        WritableByteChannel counting =
                new WritableByteChannel() {
                    @Override
                    public int write(ByteBuffer piece) {
                        int size = piece.remaining();
                        pieces.add(size);
                        piece.position(piece.limit());
                        return size;
                    }

                    @Override
                    public boolean isOpen() {
                        return true;
                    }

                    @Override
                    public void close() {}
                };
        new BackupWriter(data, "1.0.0", store(data.resolve("history.db")), CLOCK)
                .write(
                        counting,
                        () -> forced.add(pieces.size()),
                        folder.resolve("copy-of-the-history.db"));
        assertThat(pieces.stream().mapToInt(size -> size).sum()).isGreaterThan(model.length);
        assertThat(pieces).hasSizeLessThan(200);
        assertThat(forced).containsExactly(pieces.size());
    }

    @Test
    void aFileThatExistsIsNotOverwritten() throws Exception {
        Files.writeString(backup, "mine");
        assertThatThrownBy(() -> back("1.0.0")).hasMessageContaining("exists");
        assertThat(backup).hasContent("mine");
    }

    @Test
    void aHistoryThatCannotBeCopiedLeavesNothingBehind() throws Exception {
        BackupWriter writer =
                new BackupWriter(data, "1.0.0", store(data.resolve("nothing")), CLOCK);
        assertThatThrownBy(() -> writer.write(backup)).isInstanceOf(Exception.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(data);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.1", "2.0.0-SNAPSHOT"})
    void aBackupOfANewerVersionIsRefused(String version) throws Exception {
        back(version);
        assertRefused("install that version first");
    }

    @Test
    void aBackupOfAnOlderVersionIsTaken() throws Exception {
        back("0.9.0");
        assertThat(
                        new Restoration(data)
                                .restore(backup, "1.0.0", data.resolve("replaced"))
                                .version())
                .isEqualTo("0.9.0");
    }

    @Test
    void aTruncatedBackupIsRefused() throws Exception {
        back("1.0.0");
        byte[] bytes = Files.readAllBytes(backup);
        Files.write(backup, java.util.Arrays.copyOf(bytes, bytes.length - 30));
        assertRefused("damaged");
    }

    @Test
    void aBackupWithAFlippedByteIsRefused() throws Exception {
        put("models/mine/mine.tflite", "TFL3".repeat(500));
        back("1.0.0");
        byte[] bytes = Files.readAllBytes(backup);
        int at =
                new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                        .indexOf("mine.tflite");
        bytes[at + 14] ^= 0x55;
        Files.write(backup, bytes);
        assertRefused("damaged");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "etc/../../evil",
                "/etc/evil",
                "log/x",
                "etc\\evil",
                "etc/..",
                "x"
            })
    void aBackupThatReachesElsewhereIsRefused(String name) throws Exception {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(backup))) {
            zip.putNextEntry(new ZipEntry("backup.json"));
            zip.write("{\"format\":1,\"version\":\"1.0.0\",\"created\":\"\"}".getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry(name));
            zip.write(1);
        }
        assertRefused("belongs to no backup");
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    @Test
    void whatCannotBeReplacedIsPutBack() throws Exception {
        back("1.0.0");
        Path kept = Files.createDirectories(data.resolve("replaced"));
        Files.writeString(kept.resolve("state"), "a file where a folder has to be");
        Map<String, String> before = contents(data);
        assertThatThrownBy(() -> new Restoration(data).restore(backup, "1.0.0", kept))
                .isInstanceOf(IOException.class);
        assertThat(contents(data)).isEqualTo(before);
    }

    /** Whoever runs the test: a path of more than 4096 bytes cannot be opened. */
    @Test
    void aFolderThatCannotBeReadIsNamedAndNothingIsReplaced() throws Exception {
        back("1.0.0");
        Map<String, String> before = contents(data);
        Path lower = Files.createDirectories(folder.resolve("lower").resolve(deep()));
        Path upper = Files.createDirectories(data.resolve("models/theirs").resolve(deep()));
        Files.writeString(lower.resolve("file"), "");
        Path unreadable = Files.move(folder.resolve("lower"), upper.resolve("lower"));
        try {
            assertThatThrownBy(
                            () ->
                                    new Restoration(data)
                                            .restore(backup, "1.0.0", data.resolve("replaced")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("theirs");
        } finally {
            Files.move(unreadable, folder.resolve("lower")); // else it cannot be deleted
        }
        assertThat(contents(data)).isEqualTo(before);
    }

    private static String deep() {
        return String.join("/", Collections.nCopies(11, "d".repeat(200)));
    }

    private void assertRefused(String reason) throws Exception {
        Map<String, String> before = contents(data);
        assertThatThrownBy(
                        () ->
                                new Restoration(data)
                                        .restore(backup, "1.0.0", data.resolve("replaced")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
        assertThat(contents(data)).isEqualTo(before);
    }
}
