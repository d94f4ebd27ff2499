// SPDX-License-Identifier: Apache-2.0
package io.soribit.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the archetype holds; {@code runtime/release-check plugin} makes a plug-in from it. */
class ArchetypeTest {
    private static final Path RESOURCES = Path.of("target", "classes", "archetype-resources");
    private static final Path TEMPLATE = Path.of("..", "template", "src");

    private static List<Path> files(Path folder) throws Exception {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static List<String> names(Path folder) throws Exception {
        return files(folder).stream().map(f -> f.getFileName().toString()).sorted().toList();
    }

    @Test
    void itHasEachFileOfTheTemplate() throws Exception {
        assertThat(names(TEMPLATE))
                .contains("CommandSource.java", "ToneDetector.java", "FileNotifier.java")
                .contains("InTheFrameworkTest.java")
                .isEqualTo(names(RESOURCES.resolve("src")));
        assertThat(RESOURCES.resolve("bnd.bnd")).exists();
    }

    @Test
    void noNameOfTheTemplateIsLeft() throws Exception {
        for (Path file : files(RESOURCES)) {
            String text = Files.readString(file);
            assertThat(text).as(file.toString()).doesNotContain("com.example", "com/example");
            if (file.toString().endsWith(".java")) {
                assertThat(text).as(file.toString()).contains("package ${package};");
            }
        }
        assertThat(Files.readString(RESOURCES.resolve("pom.xml")))
                .contains(
                        "<groupId>${groupId}</groupId>",
                        "<artifactId>${artifactId}</artifactId>",
                        "<version>${version}</version>",
                        "<artifactId>io.soribit.api</artifactId>");
    }

    /** Velocity, which the archetype plug-in uses, takes two of them for a comment. */
    @Test
    void noLineIsLostAsAComment() throws Exception {
        for (Path file : files(RESOURCES)) {
            assertThat(Files.readString(file)).as(file.toString()).doesNotContain("##", "#*");
        }
    }
}
