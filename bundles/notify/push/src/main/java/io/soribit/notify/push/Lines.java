// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The lines of an endless stream; it ends at a line that is too long. */
final class Lines implements BodySubscriber<Void> {
    private static final int LONGEST = 32_768;

    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> body = new CompletableFuture<>();
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile int status;
    private volatile String failure = "";

    /**
     * The next line; empty when the stream has ended, or was silent for too long.
     *
     * @param longest how long to wait
     */
    Optional<String> next(Duration longest) throws InterruptedException {
        Optional<String> line = lines.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
        Flow.@Nullable Subscription stream = subscription;
        if (line == null) {
            return Optional.empty();
        }
        if (stream != null) {
            stream.request(1);
        }
        return line;
    }

    /** The HTTP status; 0 if there was no answer yet. */
    int status() {
        return status;
    }

    /** Why there was no answer; empty if there was one. */
    String failure() {
        return failure;
    }

    /** The server has answered: its lines come here. */
    Lines answered(int code) {
        status = code;
        return this;
    }

    /** Ends the stream. */
    void cancel() {
        Flow.@Nullable Subscription stream = subscription;
        if (stream != null) {
            stream.cancel();
        }
        end(null);
    }

    @Override
    public CompletionStage<Void> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription stream) {
        subscription = stream;
        stream.request(16);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        boolean complete = false;
        for (ByteBuffer part : parts) {
            while (part.hasRemaining()) {
                byte next = part.get();
                if (next == '\n') {
                    lines.add(Optional.of(begun.toString(UTF_8)));
                    begun.reset();
                    complete = true;
                } else if (begun.size() < LONGEST) {
                    begun.write(next);
                } else {
                    cancel();
                    return;
                }
            }
        }
        Flow.@Nullable Subscription stream = subscription;
        if (!complete && stream != null) {
            stream.request(1);
        }
    }

    @Override
    public void onError(Throwable cause) {
        end(cause);
    }

    @Override
    public void onComplete() {
        end(null);
    }

    /** Nothing more comes. */
    void end(@Nullable Throwable cause) {
        if (cause != null) {
            Throwable root = cause instanceof CompletionException ? cause.getCause() : cause;
            failure = String.valueOf(root);
        }
        lines.add(Optional.empty());
        body.complete(null);
    }
}
