// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import io.soribit.api.hub.SourceStatus;
import io.soribit.api.source.SourceSharing;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which sources another hub hears: none while nobody says so, or when asking fails. */
final class Sharing {
    private static final Logger LOG = LoggerFactory.getLogger(Sharing.class);

    private final AtomicReference<@Nullable SourceSharing> service = new AtomicReference<>();
    private volatile boolean failed;

    void set(SourceSharing next) {
        failed = false;
        service.set(next);
    }

    void unset(SourceSharing gone) {
        service.compareAndSet(gone, null);
    }

    /** As {@link SourceSharing#elsewhere}. */
    @Nullable SourceStatus elsewhere(SourceStatus here) {
        SourceSharing asked = service.get();
        if (asked == null) {
            return null;
        }
        try {
            return asked.elsewhere(here);
        } catch (Throwable e) { // foreign code
            if (!failed) {
                failed = true;
                LOG.error(
                        "whether another hub hears source {} is unknown: this hub hears it",
                        here.source(),
                        e);
            }
            return null;
        }
    }
}
