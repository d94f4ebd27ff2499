// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What an ffmpeg process writes; the process ends with it. */
final class FfmpegStream implements AudioStream {
    private static final int EXIT_SECONDS = 5;

    private final Process process;
    private final ErrorOutput errors;
    private final WavStream wav;
    private final Path file;
    private volatile boolean closed;

    private FfmpegStream(Process process, ErrorOutput errors, WavStream wav, Path file) {
        this.process = process;
        this.errors = errors;
        this.wav = wav;
        this.file = file;
    }

    static FfmpegStream of(Process process, Path file) throws IOException {
        ErrorOutput errors = ErrorOutput.of(process);
        try {
            process.getOutputStream().close();
            WavStream wav = new WavStream(process.getInputStream());
            return new FfmpegStream(process, errors, wav, file);
        } catch (IOException e) {
            String reason = errors.text().replace("file:" + file.toAbsolutePath() + ": ", "");
            process.destroyForcibly();
            throw new IOException(
                    file
                            + ": ffmpeg cannot read it ("
                            + (reason.isEmpty() ? e.getMessage() : reason)
                            + "): give a file that holds audio, or leave this one out",
                    e);
        }
    }

    @Override
    public AudioFormat format() {
        return wav.format();
    }

    @Override
    public int read(float[] samples, int offset, int length) throws IOException {
        int read = wav.read(samples, offset, length);
        if (read < 0) {
            if (closed) {
                throw new IOException(file + " was closed");
            }
            checkExit();
        }
        return read;
    }

    private void checkExit() throws IOException {
        try {
            if (process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() != 0) {
                throw new IOException(file + ": ffmpeg broke off (" + errors.text() + ")");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(file + ": interrupted while ffmpeg ends");
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        process.destroyForcibly();
        wav.close();
    }
}
