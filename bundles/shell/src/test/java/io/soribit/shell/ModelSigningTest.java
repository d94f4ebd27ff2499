// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSigningTest {
    @TempDir Path data;

    private Path key(String name) throws Exception {
        Path secret = data.resolve(name + ".key");
        String line = ModelSigning.generate(secret);
        Path trusted = data.resolve("etc/model-keys");
        Files.createDirectories(trusted.getParent());
        Files.writeString(trusted, line + "\n");
        assertThat(line).startsWith(name + " ");
        assertThat(Files.getPosixFilePermissions(secret))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        return secret;
    }

    @Test
    void aModelIsSignedWithItsDescriptor() throws Exception {
        Path secret = key("alice");
        Path model = Files.writeString(data.resolve("pets.tflite"), "TFL3");
        Path own = Files.writeString(data.resolve("pets.json"), "{}");
        assertThatThrownBy(() -> ModelSigning.verify(data, model))
                .hasMessageContaining("is not signed");
        assertThat(ModelSigning.sign(secret, model)).isEqualTo(data.resolve("pets.sig"));
        assertThat(ModelSigning.verify(data, model)).isEqualTo("alice");
        Files.writeString(own, "{ }");
        assertThatThrownBy(() -> ModelSigning.verify(data, model))
                .hasMessageContaining("it was changed");
        Files.writeString(own, "{}");
        Files.writeString(model, "TFL4");
        assertThatThrownBy(() -> ModelSigning.verify(data, model))
                .hasMessageContaining("it was changed");
        Files.writeString(model, "TFL3");
        key("bob");
        assertThatThrownBy(() -> ModelSigning.verify(data, model))
                .hasMessageContaining("'alice', which is not in etc/model-keys");
    }

    @Test
    void aJarIsSignedByItsContents() throws Exception {
        Path secret = key("alice");
        Path jar = jar("[1]");
        ModelSigning.sign(secret, jar);
        assertThat(ModelSigning.verify(data, jar)).isEqualTo("alice");
        jar("[2]");
        assertThatThrownBy(() -> ModelSigning.verify(data, jar))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it was changed");
    }

    @Test
    void aKeyIsNotOverwritten() throws Exception {
        Path secret = key("alice");
        assertThatThrownBy(() -> ModelSigning.generate(secret)).hasMessageContaining("exists");
        assertThatThrownBy(() -> ModelSigning.generate(data.resolve("a b.key")))
                .hasMessageContaining("no name of a key");
    }

    private Path jar(String golden) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Soribit-Model", "m/model.json");
        Path file = data.resolve("pets.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            put(jar, "m/model.json", "{\"file\":\"a.tflite\",\"golden\":\"g.json\"}");
            put(jar, "m/a.tflite", "TFL3");
            put(jar, "m/g.json", golden);
        }
        return file;
    }

    private static void put(JarOutputStream jar, String name, String text) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(text.getBytes(UTF_8));
    }
}
