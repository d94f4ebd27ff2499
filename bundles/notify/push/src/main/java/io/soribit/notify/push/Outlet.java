// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/** A server that alerts are sent to; one that asks for a pause gets it. Thread-safe. */
public final class Outlet {
    /** What to say when a server refuses. */
    @FunctionalInterface
    public interface Advice {
        /** In words. */
        String of(Answer answer);
    }

    private final Web web;
    private final Clock clock;
    private final Predicate<Answer> accepted;
    private final Advice advice;
    private volatile Instant notBefore = Instant.MIN;

    Outlet(Web web, Clock clock, Advice advice) {
        this(web, clock, Answer::ok, advice);
    }

    /**
     * @param accepted whether an answer means that the server took it
     */
    public Outlet(Web web, Clock clock, Predicate<Answer> accepted, Advice advice) {
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
        Instant now = clock.instant();
        if (notBefore.isAfter(now)) {
            long seconds = Duration.between(now, notBefore).toSeconds();
            throw new IOException("the server asked for a pause of " + seconds + " s more");
        }
        Answer answer = web.send(request);
        if (!accepted.test(answer)) {
            notBefore = clock.instant().plus(answer.retryAfter());
            throw new IOException(advice.of(answer));
        }
        return answer;
    }
}
