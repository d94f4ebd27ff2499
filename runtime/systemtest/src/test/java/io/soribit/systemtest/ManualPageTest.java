// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manual page and the completion against what the commands of the distribution print. */
@Timeout(900)
class ManualPageTest {
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");

    @TempDir Path data;

    static Stream<String> commands() throws Exception {
        try (Soribit run = Soribit.start("--help")) {
            assertThat(run.exit(30)).isZero();
            return String.join("\n", run.out())
                    .lines()
                    .filter(line -> line.matches("  [a-z]+ +\\S.*"))
                    .map(line -> line.strip().split(" ", 2)[0])
                    .toList()
                    .stream();
        }
    }

    private static String share(String file) throws Exception {
        return Files.readString(Soribit.home().resolve("share").resolve(file));
    }

    private static String page() throws Exception {
        return share("man/man1/soribit.1").replace("\\-", "-");
    }

    /** The part about a command and what is below it. */
    private static String section(String page, String command) {
        Pattern all =
                Pattern.compile(
                        "^\\.SS \"soribit "
                                + command
                                + "\\b.*?(?=^\\.S[SH] (?!\"soribit "
                                + command
                                + "\\b))",
                        Pattern.MULTILINE | Pattern.DOTALL);
        return all.matcher(page).results().findFirst().map(MatchResult::group).orElse("");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatACommandPrintsAsHelpIsInTheManual(String command) throws Exception {
        String section = section(page(), command);
        assertThat(section).as("the section about " + command).isNotEmpty();
        try (Soribit run = Soribit.start(command, "--help", "--data", data.toString())) {
            assertThat(run.exit(60)).as(run.err()).isZero();
            String help = String.join("\n", run.out());
            List<String> options =
                    OPTION.matcher(help).results().map(MatchResult::group).distinct().toList();
            assertThat(options).contains("--data");
            String completion = share("bash-completion/completions/soribit");
            for (String option : options) {
                assertThat(section).contains(option);
                assertThat(completion).contains("'" + option + "'");
            }
            Stream.concat(
                            Pattern.compile("(?m)^ +soribit " + command + " ([a-z]+)\\b")
                                    .matcher(help)
                                    .results(),
                            Pattern.compile("(?m)^  ([a-z]+)  +[A-Z]").matcher(help).results())
                    .map(found -> found.group(1))
                    .forEach(sub -> assertThat(section).contains("soribit " + command + " " + sub));
        }
    }

    @Test
    void theManualNamesEachCommandOnceAndNoOther() throws Exception {
        assertThat(
                        Pattern.compile("(?m)^\\.SS \"soribit ([a-z]+)( [\\[A-Z].*)?\"$")
                                .matcher(page())
                                .results()
                                .map(found -> found.group(1)))
                .containsExactlyElementsOf(commands().toList());
    }
}
