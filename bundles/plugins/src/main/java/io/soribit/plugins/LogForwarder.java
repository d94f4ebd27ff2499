// SPDX-License-Identifier: Apache-2.0
package io.soribit.plugins;

import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes to the hub's log what bundles, Declarative Services and the framework write to the OSGi
 * log service, as warnings and errors of the bundle they are about.
 */
@Component(
        service = {},
        immediate = true)
public final class LogForwarder implements LogListener {
    /** Of Karaf: it writes what is logged through SLF4J to the log service itself. */
    private static final String PAX_LOGGING = "org.ops4j.pax.logging.";

    private final LogReaderService reader;

    @Activate
    public LogForwarder(@Reference LogReaderService reader) {
        this(reader, LoggerFactory.getILoggerFactory().getClass().getName());
    }

    LogForwarder(LogReaderService reader, String backend) {
        this.reader = reader;
        if (!backend.startsWith(PAX_LOGGING)) { // each entry would come back as another
            reader.addLogListener(this);
        }
    }

    @Deactivate
    void close() {
        reader.removeLogListener(this);
    }

    @Override
    public void logged(LogEntry entry) {
        Level level =
                switch (entry.getLogLevel()) {
                    case ERROR -> Level.ERROR;
                    case AUDIT, WARN -> Level.WARN;
                    case INFO, DEBUG, TRACE -> Level.DEBUG;
                };
        Bundle bundle = entry.getBundle();
        String name = bundle == null ? null : bundle.getSymbolicName();
        LoggerFactory.getLogger(name == null ? "org.osgi" : name)
                .atLevel(level)
                .setCause(entry.getException())
                .log(entry.getMessage());
    }
}
