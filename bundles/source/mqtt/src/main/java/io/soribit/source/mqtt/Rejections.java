// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.mqtt;

import io.soribit.common.frame.RejectedException;
import io.soribit.common.log.LogThrottle;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what is ignored, at most once a minute. Thread-safe. */
final class Rejections {
    private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);

    private final String source;
    private final String topic;
    private final Clock clock;
    private final LogThrottle throttle = new LogThrottle();
    private String last = "";

    /**
     * @param source with its room
     */
    Rejections(String source, String topic, Clock clock) {
        this.source = source;
        this.topic = topic;
        this.clock = clock;
    }

    synchronized void add(RejectedException e) {
        last = String.valueOf(e.getMessage());
        if (throttle.isDue(clock.instant())) {
            LOG.warn("{}: ignoring a message on {}: {}", source, topic, last);
        }
    }

    /** What was wrong with the last one; empty if there was none. */
    synchronized String last() {
        return last;
    }
}
