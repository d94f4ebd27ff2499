// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests, and waits for the whole answer for a stated time only. It follows no redirect: an
 * alert goes where a person said, and nowhere else. Thread-safe.
 */
public final class Web implements AutoCloseable {
    private static final int LONGEST_BODY = 2_048;
    private static final long LONGEST_PAUSE_SECONDS = 60;

    private final Duration timeout;
    private final ExecutorService threads;
    private final HttpClient client;

    /**
     * @param timeout how long to wait for a connection, and then for an answer
     */
    public Web(Duration timeout, String name) {
        this(timeout, name, null);
    }

    /**
     * @param timeout how long to wait for a connection, and then for an answer
     * @param tls whom to trust; null for whom this machine trusts
     */
    public Web(Duration timeout, String name, @Nullable SSLContext tls) {
        this.timeout = timeout;
        threads =
                Executors.newCachedThreadPool(
                        task -> {
                            Thread thread = new Thread(task, "soribit-" + name + "-http");
                            thread.setDaemon(true);
                            return thread;
                        });
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .connectTimeout(timeout)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .version(HttpClient.Version.HTTP_1_1)
                        .executor(threads);
        client = (tls == null ? builder : builder.sslContext(tls)).build();
    }

    /**
     * Sends a request.
     *
     * @throws IOException if there was no answer in time, with what is wrong
     */
    public Answer send(HttpRequest.Builder request) throws IOException {
        HttpRequest ready = request.build();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(
                        ready,
                        BodyHandlers.ofByteArrayConsumer(
                                part ->
                                        part.ifPresent(
                                                bytes ->
                                                        body.write(
                                                                bytes,
                                                                0,
                                                                Math.min(
                                                                        bytes.length,
                                                                        LONGEST_BODY
                                                                                - body.size())))));
        HttpResponse<Void> response = await(answer, ready);
        return new Answer(
                response.statusCode(),
                body.toString(UTF_8),
                response.headers().firstValue("Location").orElse(""),
                pause(response.headers().firstValue("Retry-After").orElse("")));
    }

    /** Opens a stream of lines; what comes is put where the lines are read. */
    CompletableFuture<HttpResponse<Void>> stream(HttpRequest.Builder request, Lines lines) {
        CompletableFuture<HttpResponse<Void>> stream =
                client.sendAsync(
                        request.GET().build(), answer -> lines.answered(answer.statusCode()));
        var unused = stream.whenComplete((answer, failure) -> lines.end(failure));
        return stream;
    }

    private <T> T await(CompletableFuture<T> answer, HttpRequest request) throws IOException {
        String server = request.uri().getScheme() + "://" + request.uri().getAuthority();
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException(
                    server + " did not answer within " + timeout.toMillis() / 1000.0 + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(
                    server
                            + " cannot be reached ("
                            + e.getCause()
                            + "): check the url, the network, and whether the server runs",
                    e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + server);
        }
    }

    /** The seconds of a Retry-After header; the other form, a date, is not heeded. */
    private static Duration pause(String header) {
        return header.matches("[0-9]{1,9}")
                ? Duration.ofSeconds(Math.min(Long.parseLong(header), LONGEST_PAUSE_SECONDS))
                : Duration.ZERO;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
