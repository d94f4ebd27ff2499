// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.paho;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Messages of a connection that wait for the broker's receipt. Paho does not report receipts that
 * arrive while a connection ends: they are collected then, or those messages would be sent twice.
 * Thread-safe.
 */
final class Receipts {
    /** A receipt that is expected. */
    final class Receipt {
        private final Runnable done;
        private volatile BooleanSupplier check = () -> false;

        private Receipt(Runnable done) {
            this.done = done;
        }

        void arrived() {
            if (waiting.remove(this)) {
                done.run();
            }
        }

        void checkBy(BooleanSupplier check) {
            this.check = check;
        }
    }

    private final Set<Receipt> waiting = ConcurrentHashMap.newKeySet();

    /**
     * @param done run once when the receipt has arrived
     */
    Receipt expect(Runnable done) {
        Receipt receipt = new Receipt(done);
        waiting.add(receipt);
        return receipt;
    }

    /** Completes what has arrived without being reported, and gives up the rest. */
    void collect() {
        for (Receipt receipt : waiting) {
            if (receipt.check.getAsBoolean()) {
                receipt.arrived();
            }
        }
        waiting.clear();
    }
}
