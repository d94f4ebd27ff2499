// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import io.soribit.launcher.Assembly.Part;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureBundle;
import org.osgi.service.feature.FeatureConfiguration;
import org.osgi.service.feature.FeatureExtension;
import org.osgi.service.feature.FeatureService;
import org.osgi.service.feature.ID;

/**
 * Reads OSGi feature files (R8, chapter 159). Two extensions are understood: {@code features} (type
 * text) names the features that one builds on, and {@code framework-launching-properties} (type
 * JSON) holds framework properties. A bundle's metadata may say {@code start-level} and {@code
 * start}.
 */
final class Features {
    private static final int DEFAULT_LEVEL = 10;
    private final FeatureService reader =
            ServiceLoader.load(FeatureService.class, Features.class.getClassLoader())
                    .findFirst()
                    .orElseThrow();
    private final List<Path> homes;

    /**
     * Reads from the folders {@code features} and {@code lib} of each home, the latter with bundles
     * as {@code artifactId-version.jar}.
     *
     * @param homes the first that has a file counts
     */
    Features(Path... homes) {
        this.homes = List.of(homes);
    }

    private Path find(String folder, String file) {
        List<Path> all = homes.stream().map(home -> home.resolve(folder).resolve(file)).toList();
        return all.stream().filter(Files::isRegularFile).findFirst().orElse(all.get(0));
    }

    /**
     * Everything that features need; what one says itself wins over the features it builds on, and
     * over those named before it.
     */
    Assembly assemble(List<String> names) throws UserError {
        Map<Path, Part> bundles = new LinkedHashMap<>();
        Map<String, Map<String, Object>> configurations = new LinkedHashMap<>();
        Map<String, String> properties = new LinkedHashMap<>();
        Set<String> seen = new LinkedHashSet<>();
        for (String name : names) {
            add(name, seen, bundles, configurations, properties);
        }
        return new Assembly(List.copyOf(bundles.values()), configurations, properties);
    }

    private void add(
            String name,
            Set<String> seen,
            Map<Path, Part> bundles,
            Map<String, Map<String, Object>> configurations,
            Map<String, String> properties)
            throws UserError {
        if (!seen.add(name)) {
            return;
        }
        Path file = find("features", name + ".json");
        Feature feature = read(file);
        for (String base : texts(feature.getExtensions().get("features"))) {
            add(base, seen, bundles, configurations, properties);
        }
        for (FeatureBundle bundle : feature.getBundles()) {
            Part part = part(file, bundle);
            bundles.put(part.jar(), part);
        }
        for (FeatureConfiguration c : feature.getConfigurations().values()) {
            configurations
                    .computeIfAbsent(c.getPid(), pid -> new LinkedHashMap<>())
                    .putAll(c.getValues());
        }
        properties.putAll(
                properties(feature.getExtensions().get("framework-launching-properties")));
    }

    private Feature read(Path file) throws UserError {
        try (Reader in = Files.newBufferedReader(file)) {
            return reader.readFeature(in);
        } catch (IOException | RuntimeException e) {
            throw new UserError("feature file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Part part(Path file, FeatureBundle bundle) throws UserError {
        ID id = bundle.getID();
        Path jar =
                find(
                        "lib",
                        id.getArtifactId()
                                + "-"
                                + id.getVersion()
                                + id.getClassifier().map(c -> "-" + c).orElse("")
                                + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new UserError(
                    file.getFileName()
                            + " names the bundle "
                            + id
                            + ", but there is no "
                            + jar
                            + ": unpack the distribution again, or build it with 'mvn package'");
        }
        Object level = bundle.getMetadata().getOrDefault("start-level", DEFAULT_LEVEL);
        Object start = bundle.getMetadata().getOrDefault("start", true);
        return new Part(jar, ((Number) level).intValue(), Boolean.parseBoolean(start.toString()));
    }

    private static List<String> texts(@Nullable FeatureExtension extension) {
        return extension == null ? List.of() : extension.getText();
    }

    private static Map<String, String> properties(@Nullable FeatureExtension extension) {
        Map<String, String> properties = new LinkedHashMap<>();
        if (extension != null) {
            try (JsonReader json = Json.createReader(new StringReader(extension.getJSON()))) {
                json.readObject()
                        .forEach(
                                (key, value) ->
                                        properties.put(
                                                key,
                                                value instanceof jakarta.json.JsonString text
                                                        ? text.getString()
                                                        : value.toString()));
            }
        }
        return properties;
    }

    /**
     * The features of models that no hub has by itself: {@code model-resnet50} for the model {@code
     * resnet50-float16}.
     *
     * @param ids of a model, or {@code one+other}
     */
    List<String> ofModels(String ids) {
        return Arrays.stream(ids.split("\\+"))
                .map(id -> "model-" + id.strip().split("-", 2)[0])
                .distinct()
                .filter(name -> Files.isRegularFile(find("features", name + ".json")))
                .toList();
    }

    /** Names of the features in the folder. */
    List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (var files = Files.newDirectoryStream(homes.get(0).resolve("features"), "*.json")) {
            files.forEach(f -> names.add(f.getFileName().toString().replace(".json", "")));
        }
        names.sort(null);
        return names;
    }
}
