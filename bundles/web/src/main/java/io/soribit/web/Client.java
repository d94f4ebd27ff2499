// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One page that watches: a bounded queue, and a thread that empties it onto the wire. A page that
 * does not keep up is dropped; it connects again and starts from a fresh snapshot.
 */
final class Client implements Runnable {
    /** Where the bytes go. */
    interface Wire {
        /** Writes and flushes; may block. */
        void write(byte[] event) throws IOException;

        /** Called once, after the last write. */
        void close();
    }

    static final byte[] HEARTBEAT =
            "event: heartbeat\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8);
    private static final Logger LOG = LoggerFactory.getLogger(Client.class);

    private final BlockingQueue<byte[]> queue;
    private final Wire wire;
    private final Duration heartbeat;
    private final Consumer<Client> ended;
    private final Thread writer;
    private volatile boolean open = true;

    Client(String name, int capacity, Duration heartbeat, Wire wire, Consumer<Client> ended) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.wire = wire;
        this.heartbeat = heartbeat;
        this.ended = ended;
        this.writer = new Thread(this, "soribit-web-" + name);
        writer.setDaemon(true);
    }

    void start() {
        writer.start();
    }

    boolean isOpen() {
        return open;
    }

    /** Never blocks. When the queue is full the client is dropped. */
    void offer(byte[] event) {
        if (open && !queue.offer(event)) {
            LOG.info(
                    "{}: does not keep up, {} events wait; dropped, it may connect again",
                    writer.getName(),
                    queue.size());
            close();
        }
    }

    /** Ends it, also in the middle of a write. */
    void close() {
        open = false;
        writer.interrupt();
    }

    /** Waits until the last write is over. */
    void join(Duration atMost) throws InterruptedException {
        writer.join(atMost.toMillis());
    }

    @Override
    public void run() {
        try {
            while (open) {
                byte[] event = queue.poll(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
                wire.write(event == null ? HEARTBEAT : event);
            }
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("{}: gone", writer.getName(), gone);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            open = false;
            ended.accept(this);
            wire.close();
        }
    }
}
