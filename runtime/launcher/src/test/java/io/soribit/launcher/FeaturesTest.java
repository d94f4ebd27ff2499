// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesTest {
    @TempDir Path folder;
    private Path lib;
    private Features features;

    @BeforeEach
    void folders() throws IOException {
        features = new Features(folder);
        lib = Files.createDirectories(folder.resolve("lib"));
        Files.createDirectories(folder.resolve("features"));
        Files.createFile(lib.resolve("a-1.0.jar"));
        Files.createFile(lib.resolve("b-2.0.jar"));
        write(
                "base",
                """
                {"feature-resource-version": "1.0", "id": "g:base:1",
                 "bundles": [{"id": "g:a:1.0", "start-level": 2}],
                 "configurations": {"some.pid": {"kept": "yes", "port:Integer": 1}},
                 "extensions": {"framework-launching-properties":
                     {"kind": "mandatory", "type": "json", "json": {"x": "1", "y": "2"}}}}
                """);
    }

    private void write(String name, String json) throws IOException {
        Files.writeString(folder.resolve("features").resolve(name + ".json"), json);
    }

    @Test
    void aFeatureWinsOverWhatItBuildsOn() throws Exception {
        write(
                "top",
                """
                {"feature-resource-version": "1.0", "id": "g:top:1",
                 "bundles": [{"id": "g:b:2.0", "start": false}, {"id": "g:a:1.0", "start-level": 3}],
                 "configurations": {"some.pid": {"port:Integer": 2}},
                 "extensions": {
                   "features": {"kind": "mandatory", "type": "text", "text": ["base"]},
                   "framework-launching-properties":
                     {"kind": "mandatory", "type": "json", "json": {"y": "3"}}}}
                """);
        Assembly all = features.assemble(List.of("top"));
        assertThat(all.bundles())
                .containsExactly(
                        new Assembly.Part(lib.resolve("a-1.0.jar"), 3, true),
                        new Assembly.Part(lib.resolve("b-2.0.jar"), 10, false));
        assertThat(all.configurations().get("some.pid"))
                .containsEntry("kept", "yes")
                .containsEntry("port", 2);
        assertThat(all.properties()).containsEntry("x", "1").containsEntry("y", "3");
    }

    @Test
    void aModelThatNoHubHasBringsItsFeature() throws Exception {
        write(
                "model-large",
                """
                {"feature-resource-version": "1.0", "id": "g:model-large:1", "bundles": [{"id": "g:b:2.0"}]}
                """);
        assertThat(features.ofModels("large-float16")).containsExactly("model-large");
        assertThat(features.ofModels("base-float16")).isEmpty();
        assertThat(features.ofModels("base-float16+large-float16")).containsExactly("model-large");
        assertThat(features.assemble(List.of("base", "model-large")).bundles())
                .extracting(Assembly.Part::jar)
                .containsExactly(lib.resolve("a-1.0.jar"), lib.resolve("b-2.0.jar"));
    }

    @Test
    void aMissingBundleIsNamed() throws Exception {
        write(
                "top",
                """
                {"feature-resource-version": "1.0", "id": "g:top:1", "bundles": [{"id": "g:gone:1.0"}]}
                """);
        assertThatThrownBy(() -> features.assemble(List.of("top")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("top.json")
                .hasMessageContaining("gone-1.0.jar");
    }

    @Test
    void aBrokenFileIsNamed() throws Exception {
        write("top", "{not json");
        assertThatThrownBy(() -> features.assemble(List.of("top")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("top.json cannot be read");
    }

    @Test
    void whatAReleaseDoesNotHaveIsTakenFromTheDistribution() throws Exception {
        write(
                "model-large",
                """
                {"feature-resource-version": "1.0", "id": "g:model-large:1", "bundles": [{"id": "g:b:2.0"}]}
                """);
        Path release = folder.resolve("release");
        Files.createDirectories(release.resolve("lib"));
        Files.createDirectories(release.resolve("features"));
        Files.copy(folder.resolve("features/base.json"), release.resolve("features/base.json"));
        Path next = Files.createFile(release.resolve("lib/a-1.0.jar"));
        Features both = new Features(release, folder);
        assertThat(both.ofModels("large-float16")).containsExactly("model-large");
        assertThat(both.assemble(List.of("base", "model-large")).bundles())
                .extracting(Assembly.Part::jar)
                .containsExactly(next, lib.resolve("b-2.0.jar"));
    }
}
