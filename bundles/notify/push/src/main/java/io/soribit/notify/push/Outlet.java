// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A server that alerts are sent to; one that asks for a pause gets it. Thread-safe. */
public final class Outlet {
    /** What to say when a server refuses. */
    @FunctionalInterface
    public interface Advice {
        /** In words. */
        String of(Answer answer);
    }

    private final Web web;
    private final MonotonicClock clock;
    private final Predicate<Answer> accepted;
    private final Advice advice;
    private volatile @Nullable Duration notBefore;

    Outlet(Web web, MonotonicClock clock, Advice advice) {
        this(web, clock, Answer::ok, advice);
    }

    /**
     * @param accepted whether an answer means that the server took it
     */
    public Outlet(Web web, MonotonicClock clock, Predicate<Answer> accepted, Advice advice) {
        this.web = web;
        this.clock = clock;
        this.accepted = accepted;
        this.advice = advice;
    }

    /**
     * Sends a request; returning is the receipt.
     *
     * @throws IOException if the server did not take it, with what to do
     */
    Answer send(HttpRequest.Builder request) throws IOException {
        Duration now = clock.now();
        Duration until = notBefore;
        if (until != null && until.compareTo(now) > 0) {
            long seconds = until.minus(now).toSeconds();
            throw new IOException("the server asked for a pause of " + seconds + " s more");
        }
        Answer answer = web.send(request);
        if (!accepted.test(answer)) {
            notBefore = clock.now().plus(answer.retryAfter());
            throw new IOException(advice.of(answer));
        }
        return answer;
    }
}
