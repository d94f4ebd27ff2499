// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import io.soribit.api.AudioStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ffmpeg program: turns recordings of any kind into a WAV stream. */
final class Ffmpeg {
    static final String INSTALL =
            "install ffmpeg (Debian and Ubuntu: apt install ffmpeg), or convert the file to WAV";

    private static final Pattern VERSION = Pattern.compile("ffmpeg version (\\S+)");
    private static final int ANSWER_SECONDS = 10;

    private final String command;

    Ffmpeg(String command) {
        this.command = command;
    }

    /**
     * Opens a recording at its own rate and with its own channels.
     *
     * @throws IOException with the file, the reason and what to do
     */
    AudioStream open(Path file) throws IOException {
        List<String> line = new ArrayList<>(List.of(command, "-nostdin", "-v", "error"));
        // A playlist must not make the hub fetch from elsewhere.
        line.addAll(List.of("-protocol_whitelist", "file,pipe,crypto,data"));
        line.addAll(List.of("-i", "file:" + file.toAbsolutePath()));
        line.addAll(List.of("-vn", "-sn", "-dn", "-map", "0:a:0"));
        line.addAll(List.of("-f", "wav", "-c:a", "pcm_f32le", "pipe:1"));
        Process process;
        try {
            process = new ProcessBuilder(line).start();
        } catch (IOException e) {
            throw new IOException(
                    file
                            + ": this kind of file is read through ffmpeg, but '"
                            + command
                            + "' cannot be started: "
                            + INSTALL,
                    e);
        }
        return FfmpegStream.of(process, file);
    }

    /** Where the program is, if it is anywhere. */
    Optional<Path> location() {
        if (command.contains(File.separator)) {
            return Optional.of(Path.of(command)).filter(Files::isExecutable);
        }
        String path = System.getenv().getOrDefault("PATH", "");
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .filter(folder -> !folder.isEmpty())
                .flatMap(
                        folder ->
                                List.of(Path.of(folder, command), Path.of(folder, command + ".exe"))
                                        .stream())
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Asks the program for its version.
     *
     * @throws IOException if it does not answer as ffmpeg does
     */
    String version() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command, "-version")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            process.getOutputStream().close();
            // The answer fits the pipe: the program can end before it is read.
            if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("no answer within " + ANSWER_SECONDS + " seconds");
            }
            byte[] answer = process.getInputStream().readAllBytes();
            Matcher version = VERSION.matcher(new String(answer, StandardCharsets.UTF_8));
            if (process.exitValue() != 0 || !version.find()) {
                throw new IOException("'-version' ends with status " + process.exitValue());
            }
            return version.group(1);
        } finally {
            process.destroyForcibly();
        }
    }
}
