// SPDX-License-Identifier: Apache-2.0
package io.soribit.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/** Captures what a logger writes. */
public final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final long WAIT_MILLIS = 60_000;

    private final List<String> lines = new ArrayList<>();

    public static LogCapture by(String logger) {
        return by(logger, Level.INFO);
    }

    public static LogCapture by(String logger, Level level) {
        LogCapture capture = new LogCapture();
        capture.start();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        Logger source = (Logger) LoggerFactory.getLogger(logger);
        source.setLevel(level);
        source.addAppender(capture);
        return capture;
    }

    @Override
    public void close() {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        ((ch.qos.logback.classic.LoggerContext) LoggerFactory.getILoggerFactory())
                .getLoggerList()
                .forEach(logger -> logger.detachAppender(this));
    }

    public String await(String part) throws InterruptedException {
        return await(line -> line.contains(part));
    }

    @Override
    protected void append(ILoggingEvent event) {
        synchronized (lines) {
            lines.add(event.getLevel() + " " + event.getFormattedMessage());
            lines.notifyAll();
        }
    }

    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    public List<String> about(String text) {
        return lines().stream().filter(line -> line.contains(text)).toList();
    }

    /** Waits for a line, at most {@value #WAIT_MILLIS} ms. */
    public String await(Predicate<String> matches) throws InterruptedException {
        long end = System.nanoTime() + WAIT_MILLIS * 1_000_000;
        synchronized (lines) {
            while (lines.stream().noneMatch(matches)) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("was not logged; these lines were: " + lines);
                }
                lines.wait(left);
            }
            return lines.stream().filter(matches).findFirst().orElseThrow();
        }
    }
}
