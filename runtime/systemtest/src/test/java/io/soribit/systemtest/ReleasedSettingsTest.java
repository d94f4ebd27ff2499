// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Whatever a released version could be told in its configuration this one understands. */
@Timeout(900)
class ReleasedSettingsTest {
    private static final Path RELEASED = Path.of("src/test/resources/settings");
    private static final String MIGRATIONS = "io/soribit/config/migration/migrations.txt";

    @TempDir Path data;

    private final Set<String> known = new TreeSet<>();
    private final Set<String> migrated = new TreeSet<>();

    private void read() throws Exception {
        try (Stream<Path> jars = Files.list(Soribit.home().resolve("lib"))) {
            for (Path jar : jars.toList()) {
                try (ZipFile zip = new ZipFile(jar.toFile())) {
                    for (ZipEntry entry : Collections.list(zip.entries())) {
                        try (InputStream in = zip.getInputStream(entry)) {
                            if (entry.getName().matches("OSGI-INF/metatype/.*[.]xml")) {
                                metatype(in);
                            } else if (entry.getName().equals(MIGRATIONS)) {
                                migrations(in);
                            }
                        }
                    }
                }
            }
        }
    }

    private void migrations(InputStream in) throws IOException {
        new String(in.readAllBytes(), UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" ", -1))
                .forEach(columns -> migrated.add(columns[1] + " " + columns[2]));
    }

    private void metatype(InputStream in) throws Exception {
        Element root =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(in)
                        .getDocumentElement();
        NodeList designations = root.getElementsByTagName("Designate");
        NodeList attributes = root.getElementsByTagName("AD");
        for (int i = 0; i < designations.getLength(); i++) {
            Element designation = (Element) designations.item(i);
            String factory = designation.getAttribute("factoryPid");
            String pid = factory.isEmpty() ? designation.getAttribute("pid") : factory;
            for (int j = 0; j < attributes.getLength(); j++) {
                known.add(pid + " " + ((Element) attributes.item(j)).getAttribute("id"));
            }
        }
    }

    @Test
    void everySettingOfAReleasedVersionIsKnownOrMigrated() throws Exception {
        read();
        Files.write(Path.of("target", "settings.txt"), known); // for the next release
        assertThat(migrated).isNotEmpty();
        try (Stream<Path> versions = Files.list(RELEASED)) {
            List<Path> all = versions.sorted().toList();
            assertThat(all).isNotEmpty();
            for (Path version : all) {
                List<String> lost =
                        Files.readAllLines(version).stream()
                                .filter(setting -> !known.contains(setting))
                                .filter(setting -> !migrated.contains(setting))
                                .toList();
                assertThat(lost).as("settings of " + version.getFileName()).isEmpty();
            }
        }
    }

    @Test
    void aHubWithTheFilesOf01SaysWhatIsMigratedAndListens() throws Exception {
        Soribit.ports(data);
        Path wav = Wav.doorbell(data.resolve("bell.wav"), 6);
        Soribit.configure(
                data, "io.soribit.source.file-room", "path = " + wav, "room = hall", "loop = true");
        Soribit.configure(data, "io.soribit.alert", "news_seconds = 600", "least = notice");
        Soribit.configure(data, "io.soribit.engine", "hop_ms = 240", "smoothing_windows = 3");
        try (Soribit hub = Soribit.start("run", "--data", data.toString())) {
            hub.line(60, "news_seconds is now retry_seconds = 600");
            hub.line(60, "smoothing_windows is now smoothing_ms = 720");
            hub.line(60, "● hall");
            hub.page();
            assertThat(hub.lines()).noneMatch(l -> l.contains("is unknown and is ignored"));
        }
        Path etc = data.resolve("etc");
        assertThat(etc.resolve("io.soribit.alert.cfg"))
                .hasContent("retry_seconds = 600\nleast = notice\n");
        assertThat(etc.resolve("io.soribit.engine.cfg")).content().contains("smoothing_ms = 720");
        assertThat(data.resolve("etc-format-1/io.soribit.alert.cfg"))
                .content()
                .contains("news_seconds");
        assertThat(etc.resolve("format")).hasContent("2\n");
        assertThat(data.resolve("log/soribit.log"))
                .content()
                .contains("news_seconds is now retry_seconds");
    }
}
