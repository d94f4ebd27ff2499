// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.config.SecretReferences.Resolved;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretReferencesTest {
    private static final Origin ORIGIN = new Origin("soribit.probe", "soribit.probe", null);

    @TempDir Path etc;
    private final Dictionary<String, Object> properties = new Hashtable<>();
    private SecretReferences references;

    @BeforeEach
    void environment() {
        references =
                new SecretReferences(
                        etc, Map.of("TOKEN", "from-$1", "CREDENTIALS_DIRECTORY", etc + "/systemd"));
    }

    private Resolved resolve(String value) {
        properties.put("password", value);
        return references.resolve(ORIGIN, properties);
    }

    @Test
    void filesEnvironmentAndCredentialsAreRead() throws Exception {
        Files.writeString(etc.resolve("ntfy.secret"), "öpen sesame\n");
        Files.createDirectories(etc.resolve("systemd"));
        Files.writeString(etc.resolve("systemd/push"), "sealed");
        String all = "$[file:ntfy.secret] $[env:TOKEN] $[credential:push] $[other:x]";
        assertThat(resolve(all).secrets()).containsExactly("öpen sesame", "from-$1", "sealed");
        assertThat(properties.get("password")).isEqualTo("öpen sesame from-$1 sealed $[other:x]");
    }

    @Test
    void whatCannotBeResolvedIsRemovedAndNamed() throws Exception {
        Files.write(etc.resolve("binary"), new byte[] {(byte) 0xFF, (byte) 0xFE});
        Files.write(etc.resolve("large"), new byte[100_000]);
        for (String reference :
                new String[] {
                    "file:none", "env:NONE", "credential:no", "file:binary", "file:large"
                }) {
            assertThat(resolve("$[" + reference + "]").findings())
                    .singleElement()
                    .extracting(Finding::message)
                    .asString()
                    .contains("configuration soribit.probe: password = '$[" + reference + "]'");
            assertThat(properties.get("password")).isNull();
        }
    }

    @Test
    void otherValuesStay() {
        assertThat(resolve("$[not a reference] ${env:TOKEN}").secrets()).isEmpty();
        assertThat(properties.get("password")).isEqualTo("$[not a reference] ${env:TOKEN}");
    }

    @Test
    void secretsAreHiddenInFindings() {
        Resolved resolved = resolve("$[env:TOKEN]");
        assertThat(resolved.hide(new Finding(true, "count = 'from-$1' is no number")).message())
                .isEqualTo("count = '***' is no number");
    }
}
