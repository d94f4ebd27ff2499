// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The bundle has what the tests of this module run with: else they would pass, and the hub fail.
 */
class EmbeddedPartsTest {
    private static final Pattern PART =
            Pattern.compile(
                    "((?:artemis|netty|caffeine|jctools|commons)(?:-[a-z0-9]+)*?)-[0-9].*jar");

    @Test
    void everyPartOfTheBrokerIsInItsBundle() throws Exception {
        String paths =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> parts =
                List.of(paths.split(File.pathSeparator)).stream()
                        .map(path -> PART.matcher(new File(path).getName()))
                        .filter(Matcher::matches)
                        .map(part -> part.group(1))
                        .toList();
        assertThat(parts).contains("artemis-server", "netty-handler");
        String bundle = Files.readString(Path.of("bnd.bnd"));
        assertThat(parts)
                .allSatisfy(part -> assertThat(bundle).contains("lib/" + part + ".jar=" + part));
    }
}
