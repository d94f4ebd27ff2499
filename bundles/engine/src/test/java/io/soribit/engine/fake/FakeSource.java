// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.fake;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A source that gives what it is handed, in order. */
public final class FakeSource implements AudioSource {
    private static final Object END = new Object();

    public final AtomicInteger opened = new AtomicInteger();
    public final AtomicInteger open = new AtomicInteger();

    /** What a stream does before it closes. */
    public volatile Runnable onClose = () -> {};

    private final BlockingQueue<Object> script = new LinkedBlockingQueue<>();
    private final String id;
    private final String room;
    private final int sampleRate;
    private final boolean live;
    private final boolean endless;

    public FakeSource(String id, String room, int sampleRate, boolean live, boolean endless) {
        this.id = id;
        this.room = room;
        this.sampleRate = sampleRate;
        this.live = live;
        this.endless = endless;
    }

    public void give(float... samples) {
        script.add(samples);
    }

    public void end() {
        script.add(END);
    }

    public void fail(Throwable failure) {
        script.add(failure);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String room() {
        return room;
    }

    @Override
    public boolean live() {
        return live;
    }

    @Override
    public boolean endless() {
        return endless;
    }

    @Override
    public AudioStream open() throws IOException {
        opened.incrementAndGet();
        if (script.peek() instanceof OpenFailure failure) {
            script.remove();
            throw failure;
        }
        open.incrementAndGet();
        return new Stream();
    }

    /** Thrown as the source is opened, not as it is read. */
    public static final class OpenFailure extends IOException {
        private static final long serialVersionUID = 1;

        public OpenFailure(String message) {
            super(message);
        }
    }

    private final class Stream implements AudioStream {
        private float[] rest = {};
        private int at;
        private boolean closed;
        private volatile boolean waiting;

        @Override
        public AudioFormat format() {
            return new AudioFormat(sampleRate, 1);
        }

        @Override
        public int read(float[] samples, int offset, int length) throws IOException {
            while (at == rest.length) {
                Object next = take();
                if (next == END) {
                    return -1;
                }
                if (next instanceof IOException failure) {
                    throw failure;
                }
                if (next instanceof RuntimeException failure) {
                    throw failure;
                }
                if (next instanceof Error failure) {
                    throw failure;
                }
                rest = (float[]) next;
                at = 0;
            }
            int count = Math.min(length, rest.length - at);
            System.arraycopy(rest, at, samples, offset, count);
            at += count;
            return count;
        }

        @Override
        public synchronized void close() {
            onClose.run();
            if (!closed) {
                closed = true;
                open.decrementAndGet();
                if (waiting) {
                    script.add(END);
                }
            }
        }

        private Object take() throws IOException {
            synchronized (this) {
                if (closed) {
                    return END;
                }
                waiting = true;
            }
            try {
                return script.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } finally {
                waiting = false;
            }
        }
    }
}
