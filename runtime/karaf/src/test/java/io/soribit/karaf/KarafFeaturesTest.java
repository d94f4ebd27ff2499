// SPDX-License-Identifier: Apache-2.0
package io.soribit.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KarafFeaturesTest {
    @TempDir Path folder;

    @BeforeEach
    void setUp() throws IOException {
        feature(
                "base",
                "{\"bundles\": [{\"id\": \"org.slf4j:slf4j-api:2.0.20\"},"
                        + " {\"id\": \"org.apache.felix:org.apache.felix.scr:2.2.18\", \"start-level\": 4}]}");
        feature(
                "hub",
                "{\"bundles\": [{\"id\": \"io.soribit:io.soribit.web:1\"},"
                        + " {\"id\": \"io.soribit:io.soribit.alert:1\", \"start-level\": 8}],"
                        + " \"extensions\": {\"features\": {\"text\": [\"base\"]}}}");
        jar(
                "org.apache.felix.scr-2.2.18.jar",
                "",
                "osgi.service;objectClass:List<String>=\"a.A,a.B\"");
        jar("io.soribit.alert-1.jar", needs("a.B"), "");
    }

    private void feature(String name, String json) throws IOException {
        Path file = folder.resolve("hub/features").resolve(name + ".json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, json);
    }

    private static String needs(String service) {
        return "osgi.service;filter:=\"(objectClass=" + service + ")\";effective:=active";
    }

    private void jar(String name, String required, String provided) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Require-Capability", required);
        manifest.getMainAttributes().putValue("Provide-Capability", provided);
        Path file = folder.resolve("hub/lib").resolve(name);
        Files.createDirectories(file.getParent());
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
    }

    private Path write() throws IOException {
        KarafFeatures.write(folder.resolve("hub"), "1", folder.resolve("kar"));
        return folder.resolve("kar/repository");
    }

    @Test
    void theBundlesOfTheHubAreListedWithoutWhatKarafHasAndThePage() throws IOException {
        Path repository = write();
        assertThat(repository.resolve("io/soribit/soribit-karaf/1/soribit-karaf-1-features.xml"))
                .content()
                .contains(
                        "<bundle start-level=\"74\" dependency=\"true\">mvn:org.apache.felix/org.apache.felix.scr/2.2.18</bundle>",
                        "<bundle start-level=\"78\">mvn:io.soribit/io.soribit.alert/1</bundle>")
                .doesNotContain("slf4j", "io.soribit.web", "<capability>");
        assertThat(repository.resolve("io/soribit/io.soribit.alert/1/io.soribit.alert-1.jar"))
                .exists();
    }

    @Test
    void whatKarafHasWithoutSayingSoIsDeclared() throws IOException {
        jar("io.soribit.alert-1.jar", needs("org.osgi.service.cm.ConfigurationAdmin"), "");
        write();
        assertThat(
                        folder.resolve(
                                "kar/repository/io/soribit/soribit-karaf/1/soribit-karaf-1-features.xml"))
                .content()
                .contains("objectClass=org.osgi.service.cm.ConfigurationAdmin</capability>");
    }

    @Test
    void aServiceThatNobodyHasFailsTheBuild() throws IOException {
        jar("io.soribit.alert-1.jar", needs("io.soribit.api.hub.Pages"), "");
        assertThatThrownBy(this::write).hasMessageContaining("[io.soribit.api.hub.Pages]");
    }
}
