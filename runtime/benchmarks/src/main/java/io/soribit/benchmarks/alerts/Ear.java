// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks.alerts;

import io.soribit.api.SoundEvent;
import io.soribit.api.SoundListener;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notifies one listener, in order, on a thread of its own. */
final class Ear implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ear.class);

    private final SoundListener listener;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "trial-ear"));

    Ear(SoundListener listener) {
        this.listener = listener;
    }

    void hear(SoundEvent event) {
        thread.execute(
                () -> {
                    try {
                        listener.onSound(event);
                    } catch (RuntimeException e) {
                        LOG.warn("{} failed", listener, e);
                    }
                });
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
