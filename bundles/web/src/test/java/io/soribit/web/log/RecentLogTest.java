// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RecentLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.soribit.web.log.Sample");
    private RecentLog log;

    @BeforeEach
    void start() {
        logger.setLevel(Level.DEBUG);
        log = new RecentLog();
    }

    @AfterEach
    void stop() {
        log.stop();
        logger.setLevel(null);
    }

    @Test
    void theLatestLinesComeFirst() {
        logger.info("listening to {}", "Hall");
        logger.warn("Hall is not heard");
        logger.debug("window 7");
        assertThat(log.lines(true))
                .extracting(line -> line.level() + " " + line.logger() + " " + line.message())
                .containsExactly("warn Sample Hall is not heard", "info Sample listening to Hall");
        assertThat(log.lines(false)).extracting(RecentLog.Line::level).containsExactly("warn");
    }

    @Test
    void linesAboutNothingWrongDisplaceNoWarning() {
        logger.error("no model");
        for (int i = 0; i < 2 * RecentLog.MOST; i++) {
            logger.info("line {}", i);
        }
        assertThat(log.lines(true)).hasSize(RecentLog.MOST + 1);
        assertThat(log.lines(true).get(0).message()).endsWith(" " + (2 * RecentLog.MOST - 1));
        assertThat(log.lines(true).get(RecentLog.MOST).message()).isEqualTo("no model");
    }

    @Test
    void aLineForgesNoOtherAndIsNotEndless() {
        logger.warn("ring\n12:00 ERROR fire\u001b[2J", new IllegalStateException("a\rb"));
        logger.warn("x".repeat(100_000));
        assertThat(log.lines(false).get(0).message()).hasSize(RecentLog.LONGEST + 1).endsWith("…");
        assertThat(log.lines(false).get(1).message())
                .isEqualTo("ring?12:00 ERROR fire?[2J (java.lang.IllegalStateException: a?b)");
    }

    @Test
    void nothingIsTakenOnceItHasStopped() {
        log.stop();
        logger.warn("afterwards");
        assertThat(log.lines(true)).isEmpty();
    }
}
