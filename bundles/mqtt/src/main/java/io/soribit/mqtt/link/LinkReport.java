// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people are told in the log of brokers that fail: each reason once, until a connection has
 * lasted. Used by one thread.
 */
final class LinkReport {
    private static final Logger LOG = LoggerFactory.getLogger(LinkReport.class);
    private static final Duration REPORTS = Duration.ofSeconds(30);

    private final Set<String> reported = new HashSet<>();
    private long reportedDropped = System.nanoTime() - REPORTS.toNanos();
    private boolean missed;

    /** A broker is connected. */
    void connected(URI broker, Connection connection, Outbox outbox) {
        missed = false;
        LOG.info(
                "connected to the MQTT broker {} ({}); {} messages wait",
                broker,
                connection.protocol(),
                outbox.waiting());
    }

    /** A connection has lasted. */
    void lasted() {
        reported.clear();
    }

    /** No broker is named. */
    void missing() {
        if (!missed) {
            missed = true;
            LOG.warn(
                    "no MQTT broker: the hub's own does not run, and no url is set in"
                            + " etc/io.soribit.notify.mqtt.cfg. The hub goes on; messages wait");
        }
    }

    /** A broker does not answer, or its connection is gone. */
    void down(URI broker, String reason) {
        if (reported.add(broker + " " + reason)) {
            LOG.warn(
                    "the MQTT broker {} {}. The hub goes on, keeps its messages and tries again",
                    broker,
                    reason);
        }
    }

    /** A broker does not answer, but another one does. */
    void skipped(URI broker, String reason) {
        if (reported.add("skipped " + broker + " " + reason)) {
            LOG.warn(
                    "the MQTT broker {} {}. The hub uses the next one of its list", broker, reason);
        }
    }

    /** Says how many messages are lost; to be called again and again. */
    void dropped(Outbox outbox) {
        long now = System.nanoTime();
        long dropped = now - reportedDropped < REPORTS.toNanos() ? 0 : outbox.takeDropped();
        if (dropped > 0) {
            reportedDropped = now;
            LOG.warn(
                    "{} MQTT messages were lost: the broker was away for too long, or there were"
                            + " more than it takes",
                    dropped);
        }
    }
}
