// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.soribit.common.setting.EntryFolder.Change;
import io.soribit.common.setting.EntryFolder.ChangedException;
import io.soribit.common.setting.EntryFolder.Place;
import io.soribit.testkit.LogCapture;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryFolderTest {
    private static final Place HOP = new Place("engine", "hop_ms");

    @TempDir Path data;
    private EntryFolder folder;

    @BeforeEach
    void start() throws IOException {
        folder = new EntryFolder(data, "settings", new ManualClock());
        Files.createDirectories(data.resolve("etc"));
    }

    private Change set(String seen, String value) throws Exception {
        return folder.set(HOP, seen, value, Map.of(), "Jiwoo");
    }

    private String text() throws IOException {
        return Files.readString(data.resolve("etc/engine.cfg"));
    }

    @Test
    void aChangeIsUndoneAndAnotherEntryStays() throws Exception {
        Files.writeString(data.resolve("etc/engine.cfg"), "# mine\nhop_ms = 240\n");
        Change first = set("240", "300");
        folder.set(new Place("engine", "threads"), null, "2", Map.of(), "Minsu");
        assertThat(text()).isEqualTo("# mine\nhop_ms = 300\nthreads = 2\n");
        folder.undo(first.id(), Map.of(), "Minsu");
        assertThat(text()).isEqualTo("# mine\nhop_ms = 240\nthreads = 2\n");
        assertThat(folder.changes())
                .extracting(Change::who, c -> c.place().key(), Change::before, Change::after)
                .containsExactly(
                        tuple("Minsu", "hop_ms", "300", "240"),
                        tuple("Minsu", "threads", null, "2"),
                        tuple("Jiwoo", "hop_ms", "240", "300"));
    }

    @Test
    void whatSomebodyElseChangedIsNotOverwritten() throws Exception {
        Change first = set(null, "300");
        set("300", "400");
        assertThatThrownBy(() -> set("300", "500")).isInstanceOf(ChangedException.class);
        assertThatThrownBy(() -> folder.undo(first.id(), Map.of(), "x"))
                .isInstanceOf(ChangedException.class);
        assertThatThrownBy(() -> folder.undo("gone", Map.of(), "x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(text()).isEqualTo("hop_ms = 400\n");
        assertThat(folder.changes()).hasSize(2);
    }

    @Test
    void aFileThatIsNewBeginsWithWhatWasThere() throws Exception {
        folder.set(HOP, null, "300", Map.of("quiet_seconds", "60"), "Jiwoo");
        assertThat(text()).isEqualTo("quiet_seconds = 60\nhop_ms = 300\n");
        folder.set(HOP, "300", null, Map.of("quiet_seconds", "70"), "Jiwoo");
        assertThat(text()).isEqualTo("quiet_seconds = 60\n");
        assertThat(folder.files()).containsExactly("engine");
    }

    @Test
    void aFileThatCannotBeReadAsTextIsNotWritten() throws Exception {
        byte[] latin = {'a', ' ', '=', ' ', (byte) 0xE4, '\n'};
        Files.write(data.resolve("etc/engine.cfg"), latin);
        assertThatThrownBy(() -> set(null, "300"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("etc/engine.cfg");
        assertThat(Files.readAllBytes(data.resolve("etc/engine.cfg"))).isEqualTo(latin);
    }

    @Test
    void aMalformedChangeIsIgnoredAndItsSecretIsNotLogged() throws Exception {
        Files.createDirectories(data.resolve("state"));
        Files.writeString(data.resolve("state/settings"), "1\tyesterday\tx\ty z\t-\tc2VzYW1l\n");
        try (LogCapture log = LogCapture.by("io.soribit.common.io.ChangeFile")) {
            assertThat(folder.changes()).isEmpty();
            assertThat(log.lines()).anyMatch(line -> line.contains("malformed"));
            assertThat(log.lines()).noneMatch(line -> line.contains("c2VzYW1l"));
        }
    }

    @Test
    void whatCannotBeWrittenStaysAsItWas() throws Exception {
        Files.writeString(data.resolve("etc/engine.cfg"), "hop_ms = 240\n");
        // A folder that is not empty is where the new text would be.
        Files.createDirectories(data.resolve("etc/.engine.cfg.new/x"));
        assertThatThrownBy(() -> set("240", "300")).isInstanceOf(IOException.class);
        assertThat(text()).isEqualTo("hop_ms = 240\n");
        assertThat(folder.changes()).isEmpty();
    }
}
