// SPDX-License-Identifier: Apache-2.0
package io.soribit.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
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

    @Test
    void whatComesFromOutsideForgesNoLineAndNoneIsEndless() throws Exception {
        LoggerContext context = new LoggerContext();
        context.putProperty("soribit.log", folder.toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(CONFIGURATION.toFile());
        context.getLogger("x").info("payload {}", "a\nERROR forged \u001b[31m \u2028 \r 소리");
        context.getLogger("x").info("y".repeat(100_000));
        context.stop();

        List<String> lines = Files.readAllLines(folder.resolve("soribit.log"));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).endsWith("x payload a?ERROR forged ?[31m ? ? 소리");
        assertThat(lines.get(1)).hasSizeLessThan(1_600);
    }
}
