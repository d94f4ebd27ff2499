// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.testkit.Fuzz;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFuzzTest {
    @TempDir Path etc;

    @Test
    void noValueBreaksReferences() throws IOException {
        SecretReferences references = new SecretReferences(etc, Map.of("TOKEN", "$[env:TOKEN]"));
        Origin origin = new Origin("soribit.probe", "soribit.probe", null);
        List<byte[]> corpus =
                List.of(
                        "$[file:none] and $[env:TOKEN]".getBytes(UTF_8),
                        "$[credential:a]$[file:/dev/zero]$[file:..]".getBytes(UTF_8));
        Fuzz.run(
                "configuration",
                corpus,
                input -> {
                    Dictionary<String, Object> properties = new Hashtable<>();
                    properties.put("value", new String(input, UTF_8));
                    references.resolve(origin, properties);
                },
                List.of());
    }
}
