// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.folder;

import io.soribit.api.ModelException;
import io.soribit.testkit.Fuzz;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TfLiteFuzzTest {
    @TempDir Path folder;

    private byte[] file(TestFile file) throws IOException {
        return Files.readAllBytes(file.write(folder.resolve("corpus.tflite")));
    }

    @Test
    void noModelFileBreaksTheReader() throws IOException {
        List<byte[]> corpus =
                List.of(
                        file(new TestFile()),
                        file(new TestFile().withoutMetadata()),
                        file(new TestFile().anyLength()),
                        file(new TestFile().inputs(2)));
        Path file = folder.resolve("model.tflite");
        Fuzz.run(
                "flatbuffer",
                corpus,
                input -> {
                    Files.write(file, input);
                    TfLiteFile.read(file, ByteBuffer.wrap(input));
                },
                List.of(ModelException.class, IOException.class));
    }
}
