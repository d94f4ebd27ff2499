// SPDX-License-Identifier: Apache-2.0
package io.soribit.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.launcher.Command;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class ManualTest {
    private final CommandLine soribit = Commands.soribit();
    private final String page = new ManPage(soribit.getCommandSpec(), "1.2.3").text();
    private final String completion = Manual.completion(soribit);

    @TempDir Path folder;

    /** All commands, and those below them, as they are typed. */
    private static Stream<CommandSpec> all(CommandSpec spec) {
        return Stream.concat(
                Stream.of(spec),
                spec.subcommands().values().stream().flatMap(s -> all(s.getCommandSpec())));
    }

    private static String section(String page, CommandSpec spec) {
        Matcher heading =
                Pattern.compile("(?m)^\\.SS \"" + spec.qualifiedName() + "[ \"]").matcher(page);
        assertThat(heading.find()).as(spec.qualifiedName()).isTrue();
        String from = page.substring(heading.start());
        return from.substring(0, from.indexOf("\n.S"));
    }

    @Test
    void everyCommandOfTheLauncherIsThere() {
        assertThat(soribit.getSubcommands().keySet())
                .containsExactlyElementsOf(
                        Arrays.stream(Command.values()).map(Command::word).toList());
    }

    @Test
    void everyCommandAndOptionIsOnThePage() {
        all(soribit.getCommandSpec())
                .skip(1)
                .forEach(
                        spec -> {
                            String section = section(page, spec);
                            spec.options()
                                    .forEach(
                                            option ->
                                                    assertThat(section)
                                                            .contains(
                                                                    option.longestName()
                                                                            .replace("-", "\\-")));
                            spec.positionalParameters()
                                    .forEach(
                                            word ->
                                                    assertThat(section)
                                                            .contains(word.paramLabel()));
                        });
        assertThat(page).contains("1.2.3").doesNotContain("${").doesNotContain("%n");
    }

    @Test
    void everyCommandAndOptionIsCompleted() {
        all(soribit.getCommandSpec())
                .forEach(
                        spec -> {
                            assertThat(completion).contains(spec.name());
                            spec.options()
                                    .forEach(
                                            option ->
                                                    assertThat(completion)
                                                            .contains(
                                                                    "'"
                                                                            + option.longestName()
                                                                            + "'"));
                        });
    }

    @Test
    void bashCompletesACommandASubcommandAndAnOption() throws Exception {
        assertThat(completed("soribit", "sta")).containsExactly("status");
        assertThat(completed("soribit", "models", "ins")).containsExactly("install");
        assertThat(completed("soribit", "status", "--js")).containsExactly("--json");
        assertThat(completed("soribit", "broker", "us")).containsExactly("users", "user");
    }

    /** What Bash offers for the last word; compopt is for an interactive shell only. */
    private List<String> completed(String... words) throws Exception {
        Path script = Files.writeString(folder.resolve("completion"), completion);
        String all = String.join(" ", Arrays.stream(words).map(w -> "'" + w + "'").toList());
        String bash =
                "compopt() { :; }; . '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_soribit; printf '%%s\\n' \"${COMPREPLY[@]}\""
                        .formatted(script, all, words.length - 1);
        return run("bash", "-c", bash).lines().filter(line -> !line.isEmpty()).toList();
    }

    @Test
    void groffReadsThePageWithoutAWarning() throws Exception {
        Path file = Files.writeString(folder.resolve("soribit.1"), page);
        List<String> command = new ArrayList<>(List.of("groff", "-man", "-Tutf8", "-ww", "-z"));
        command.add(file.toString());
        assertThat(run(command.toArray(String[]::new))).isEmpty();
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
