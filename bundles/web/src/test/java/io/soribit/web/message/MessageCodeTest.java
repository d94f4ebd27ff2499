// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageCodeTest {
    private static final Path FILE =
            Path.of("src/main/resources/io/soribit/web/page/messages.json");
    private static final Path TEACH = Path.of("../teach/src/main/java/io/soribit/teach");
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)\\}");
    private static final Pattern TEACH_CODE =
            Pattern.compile("RefusedException\\(\\s*\"([a-z_]+)\"");

    /** English in a Korean text, but for what has to be typed like this. */
    private static final Pattern ENGLISH_WORDS = Pattern.compile("[A-Za-z]{2,} [A-Za-z]{2,}");

    private static JsonNode texts(String language) throws IOException {
        return new ObjectMapper().readTree(FILE.toFile()).get(language);
    }

    private static Set<String> parameters(String text) {
        return PARAMETER.matcher(text).results().map(m -> m.group(1)).collect(Collectors.toSet());
    }

    private static Set<String> keys(String language) throws IOException {
        Set<String> keys = new TreeSet<>();
        texts(language).fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @ParameterizedTest
    @EnumSource
    void eachHasATextInEachLanguage(MessageCode code) throws IOException {
        String english = texts("en").path(code.key()).asText();
        String korean = texts("ko").path(code.key()).asText();
        assertThat(english).as("en").isNotBlank();
        assertThat(korean).as("ko").isNotBlank();
        assertThat(code.parameters()).containsAll(parameters(english));
        assertThat(code.parameters()).containsAll(parameters(korean));
        assertThat(parameters(korean)).doesNotContain("detail");
        assertThat(korean.replaceAll("soribit page (pair|open)", ""))
                .doesNotContainPattern(ENGLISH_WORDS);
    }

    @ParameterizedTest
    @EnumSource
    void eachIsWordedForScripts(MessageCode code) {
        Object[] values = code.parameters().stream().map(name -> "<" + name + ">").toArray();
        assertThat(code.with(values).english()).isNotBlank().doesNotContain("{");
    }

    @Test
    void noTextIsLeftOfACodeThatIsGone() throws IOException {
        Set<String> left = keys("en");
        assertThat(keys("ko")).isEqualTo(left);
        Arrays.stream(MessageCode.values()).map(MessageCode::key).forEach(left::remove);
        left.removeIf(key -> key.startsWith("teach_") || key.equals("push_denied"));
        assertThat(left).isEmpty();
    }

    /** Teaching names its codes itself. */
    @Test
    void whatTeachingRefusesHasATextInEachLanguage() throws IOException {
        Set<String> codes = new TreeSet<>();
        for (Path folder : Stream.of(TEACH, TEACH.resolve("take")).toList()) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(MessageCodeTest::isOfThePage).toList()) {
                    TEACH_CODE
                            .matcher(Files.readString(file))
                            .results()
                            .forEach(m -> codes.add("teach_" + m.group(1)));
                }
            }
        }
        assertThat(codes).hasSizeGreaterThan(20);
        assertThat(keys("en")).containsAll(codes);
        assertThat(keys("ko")).containsAll(codes);
    }

    /** Files and log-in are of the command alone. */
    private static boolean isOfThePage(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".java")
                && !Set.of("TeachLine.java", "TeachCommand.java").contains(name);
    }

    @Test
    void aCodeHasAllItsParameters() {
        assertThat(MessageCode.TOO_MANY_PAGES_HERE.with("::1", "max").english())
                .contains("at ::1", "raise max in");
        assertThatThrownBy(() -> MessageCode.TOO_MANY_PAGES.with())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key");
    }
}
