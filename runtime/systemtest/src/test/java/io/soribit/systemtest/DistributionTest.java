// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is in the archives that people download. */
@Timeout(900)
class DistributionTest {
    private static final String STUDY = "resnet50";
    private static final long LIMIT = 45_000_000;

    @TempDir Path folder;
    private Path home;

    @BeforeEach
    void unpack() throws Exception {
        home = Soribit.unpack(Soribit.archive(".tar.gz"), folder);
    }

    @Test
    void everyLinkOfEveryDocumentLeadsSomewhere() throws Exception {
        MarkdownLinks links = new MarkdownLinks(home);
        assertThat(links.documents()).hasSizeGreaterThan(30).contains(home.resolve("README.md"));
        assertThat(links.broken()).isEmpty();
    }

    @Test
    void everyDocumentIsReached() throws Exception {
        MarkdownLinks links = new MarkdownLinks(home);
        assertThat(links.unreached(home.resolve("README.md"))).isEmpty();
    }

    @Test
    void aDeadLinkAndADeadAnchorAreFound() throws Exception {
        Files.writeString(folder.resolve("there.md"), "# A `heading` there\n");
        Files.writeString(
                folder.resolve("here.md"),
                "[a](there.md#a-heading-there) [b](there.md#elsewhere) ![c](none.png)"
                        + " [d](../outside.md) [e](https://example.org/) [f](#here)\n\n# Here\n");
        Files.createDirectories(folder.resolve("only"));
        for (String name : List.of("here.md", "there.md")) {
            Files.move(folder.resolve(name), folder.resolve("only").resolve(name));
        }
        assertThat(new MarkdownLinks(folder.resolve("only")).broken())
                .containsExactly(
                        "here.md: ../outside.md",
                        "here.md: none.png",
                        "here.md: there.md#elsewhere");
    }

    @Test
    void aDocumentWithoutALinkToItIsFound() throws Exception {
        Path only = folder.resolve("only");
        Files.createDirectories(only.resolve("deep"));
        Path start = Files.writeString(only.resolve("start.md"), "[a](deep/next.md#there)\n");
        Files.writeString(only.resolve("deep/next.md"), "[back](../start.md) [end](end.md)\n");
        Files.writeString(only.resolve("deep/end.md"), "[away](https://example.org/lost.md)\n");
        Path lost = Files.writeString(only.resolve("lost.md"), "[start](start.md)\n");
        assertThat(new MarkdownLinks(only).unreached(start)).containsExactly(lost);
    }

    @Test
    void itIsSmallAndWithoutTheNetworkOfTheStudy() throws Exception {
        assertThat(Files.size(Soribit.archive(".tar.gz"))).isLessThan(LIMIT);
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .noneMatch(name -> name.contains(STUDY) && !name.endsWith(".svg"));
        }
    }

    @Test
    void everyFeatureHasItsBundlesAlsoWithTheNetworkOfTheStudy() throws Exception {
        assertThat(missingBundles()).isEmpty();
        Soribit.unpack(Soribit.archive("-" + STUDY + ".tar.gz"), folder);
        assertThat(home.resolve("features/model-" + STUDY + ".json")).exists();
        assertThat(missingBundles()).isEmpty();
    }

    private List<String> missingBundles() throws Exception {
        List<String> missing = new ArrayList<>();
        try (Stream<Path> features = Files.list(home.resolve("features"))) {
            for (Path feature : features.toList()) {
                for (JsonNode bundle :
                        new ObjectMapper().readTree(feature.toFile()).path("bundles")) {
                    String[] id = bundle.get("id").asText().split(":");
                    if (!Files.exists(home.resolve("lib/" + id[1] + "-" + id[2] + ".jar"))) {
                        missing.add(feature.getFileName() + ": " + bundle.get("id"));
                    }
                }
            }
        }
        return missing;
    }
}
