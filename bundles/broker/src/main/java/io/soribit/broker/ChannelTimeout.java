// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a connection is waited for at most. Used on the event loop of the connection only. */
final class ChannelTimeout {
    private final Duration limit;
    private final Consumer<ChannelHandlerContext> expired;
    private @Nullable Future<?> pending;

    /**
     * @param expired called on the event loop once the limit is over
     */
    ChannelTimeout(Duration limit, Consumer<ChannelHandlerContext> expired) {
        this.limit = limit;
        this.expired = expired;
    }

    /** Begins to wait, unless it does already. */
    void start(ChannelHandlerContext context) {
        if (pending == null) {
            pending =
                    context.executor()
                            .schedule(
                                    () -> expired.accept(context),
                                    limit.toMillis(),
                                    TimeUnit.MILLISECONDS);
        }
    }

    /** Waits no more. */
    void cancel() {
        if (pending != null) {
            pending.cancel(false);
            pending = null;
        }
    }
}
