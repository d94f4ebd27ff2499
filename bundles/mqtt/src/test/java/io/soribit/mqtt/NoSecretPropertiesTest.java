// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

/** A component's configuration becomes properties of its service, which all can read. */
class NoSecretPropertiesTest {
    @Test
    void noComponentConfiguredWithAPasswordIsAService() throws IOException {
        Path classes = Path.of("target/classes");
        Manifest manifest;
        try (InputStream in = Files.newInputStream(classes.resolve("META-INF/MANIFEST.MF"))) {
            manifest = new Manifest(in);
        }
        String components = manifest.getMainAttributes().getValue("Service-Component");
        int configured = 0;
        for (String file : components.split(",")) {
            String component = Files.readString(classes.resolve(file.strip()));
            if (component.matches(
                    "(?s).*configuration-pid=\"[^\"]*io\\.soribit\\.notify\\.mqtt[\" ].*")) {
                configured++;
                assertThat(component).as(file).doesNotContain("<service");
            }
        }
        assertThat(configured).isPositive();
    }
}
