// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the page as such. */
class PageFilesTest {
    private static final Path PAGE = Path.of("src/main/resources/io/soribit/web/page");
    private static final int LARGEST = 150_000;
    private static final Pattern IMPORT =
            Pattern.compile("import (?:\\* as (\\w+)|\\{ ([^}]*) \\}) from '\\./([\\w-]+\\.js)'");
    private static final Pattern LOADED =
            Pattern.compile("(?:from |import |import\\()'\\./([\\w-]+\\.js)'");
    private static final Set<String> ELSEWHERE =
            Set.of(
                    "worker.js",
                    "pair.html",
                    "pair.js",
                    "refused.html",
                    "trust.html",
                    "trust.js",
                    "icon-192.png",
                    "icon-512.png");

    /** Loaded when a person opens the settings. */
    private static final Set<String> LATER =
            Set.of(
                    "backup.js",
                    "log.js",
                    "people.js",
                    "settings.js",
                    "setting-field.js",
                    "setting-words.js",
                    "settings.json");

    private static Set<String> files() throws Exception {
        try (Stream<Path> files = Files.list(PAGE)) {
            return files.map(f -> f.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void theWorkerKeepsAllOfThem() throws Exception {
        Set<String> expected = files();
        expected.removeAll(ELSEWHERE);
        expected.remove("index.html");
        Matcher kept =
                Pattern.compile("'([a-z0-9-]+\\.[a-z]+)'")
                        .matcher(Files.readString(PAGE.resolve("worker.js")));
        assertThat(kept.results().map(r -> r.group(1)).filter(f -> !f.equals("worker.js")))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theFirstViewIsSmall() throws Exception {
        long sum = 0;
        Set<String> sent = files();
        sent.removeAll(ELSEWHERE);
        sent.removeAll(LATER);
        assertThat(imported("app.js")).isNotEmpty().doesNotContainAnyElementsOf(LATER);
        for (String file : sent) {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (GZIPOutputStream zip = new GZIPOutputStream(compressed)) {
                zip.write(Files.readAllBytes(PAGE.resolve(file)));
            }
            sum += compressed.size();
        }
        assertThat(sum).isLessThan(LARGEST);
    }

    @Test
    void noModuleImportsItselfThroughOthers() throws Exception {
        Map<String, Set<String>> imports = new TreeMap<>();
        for (String file : files()) {
            if (file.endsWith(".js")) {
                imports.put(file, imports(file));
            }
        }
        assertThat(imports.get("app.js")).isNotEmpty();
        int left = imports.size() + 1;
        while (imports.size() < left) {
            left = imports.size();
            imports.values().removeIf(each -> each.stream().noneMatch(imports.keySet()::contains));
        }
        assertThat(imports).isEmpty();
    }

    private static Set<String> imports(String module) throws Exception {
        return LOADED.matcher(Files.readString(PAGE.resolve(module)))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a module loads with itself. */
    private static Set<String> imported(String module) throws Exception {
        Set<String> all = new TreeSet<>(Set.of(module));
        Set<String> next = Set.of(module);
        while (!next.isEmpty()) {
            Set<String> found = new TreeSet<>();
            for (String each : next) {
                Pattern.compile("(?m)^import .*'\\./([\\w-]+\\.js)';")
                        .matcher(Files.readString(PAGE.resolve(each)))
                        .results()
                        .forEach(result -> found.add(result.group(1)));
            }
            found.removeAll(all);
            all.addAll(found);
            next = found;
        }
        return all;
    }

    /** A module without a build step: nothing else says before it runs that a name is missing. */
    @Test
    void whatAModuleTakesFromAnotherIsThere() throws Exception {
        for (String file : files()) {
            if (file.endsWith(".js")) {
                String code = Files.readString(PAGE.resolve(file));
                Matcher imports = IMPORT.matcher(code);
                while (imports.find()) {
                    Set<String> taken =
                            imports.group(1) == null
                                    ? Set.of(
                                            imports.group(2)
                                                    .replaceAll(" as [\\w$]+", "")
                                                    .split(", "))
                                    : members(code, imports.group(1));
                    assertThat(exports(imports.group(3))).as(file).containsAll(taken);
                }
            }
        }
    }

    private static Set<String> members(String code, String namespace) {
        return Pattern.compile("(?<![\\w.'/-])" + namespace + "\\.([\\w$]+)(?!')")
                .matcher(code.replaceAll("(?m)^import .*$|//.*$", ""))
                .results()
                .map(r -> r.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> exports(String file) throws Exception {
        return Pattern.compile("export (?:async )?(?:function\\*?|const|let|class) ([\\w$]+)")
                .matcher(Files.readString(PAGE.resolve(file)))
                .results()
                .map(r -> r.group(1))
                .collect(Collectors.toSet());
    }

    /** Korean has one form for all numbers, English two. */
    @ParameterizedTest
    @ValueSource(strings = {"texts.json", "advice.json"})
    void everyTextIsThereInEnglishAndKorean(String file) throws Exception {
        JsonNode texts = new ObjectMapper().readTree(PAGE.resolve(file).toFile());
        assertThat(keys(texts.get("ko"))).isEqualTo(keys(texts.get("en")));
        assertThat(texts.findValuesAsText("")).isEmpty();
    }

    @Test
    void theTextsOfTheSettingsAreThereInBoth() throws Exception {
        JsonNode texts =
                new ObjectMapper().readTree(PAGE.resolve("settings.json").toFile()).get("texts");
        assertThat(keys(texts.get("ko"))).isEqualTo(keys(texts.get("en"))).isNotEmpty();
    }

    private static Set<String> keys(JsonNode texts) {
        Set<String> keys = new TreeSet<>();
        texts.fieldNames().forEachRemaining(key -> keys.add(key));
        keys.removeIf(key -> key.endsWith("_one"));
        return keys;
    }
}
