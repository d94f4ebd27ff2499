// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.upgrade;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.common.io.LimitedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whether a release has every bundle that its features name. */
final class FeatureCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 1 << 20;
    private static final String HUB = "hub.json";

    private FeatureCheck() {}

    /** A line for each feature or bundle that is missing. */
    static List<String> problems(Path release) throws IOException {
        Path folder = release.resolve("features");
        if (!Files.isRegularFile(folder.resolve(HUB))) {
            return List.of("features/" + HUB);
        }
        List<String> problems = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                for (JsonNode bundle : feature(file).path("bundles")) {
                    String jar = jar(bundle.path("id").asText());
                    if (!Files.isRegularFile(release.resolve("lib").resolve(jar))) {
                        problems.add("lib/" + jar + " of features/" + file.getFileName());
                    }
                }
            }
        }
        return problems;
    }

    private static JsonNode feature(Path file) throws IOException {
        try {
            return JSON.readTree(LimitedFiles.read(file, MOST_BYTES));
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is malformed: " + e.getOriginalMessage(), e);
        }
    }

    /** Of an id {@code group:artifact[:type[:classifier]]:version}. */
    private static String jar(String id) throws IOException {
        String[] parts = id.split(":", -1);
        if (parts.length < 3 || parts.length > 5) {
            throw new IOException("'" + id + "' in a feature is no id of a bundle");
        }
        String classifier = parts.length == 5 ? "-" + parts[3] : "";
        return parts[1] + "-" + parts[parts.length - 1] + classifier + ".jar";
    }
}
