// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private final BlockingQueue<String> written = new ArrayBlockingQueue<>(100);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean admitted = new AtomicBoolean(true);
    private Client client;

    @AfterEach
    void close() throws InterruptedException {
        client.close();
        client.join(Duration.ofSeconds(5));
    }

    /** An output that writes, blocks for ever or breaks. */
    private void connect(int capacity, Duration heartbeat, Client.Output output) {
        client =
                new Client(
                        "test", capacity, heartbeat, output, admitted::get, c -> ended.countDown());
    }

    @Test
    void writesInOrderAndClosesTheOutputAtTheEnd() throws Exception {
        connect(10, NEVER, new Writing());
        client.offer(bytes("a"));
        client.offer(bytes("b"));
        client.start();

        assertThat(written.poll(90, TimeUnit.SECONDS)).isEqualTo("a");
        assertThat(written.poll(90, TimeUnit.SECONDS)).isEqualTo("b");
        client.close();
        assertThat(closed.await(90, TimeUnit.SECONDS)).isTrue();
        assertThat(ended.await(90, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatWaitsIsNotSentToWhoIsNotAdmittedAnyMore() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch revoked = new CountDownLatch(1);
        Writing writes = new Writing();
        connect(
                10,
                NEVER,
                new Client.Output() {
                    @Override
                    public void write(byte[] event) throws IOException {
                        writes.write(event);
                        writing.countDown();
                        try {
                            revoked.await();
                        } catch (InterruptedException e) {
                            throw new InterruptedIOException();
                        }
                    }

                    @Override
                    public void close() {
                        writes.close();
                    }
                });
        client.offer(bytes("a"));
        client.offer(bytes("b"));
        client.start();
        assertThat(writing.await(90, TimeUnit.SECONDS)).isTrue();
        admitted.set(false);
        revoked.countDown();
        assertThat(closed.await(90, TimeUnit.SECONDS)).isTrue();
        assertThat(written).containsExactly("a");
    }

    @Test
    void aWriteToWhoIsNotAdmittedAnyMoreIsInterrupted() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        connect(
                10,
                NEVER,
                new Client.Output() {
                    @Override
                    public void write(byte[] event) throws IOException {
                        writing.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            throw new InterruptedIOException();
                        }
                    }

                    @Override
                    public void close() {
                        closed.countDown();
                    }
                });
        client.offer(bytes("a"));
        client.start();
        assertThat(writing.await(90, TimeUnit.SECONDS)).isTrue();
        client.checkAdmission();
        assertThat(client.isOpen()).isTrue();
        admitted.set(false);
        client.checkAdmission();
        assertThat(closed.await(90, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void silenceIsFilledWithHeartbeats() throws Exception {
        connect(10, Duration.ofMillis(1), new Writing());
        client.start();
        assertThat(written.poll(90, TimeUnit.SECONDS)).startsWith("event: heartbeat\n");
    }

    @Test
    void aClientThatDoesNotKeepUpIsDisconnectedInTheMiddleOfAWrite() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        connect(
                2,
                NEVER,
                new Writing() {
                    @Override
                    public void write(byte[] event) throws IOException {
                        writing.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            throw new InterruptedIOException("interrupted");
                        }
                    }
                });
        client.start();
        client.offer(bytes("blocks"));
        assertThat(writing.await(90, TimeUnit.SECONDS)).isTrue();

        client.offer(bytes("waits"));
        client.offer(bytes("waits"));
        assertThat(client.isOpen()).isTrue();
        client.offer(bytes("too many"));

        assertThat(client.isOpen()).isFalse();
        assertThat(closed.await(90, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aBrokenOutputEndsIt() throws Exception {
        connect(
                2,
                NEVER,
                new Writing() {
                    @Override
                    public void write(byte[] event) throws IOException {
                        throw new IOException("broken pipe");
                    }
                });
        client.offer(bytes("a"));
        client.start();

        assertThat(closed.await(90, TimeUnit.SECONDS)).isTrue();
        assertThat(client.isOpen()).isFalse();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private class Writing implements Client.Output {
        @Override
        public void write(byte[] event) throws IOException {
            written.offer(new String(event, StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
