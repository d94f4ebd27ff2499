// SPDX-License-Identifier: Apache-2.0
package io.soribit.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.soribit.common.log.LogText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of the distribution. */
class LogFormatTest {
    private static final Path CONFIGURATION =
            Path.of("..", "..", "runtime", "distribution", "src", "conf", "logback.xml");

    @TempDir Path folder;

    private LoggerContext open() throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("soribit.log", folder.toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(CONFIGURATION.toFile());
        return context;
    }

    @Test
    void controlCharactersAreThoseOfTheHub() throws Exception {
        LoggerContext context = open();
        assertThat(context.getProperty("control")).isEqualTo(LogText.CONTROL);
        context.stop();
    }

    private List<String> lines() throws Exception {
        return Files.readAllLines(folder.resolve("soribit.log"));
    }

    @Test
    void whatComesFromOutsideForgesNoLineAndNoneIsEndless() throws Exception {
        LoggerContext context = open();
        context.getLogger("x").info("payload {}", "a\nERROR forged \u001b[31m \u2028 \r 소리");
        context.getLogger("x").info("y".repeat(100_000));
        context.stop();

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0)).endsWith("x payload a?ERROR forged ?[31m ? ? 소리");
        assertThat(lines().get(1)).hasSizeLessThan(1_600);
    }

    @Test
    void theMessageOfAnExceptionForgesNoneEither() throws Exception {
        LoggerContext context = open();
        Exception inner = new IllegalArgumentException("a\r\n2026-01-01 ERROR forged\u001b[31m");
        context.getLogger("x").warn("it failed", new IllegalStateException("b\nforged", inner));
        context.getLogger("x").warn("a long one", new IllegalStateException("y".repeat(100_000)));
        context.getLogger("x").info("the next line");
        context.stop();

        assertThat(lines()).noneMatch(line -> line.matches("(2026-01-01|forged).*"));
        assertThat(lines().get(0)).endsWith("x it failed");
        assertThat(lines().get(1)).startsWith("java.lang.IllegalStateException: b forged");
        assertThat(lines().get(2)).startsWith("\tat ");
        assertThat(lines())
                .filteredOn(line -> line.startsWith("Caused by: "))
                .singleElement()
                .asString()
                .contains("IllegalArgumentException: a? 2026-01-01 ERROR forged?[31m");
        assertThat(lines()).filteredOn(line -> line.contains("yyy")).singleElement();
        assertThat(lines()).allMatch(line -> line.length() <= 8_000);
        assertThat(lines().get(lines().size() - 1)).endsWith("x the next line");
    }
}
