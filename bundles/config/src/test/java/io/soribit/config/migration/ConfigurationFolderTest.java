// SPDX-License-Identifier: Apache-2.0
package io.soribit.config.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFolderTest {
    private static final String ALERT = "io.soribit.alert.cfg";
    private static final String ENGINE = "io.soribit.engine.cfg";
    private static final List<Migration> LATER =
            Stream.concat(
                            Migration.all().stream(),
                            Stream.of(
                                    new Migration(
                                            9,
                                            "io.soribit.alert",
                                            "retry_seconds",
                                            "patience",
                                            Conversion.SAME)))
                    .toList();

    @TempDir Path data;
    private Path etc;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void setUp() throws IOException {
        etc = Files.createDirectories(data.resolve("etc"));
    }

    private void migrate(List<Migration> migrations) throws IOException {
        new ConfigurationFolder(data, migrations, said::add).migrate();
    }

    private void assertMigrated(String file, String before, String after) throws IOException {
        Files.deleteIfExists(etc.resolve("format"));
        Files.writeString(etc.resolve(file), before);
        migrate(Migration.all());
        assertThat(etc.resolve(file)).hasContent(after);
        assertThat(etc.resolve("format")).hasContent("2\n");
    }

    @Test
    void theSettingsOf01AreKept() throws Exception {
        assertMigrated(
                ALERT,
                "# mine\n  news_seconds = 600\nleast = info\n",
                "# mine\n  retry_seconds = 600\nleast = info\n");
        assertMigrated(
                ENGINE,
                "hop_ms = 100\nsmoothing_windows = 5\n",
                "hop_ms = 100\nsmoothing_ms = 500\n# smoothing_windows = 5\n");
        assertMigrated(
                ENGINE, "smoothing_windows: 4", "smoothing_ms = 960\n# smoothing_windows: 4");
        assertMigrated(
                ENGINE, "smoothing_windows 99", "smoothing_ms = 10000\n# smoothing_windows 99");
        assertThat(data.resolve("etc-format-1/" + ALERT)).content().contains("news_seconds = 600");
        assertThat(said)
                .contains(ALERT + ": news_seconds is now retry_seconds = 600")
                .anyMatch(line -> line.contains("the file before is in " + data));
    }

    @Test
    void whatIsNotMigratedStaysAsItWas() throws Exception {
        String text = "least=info\r\n# news_seconds = 5\nurgency = a=b, \\\n  news_seconds = 7\n";
        Files.writeString(etc.resolve(ALERT), text);
        Files.writeString(etc.resolve("io.soribit.alert.rule-a.cfg"), "news_seconds = 7\n");
        Files.writeString(etc.resolve("io.soribit.alerting.cfg"), "news_seconds = 7\n");
        migrate(Migration.all());
        assertThat(etc.resolve(ALERT)).hasContent(text);
        assertThat(etc.resolve("io.soribit.alert.rule-a.cfg")).hasContent("news_seconds = 7\n");
        assertThat(said).isEmpty();
        assertThat(data.resolve("etc-format-1")).doesNotExist();
    }

    @Test
    void anInstanceOfAFactoryIsMigrated() throws Exception {
        List<Migration> rooms =
                List.of(new Migration(2, "io.soribit.source", "room", "place", Conversion.SAME));
        Files.writeString(etc.resolve("io.soribit.source-a.cfg"), "room=\\u0061\n");
        Files.writeString(etc.resolve("io.soribit.source~b.cfg"), "room=b");
        migrate(rooms);
        assertThat(etc.resolve("io.soribit.source-a.cfg")).hasContent("place=\\u0061\n");
        assertThat(etc.resolve("io.soribit.source~b.cfg")).hasContent("place=b");
    }

    @Test
    void ofASettingThatIsThereTwiceTheLastCountsAsBefore() throws Exception {
        assertMigrated(
                ALERT,
                "news_seconds = 1\nleast = info\nnews_seconds = 2",
                "news_seconds = 1\nleast = info\nretry_seconds = 2");
    }

    @Test
    void theNewNameWins() throws Exception {
        assertMigrated(
                ALERT,
                "news_seconds = 1\\\n  0\nretry_seconds = 9",
                "# news_seconds = 1\\\n#   0\nretry_seconds = 9");
    }

    @Test
    void whatCannotBeConvertedOrReadIsSaidAndLeft() throws Exception {
        assertMigrated(ENGINE, "smoothing_windows = many", "smoothing_windows = many");
        assertThat(said).singleElement().asString().contains("'many' is no number");
        Files.delete(etc.resolve("format"));
        byte[] malformed = {'n', (byte) 0xff};
        Files.write(etc.resolve(ALERT), malformed);
        migrate(Migration.all());
        assertThat(etc.resolve(ALERT)).hasBinaryContent(malformed);
        assertThat(said).anyMatch(line -> line.startsWith(ALERT + " is malformed"));
    }

    @Test
    void aFileThatCannotBeReadKeepsNoOtherFromBeingMigrated() throws Exception {
        String tooLong = "news_seconds = 600\n" + "#".repeat(1 << 20);
        Files.writeString(etc.resolve(ALERT), tooLong);
        Files.writeString(etc.resolve(ENGINE), "smoothing_windows = 4");
        migrate(Migration.all());
        assertThat(etc.resolve(ENGINE)).content().startsWith("smoothing_ms = 960");
        assertThat(etc.resolve(ALERT)).hasContent(tooLong);
        assertThat(said).anyMatch(line -> line.startsWith(ALERT + " cannot be migrated"));
        assertThat(etc.resolve("format")).doesNotExist();
        Files.writeString(etc.resolve(ALERT), "news_seconds = 600");
        migrate(Migration.all());
        assertThat(etc.resolve(ALERT)).hasContent("retry_seconds = 600");
        assertThat(etc.resolve(ENGINE)).content().startsWith("smoothing_ms = 960");
        assertThat(etc.resolve("format")).hasContent("2\n");
    }

    @Test
    void oneThatCannotBeRestoredKeepsNoOtherFromIt() throws Exception {
        Files.writeString(etc.resolve(ALERT), "news_seconds = 600");
        Files.writeString(etc.resolve(ENGINE), "smoothing_windows = 4");
        migrate(Migration.all());
        Files.writeString(data.resolve("etc-format-1").resolve(ALERT), "#".repeat((1 << 20) + 1));
        migrate(List.of());
        assertThat(etc.resolve(ENGINE)).hasContent("smoothing_windows = 4");
        assertThat(etc.resolve(ALERT)).hasContent("retry_seconds = 600");
        assertThat(said).anyMatch(line -> line.startsWith(ALERT + " cannot be restored"));
    }

    @Test
    void aMigrationIsDoneOnceAndAnInterruptedOneRepeated() throws Exception {
        Files.writeString(etc.resolve(ALERT), "news_seconds = 600");
        migrate(Migration.all());
        Files.delete(etc.resolve("format")); // killed before it was written
        migrate(Migration.all());
        assertThat(data.resolve("etc-format-1/" + ALERT)).hasContent("news_seconds = 600");
        said.clear();
        migrate(Migration.all());
        assertThat(said).isEmpty();
    }

    @Test
    void anEarlierVersionThatComesBackRestoresWhatWasNotChanged() throws Exception {
        Files.writeString(etc.resolve(ALERT), "news_seconds = 600");
        migrate(LATER);
        assertThat(etc.resolve(ALERT)).hasContent("patience = 600");
        Files.delete(etc.resolve("format"));
        Files.writeString(etc.resolve("format"), "2");
        Files.writeString(etc.resolve(ALERT), "retry_seconds = 70");
        migrate(LATER);
        assertThat(etc.resolve(ALERT)).hasContent("patience = 70");
        migrate(Migration.all());
        assertThat(etc.resolve(ALERT)).hasContent("retry_seconds = 70");
        assertThat(etc.resolve("format")).hasContent("2\n");
        migrate(LATER);
        Files.writeString(etc.resolve(ALERT), "patience = 71");
        migrate(Migration.all());
        assertThat(etc.resolve(ALERT)).hasContent("patience = 71");
        assertThat(said).last().asString().contains("was changed since a later version");
    }

    @Test
    void aMalformedFormatIsSaid() throws Exception {
        Files.writeString(etc.resolve("format"), "two");
        assertThatThrownBy(() -> migrate(Migration.all()))
                .hasMessageContaining("is malformed: write 1 into it");
    }

    @Test
    void formatsOnlyGrow() {
        List<Integer> formats = Migration.all().stream().map(Migration::format).toList();
        assertThat(formats).isSorted().allMatch(format -> format > 1);
        assertThat(List.of(Migration.all().get(0).to(), Migration.all().get(1).to()))
                .containsExactly("retry_seconds", "smoothing_ms");
    }
}
