// SPDX-License-Identifier: Apache-2.0
package io.soribit.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

class LogForwarderTest {
    private final Set<LogListener> listeners = new HashSet<>();

    private final LogReaderService reader =
            new LogReaderService() {
                @Override
                public void addLogListener(LogListener listener) {
                    listeners.add(listener);
                }

                @Override
                public void removeLogListener(LogListener listener) {
                    listeners.remove(listener);
                }

                @Override
                public Enumeration<LogEntry> getLog() {
                    return Collections.emptyEnumeration();
                }
            };

    @Test
    void entriesAreForwardedUntilItIsClosed() {
        LogForwarder forwarder = new LogForwarder(reader);
        assertThat(listeners).containsExactly(forwarder);
        forwarder.close();
        assertThat(listeners).isEmpty();
    }

    @Test
    void whatKarafWritesToTheLogServiceItselfIsNotForwarded() {
        LogForwarder forwarder =
                new LogForwarder(reader, "org.ops4j.pax.logging.slf4j.Slf4jLoggerFactory");
        assertThat(listeners).isEmpty();
        forwarder.close();
    }
}
