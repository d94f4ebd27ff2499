// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks.alerts;

import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * A notifier that is out of order.
 *
 * @param hangs whether it never returns; else it throws
 */
record Spoiler(String id, boolean hangs) implements Notifier {
    @Override
    public void deliver(Alert alert) throws IOException {
        if (hangs) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        throw new IOException("out of order, as the trial wants it");
    }
}
