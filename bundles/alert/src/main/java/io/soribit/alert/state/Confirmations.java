// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.state;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alerts that other hubs have yet to know before people are notified of them. Thread-safe. */
public final class Confirmations {
    private static final Logger LOG = LoggerFactory.getLogger(Confirmations.class);

    private final Duration timeout;
    private final Map<String, CountDownLatch> open = new ConcurrentHashMap<>();

    /**
     * @param timeout a start waits no longer
     */
    public Confirmations(Duration timeout) {
        this.timeout = timeout;
    }

    /** Others have to know it. */
    public void expect(String alert) {
        open.put(alert, new CountDownLatch(1));
    }

    /** They do. */
    public void confirm(String alert) {
        CountDownLatch latch = open.remove(alert);
        if (latch != null) {
            latch.countDown();
        }
    }

    /** Nobody else is there any more. */
    public void confirmAll() {
        open.keySet().forEach(this::confirm);
    }

    /** Waits until others know it, or the timeout. */
    void await(String alert) {
        CountDownLatch latch = open.get(alert);
        if (latch == null) {
            return;
        }
        try {
            if (!latch.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("no other hub has confirmed alert {}: delivering it all the same", alert);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        confirm(alert);
    }
}
