// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.ModelException;
import io.soribit.api.hub.ModelState;
import io.soribit.api.hub.ModelStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
    @TempDir Path folder;

    @Test
    void aModelLeavesWithItsDescriptionAndSignature() throws Exception {
        files("pets.tflite", "pets.json", "pets.sig", "pets2.tflite", "pets2.sig");
        new ModelFolder(folder).remove(model(folder.resolve("pets.tflite")));
        assertThat(folder)
                .isDirectoryNotContaining("glob:**pets.*")
                .isDirectoryContaining("glob:**pets2.tflite")
                .isDirectoryContaining("glob:**pets2.sig");
    }

    @Test
    void whatBelongsToAnotherModelOfThatNameStays() throws Exception {
        files("pets.tflite", "pets.jar", "pets.sig");
        new ModelFolder(folder).remove(model(folder.resolve("pets.tflite")));
        assertThat(folder)
                .isDirectoryNotContaining("glob:**pets.tflite")
                .isDirectoryContaining("glob:**pets.jar")
                .isDirectoryContaining("glob:**pets.sig");
    }

    @Test
    void aModelThatCameWithTheHubStays() throws Exception {
        files("pets.tflite");
        ModelStatus model = model(folder.resolve("pets.tflite"));
        Path other = Files.createDirectory(folder.resolve("other"));
        assertThatThrownBy(() -> new ModelFolder(other).remove(model))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("came with the hub");
        assertThat(folder).isDirectoryContaining("glob:**pets.tflite");
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Files.writeString(folder.resolve(name), name);
        }
    }

    private static ModelStatus model(Path file) {
        return new ModelStatus("pets", "", file.toString(), ModelState.REFUSED, "");
    }
}
