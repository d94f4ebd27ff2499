// SPDX-License-Identifier: Apache-2.0
package io.soribit.karaf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The bundles of a feature of the hub that Karaf does not have. */
final class BundleList {
    private static final int DEFAULT_LEVEL = 10;

    /** Karaf brings them, or something in their place. */
    private static final Set<String> KARAF =
            Set.of(
                    "org.ow2.asm",
                    "org.apache.aries.spifly",
                    "org.slf4j",
                    "ch.qos.logback",
                    "org.apache.felix.log",
                    "org.apache.felix.configadmin",
                    "org.apache.felix.metatype",
                    "org.apache.felix.fileinstall");

    /** The page and what needs its servlets, and the commands of the program {@code soribit}. */
    private static final Set<String> PAGE =
            Set.of(
                    "io.soribit.web",
                    "io.soribit.https",
                    "io.soribit.monitor",
                    "io.soribit.source.browser",
                    "io.soribit.shell",
                    "io.soribit.config",
                    "org.apache.felix.http.servlet-api",
                    "org.apache.felix.http.jetty12",
                    "commons-io",
                    "commons-fileupload");

    /**
     * A bundle.
     *
     * @param level at which it starts in a hub
     */
    record Part(String group, String artifact, String version, int level) {
        String file() {
            return artifact + "-" + version + ".jar";
        }

        String folder() {
            return group.replace('.', '/') + "/" + artifact + "/" + version;
        }

        String url() {
            return "mvn:" + group + "/" + artifact + "/" + version;
        }
    }

    private final Path features;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();

    private BundleList(Path features) {
        this.features = features;
    }

    /** Of a feature and all that it builds on, in their order. */
    static List<Part> of(Path features, String name) throws IOException {
        BundleList list = new BundleList(features);
        list.add(name);
        return new ArrayList<>(list.parts.values());
    }

    private void add(String name) throws IOException {
        if (!seen.add(name)) {
            return;
        }
        JsonNode feature = new ObjectMapper().readTree(features.resolve(name + ".json").toFile());
        for (JsonNode base : feature.path("extensions").path("features").path("text")) {
            add(base.asText());
        }
        for (JsonNode bundle : feature.path("bundles")) {
            String id = bundle.path("id").asText();
            String[] words = id.split(":", -1);
            if (words.length != 3) {
                throw new IOException(name + ".json: '" + id + "' is not group:artifact:version");
            }
            boolean elsewhere =
                    KARAF.contains(words[0]) || KARAF.contains(words[1]) || PAGE.contains(words[1]);
            if (!elsewhere) {
                int level = bundle.path("start-level").asInt(DEFAULT_LEVEL);
                parts.put(id, new Part(words[0], words[1], words[2], level));
            }
        }
    }
}
