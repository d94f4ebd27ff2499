// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.paho;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * What was sent on a connection and waits for the broker's receipt. As a connection ends, Paho
 * forgets to tell of receipts that have come: without a last look those messages would be sent
 * twice. Thread-safe.
 */
final class Receipts {
    /** One that is waited for. */
    final class Receipt {
        private final Runnable done;
        private volatile BooleanSupplier arrived = () -> false;

        private Receipt(Runnable done) {
            this.done = done;
        }

        void came() {
            if (waiting.remove(this)) {
                done.run();
            }
        }

        void lookBy(BooleanSupplier look) {
            arrived = look;
        }
    }

    private final Set<Receipt> waiting = ConcurrentHashMap.newKeySet();

    /**
     * @param done run once when the receipt has come
     */
    Receipt expect(Runnable done) {
        Receipt receipt = new Receipt(done);
        waiting.add(receipt);
        return receipt;
    }

    void lastLook() {
        for (Receipt receipt : waiting) {
            if (receipt.arrived.getAsBoolean()) {
                receipt.came();
            }
        }
        waiting.clear();
    }
}
