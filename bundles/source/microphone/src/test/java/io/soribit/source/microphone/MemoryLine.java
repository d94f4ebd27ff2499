// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.Control;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineListener;
import javax.sound.sampled.TargetDataLine;

/** A line that captures what a test puts into it. */
final class MemoryLine implements TargetDataLine {
    private static final byte[] END = {};

    final CountDownLatch waiting = new CountDownLatch(1);
    private final AudioFormat format;
    private final BlockingQueue<byte[]> captured = new LinkedBlockingQueue<>();
    private volatile boolean open = true;
    private volatile boolean running;

    MemoryLine(AudioFormat format) {
        this.format = format;
    }

    void capture(byte... bytes) {
        captured.add(bytes);
    }

    /** The device is gone: what waits for sound gets none. */
    void unplug() {
        captured.add(END);
    }

    @Override
    public int read(byte[] b, int off, int len) {
        if (len % format.getFrameSize() != 0) {
            throw new IllegalArgumentException(len + " bytes are not a whole number of frames");
        }
        if (!running) {
            return 0;
        }
        waiting.countDown();
        try {
            byte[] bytes = captured.take();
            System.arraycopy(bytes, 0, b, off, bytes.length);
            return bytes.length;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        captured.add(END);
    }

    @Override
    public void close() {
        open = false;
        captured.add(END);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean isActive() {
        return running;
    }

    @Override
    public AudioFormat getFormat() {
        return format;
    }

    @Override
    public Line.Info getLineInfo() {
        return new DataLine.Info(TargetDataLine.class, format);
    }

    @Override
    public void open(AudioFormat requested, int bufferSize) {
        open = true;
    }

    @Override
    public void open(AudioFormat requested) {
        open = true;
    }

    @Override
    public void open() {
        open = true;
    }

    @Override
    public void drain() {}

    @Override
    public void flush() {}

    @Override
    public int getBufferSize() {
        return 0;
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public int getFramePosition() {
        return 0;
    }

    @Override
    public long getLongFramePosition() {
        return 0;
    }

    @Override
    public long getMicrosecondPosition() {
        return 0;
    }

    @Override
    public float getLevel() {
        return 0;
    }

    @Override
    public Control[] getControls() {
        return new Control[0];
    }

    @Override
    public boolean isControlSupported(Control.Type control) {
        return false;
    }

    @Override
    public Control getControl(Control.Type control) {
        throw new IllegalArgumentException("no " + control);
    }

    @Override
    public void addLineListener(LineListener listener) {}

    @Override
    public void removeLineListener(LineListener listener) {}
}
