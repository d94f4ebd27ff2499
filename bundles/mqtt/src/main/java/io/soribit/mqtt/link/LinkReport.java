// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs failures of brokers: each reason once, until a connection has lasted. Used by one thread.
 */
final class LinkReport {
    private static final Logger LOG = LoggerFactory.getLogger(LinkReport.class);
    private static final Duration REPORTS = Duration.ofSeconds(30);

    private final Level usual;
    private final Level problem;
    private final Set<String> reported = new HashSet<>();
    private long reportedDropped = System.nanoTime() - REPORTS.toNanos();
    private boolean missingReported;

    LinkReport(Level usual, Level problem) {
        this.usual = usual;
        this.problem = problem;
    }

    /** A broker is connected. */
    void connected(URI broker, Connection connection, Outbox outbox) {
        missingReported = false;
        LOG.atLevel(usual)
                .log(
                        "connected to the MQTT broker {} ({}); {} messages are queued",
                        broker,
                        connection.protocol(),
                        outbox.waiting());
    }

    /** A connection has lasted. */
    void lasted() {
        reported.clear();
    }

    /** No broker is configured. */
    void missing() {
        if (!missingReported) {
            missingReported = true;
            LOG.atLevel(problem)
                    .log(
                            "no MQTT broker: the hub's own is not running, and no url is set in"
                                    + " etc/io.soribit.notify.mqtt.cfg. The hub continues and queues its"
                                    + " messages");
        }
    }

    /** A broker does not answer, or its connection is gone. */
    void down(URI broker, String reason) {
        if (reported.add(broker + " " + reason)) {
            LOG.atLevel(problem)
                    .log(
                            "the MQTT broker {} {}. The hub continues, queues its messages and retries",
                            broker,
                            reason);
        }
    }

    /** Another client seems to use the hub's client id. */
    void takenOver(URI broker, String clientId) {
        if (reported.add(broker + " taken over")) {
            LOG.atLevel(problem)
                    .log(
                            "the MQTT broker {} closes each connection soon after it has accepted it:"
                                    + " another client, perhaps a second hub, probably uses the client id"
                                    + " '{}'. Set a client_id of its own in etc/io.soribit.notify.mqtt.cfg"
                                    + " of one of them. The hub retries with growing pauses",
                            broker,
                            clientId);
        }
    }

    /** A broker does not answer, but another one does. */
    void skipped(URI broker, String reason) {
        if (reported.add("skipped " + broker + " " + reason)) {
            LOG.atLevel(problem)
                    .log("the MQTT broker {} {}. Using the next one in the list", broker, reason);
        }
    }

    /** Logs how many messages were dropped; to be called periodically. */
    void dropped(Outbox outbox) {
        long now = System.nanoTime();
        long dropped = now - reportedDropped < REPORTS.toNanos() ? 0 : outbox.takeDropped();
        if (dropped > 0) {
            reportedDropped = now;
            LOG.atLevel(problem)
                    .log(
                            "{} MQTT messages were dropped: the broker was unreachable for too long, or"
                                    + " slower than the hub",
                            dropped);
        }
    }
}
