// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.ModelException;
import io.soribit.testkit.Fuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that are dropped into the folder of models. */
class ModelJarFuzzTest {
    @TempDir Path folder;

    private static byte[] jar(int level, String header) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue(header, "OSGI-INF/model.json");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.setLevel(level);
            put(jar, "OSGI-INF/model.json", "{\"file\":\"m.tflite\",\"golden\":\"golden.json\"}");
            put(jar, "OSGI-INF/m.tflite", "TFL3");
            put(jar, "OSGI-INF/golden.json", "{}");
        }
        return bytes.toByteArray();
    }

    private static void put(JarOutputStream jar, String name, String text) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(text.getBytes(UTF_8));
    }

    @Test
    void noJarBreaksTheFolder() throws IOException {
        Path file = folder.resolve("model.jar");
        Fuzz.run(
                "model-jar",
                List.of(
                        jar(0, "Soribit-Model"),
                        jar(9, "Soribit-Model"),
                        jar(0, "Bundle-Activator")),
                input -> {
                    Files.write(file, input);
                    try (InputStream bundle = ModelJar.of(file, 64 << 20).bundle()) {
                        bundle.readAllBytes();
                    }
                },
                List.of(ModelException.class, IOException.class));
    }
}
