// SPDX-License-Identifier: Apache-2.0
package io.soribit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Each setting that a bundle describes has a name and a description in each other language, and
 * each number a range.
 */
class SettingTextsTest {
    private static final String FOLDER = "OSGI-INF/metatype";
    private static final String TEXTS = "/io/soribit/web/page/settings.json";

    /** Rules have a part of the page with texts of their own. */
    private static final String RULES = "io.soribit.alert.rule";

    private static final Set<String> NUMBERS =
            Set.of("Byte", "Short", "Integer", "Long", "Float", "Double");

    private final Set<String> described = new TreeSet<>();
    private final Set<String> numbers = new TreeSet<>();
    private final Set<String> unlimited = new TreeSet<>();

    private void read(URL folder) throws Exception {
        if (folder.getProtocol().equals("file")) {
            readAll(Path.of(folder.toURI()));
            return;
        }
        URI jar = URI.create(folder.toString().split("!", 2)[0]);
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of())) {
            readAll(files.getPath(FOLDER));
        }
    }

    private void readAll(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".xml")).toList()) {
                read(file);
            }
        }
    }

    private void read(Path file) throws Exception {
        Document document;
        try (InputStream in = Files.newInputStream(file)) {
            document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
        for (Element each : elements(document, "AD")) {
            if (NUMBERS.contains(each.getAttribute("type"))) {
                String name = file.getFileName() + "/" + each.getAttribute("id");
                numbers.add(name);
                if (each.getAttribute("min").isEmpty() || each.getAttribute("max").isEmpty()) {
                    unlimited.add(name);
                }
            }
        }
        for (Element designate : elements(document, "Designate")) {
            String pid = designate.getAttribute("pid") + designate.getAttribute("factoryPid");
            if (pid.startsWith("io.soribit.") && !pid.equals(RULES)) {
                described.add(pid);
                elements(document, "AD")
                        .forEach(each -> described.add(pid + "/" + each.getAttribute("id")));
            }
        }
    }

    private static List<Element> elements(Document document, String name) {
        NodeList all = document.getElementsByTagName(name);
        return Stream.iterate(0, i -> i < all.getLength(), i -> i + 1)
                .map(i -> (Element) all.item(i))
                .toList();
    }

    @BeforeEach
    void readAll() throws Exception {
        for (URL folder : Collections.list(getClass().getClassLoader().getResources(FOLDER))) {
            read(folder);
        }
    }

    @Test
    void everyNumberHasARange() {
        assertThat(numbers).hasSizeGreaterThan(50);
        assertThat(unlimited).isEmpty();
    }

    @Test
    void everySettingIsTranslated() throws Exception {
        assertThat(described).hasSizeGreaterThan(200);
        try (InputStream in = getClass().getResourceAsStream(TEXTS)) {
            JsonNode names = new ObjectMapper().readTree(in).get("names");
            names.fieldNames()
                    .forEachRemaining(language -> assertTranslated(names.get(language), language));
            assertThat(names.has("ko")).isTrue();
        }
    }

    private void assertTranslated(JsonNode texts, String language) {
        Set<String> known = new TreeSet<>();
        texts.fieldNames().forEachRemaining(key -> known.add(key));
        assertThat(known).as(language).isEqualTo(described);
        texts.forEach(
                each -> {
                    assertThat(each).hasSize(2);
                    each.forEach(text -> assertThat(text.asText()).isNotBlank());
                });
    }
}
