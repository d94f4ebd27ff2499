// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.soribit.common.log.LogText;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.LoggerFactory;

/**
 * The latest lines of the log since the page started, in memory: the file may be out of reach, or
 * the journal have them. Warnings are kept apart, so that lines about nothing wrong never displace
 * them. Thread-safe.
 */
@Component(service = RecentLog.class, immediate = true)
public final class RecentLog {
    static final int MOST = 300;
    static final int LONGEST = 1_000;

    private final Deque<Line> warnings = new ArrayDeque<>();
    private final Deque<Line> others = new ArrayDeque<>();
    private final Tap tap = new Tap();
    private final Logger root;
    private long written;

    /**
     * A line.
     *
     * @param level {@code error}, {@code warn} or {@code info}
     * @param logger the last part of its name
     * @param message one line without control characters
     */
    public record Line(long number, Instant time, String level, String logger, String message) {}

    @Activate
    public RecentLog() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        tap.setContext(context);
        tap.start();
        root.addAppender(tap);
    }

    @Deactivate
    public void stop() {
        root.detachAppender(tap);
        tap.stop();
    }

    /**
     * The lines that are kept, the latest first.
     *
     * @param all with those about nothing wrong
     */
    public List<Line> lines(boolean all) {
        List<Line> lines;
        synchronized (warnings) {
            lines = new ArrayList<>(warnings);
            if (all) {
                lines.addAll(others);
            }
        }
        lines.sort(Comparator.comparingLong(Line::number).reversed());
        return lines;
    }

    private void add(ILoggingEvent event) {
        boolean warning = event.getLevel().isGreaterOrEqual(Level.WARN);
        String name = event.getLoggerName();
        String level = event.getLevel().toString().toLowerCase(Locale.ROOT);
        String message = oneLine(Objects.toString(event.getFormattedMessage(), ""));
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            message += oneLine(" (" + thrown.getClassName() + ": " + thrown.getMessage() + ")");
        }
        synchronized (warnings) {
            Deque<Line> lines = warning ? warnings : others;
            if (lines.size() == MOST) {
                lines.removeFirst();
            }
            String last = name.substring(name.lastIndexOf('.') + 1);
            lines.addLast(new Line(++written, event.getInstant(), level, last, message));
        }
    }

    private static String oneLine(String text) {
        return LogText.line(text, LONGEST);
    }

    /** Hands over what the hub logs. */
    private final class Tap extends UnsynchronizedAppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
                add(event);
            }
        }
    }
}
