// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.ModelException;
import io.soribit.testkit.Fuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelFileFuzzTest {
    private static final Path HOME = Path.of("../../../models/home/integer");
    private static final byte[] GOLDEN =
            """
            {"scale": 0.5, "windows": [{"name": "bell", "features": "AAEC", "scores": {"Bell": 0.9}},
             {"name": "hall", "features": "/wA=", "scores": {"Bell": 0.1, "Dog": 0.2}}]}
            """
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private final ModelFileReader reader = new ModelFileReader();

    @Test
    void noDescriptorBreaksTheReader() throws IOException {
        byte[] descriptor = Files.readAllBytes(HOME.resolve("model.json"));
        Fuzz.run("model.json", List.of(descriptor), reader::read, List.of(ModelException.class));
    }

    @Test
    void noGoldenWindowsBreakTheReader() throws IOException {
        Fuzz.run("golden", List.of(GOLDEN), reader::golden, List.of(ModelException.class));
    }
}
