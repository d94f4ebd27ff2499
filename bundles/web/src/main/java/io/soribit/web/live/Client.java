// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page that receives events: a bounded queue, and a thread that writes them. A page that does not
 * keep up is disconnected; it connects again and starts from a snapshot. One whose user is not
 * admitted any more gets nothing further, not even what waits in its queue.
 */
public final class Client implements Runnable {
    /** Where the events are written to. */
    public interface Output {
        /** Writes and flushes; may block. */
        void write(byte[] event) throws IOException;

        /** Called once, after the last write. */
        void close();
    }

    static final byte[] HEARTBEAT =
            "event: heartbeat\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8);
    private static final Logger LOG = LoggerFactory.getLogger(Client.class);

    private final BlockingQueue<byte[]> queue;
    private final Output output;
    private final BooleanSupplier admitted;
    private final Duration heartbeat;
    private final Consumer<Client> ended;
    private final Thread writer;
    private volatile boolean open = true;

    /**
     * @param name of its thread
     * @param capacity how many events may wait
     * @param heartbeat time without an event after which an empty one is sent
     * @param admitted whether events may be written; asked before each of them
     * @param ended called once, when nothing more is written
     */
    public Client(
            String name,
            int capacity,
            Duration heartbeat,
            Output output,
            BooleanSupplier admitted,
            Consumer<Client> ended) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.output = output;
        this.admitted = admitted;
        this.heartbeat = heartbeat;
        this.ended = ended;
        this.writer = new Thread(this, "soribit-web-" + name);
        writer.setDaemon(true);
    }

    /** Starts to write. */
    public void start() {
        writer.start();
    }

    /** Whether it still accepts events. */
    public boolean isOpen() {
        return open;
    }

    /** Queues an event. Never blocks: when the queue is full the client is disconnected. */
    public void offer(byte[] event) {
        if (open && !queue.offer(event)) {
            LOG.info(
                    "disconnecting {}: it does not keep up, {} events wait; it may connect again",
                    writer.getName(),
                    queue.size());
            close();
        }
    }

    /** Ends it if its user is not admitted any more. */
    public void checkAdmission() {
        if (!admitted.getAsBoolean()) {
            close();
        }
    }

    /** Ends it, also in the middle of a write. */
    public void close() {
        open = false;
        writer.interrupt();
    }

    /** Waits until the last write has finished. */
    public void join(Duration timeout) throws InterruptedException {
        writer.join(timeout.toMillis());
    }

    @Override
    public void run() {
        try {
            while (open) {
                byte[] event = queue.poll(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
                if (!admitted.getAsBoolean()) {
                    return;
                }
                output.write(event == null ? HEARTBEAT : event);
            }
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("{}: disconnected", writer.getName(), gone);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            open = false;
            ended.accept(this);
            output.close();
        }
    }
}
