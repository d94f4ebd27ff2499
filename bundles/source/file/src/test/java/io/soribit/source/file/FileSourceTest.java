// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import io.soribit.api.hub.AudioFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {
    private final AudioFiles files = new Recordings(new Ffmpeg("no-such-ffmpeg"));

    @TempDir private Path folder;

    private Path write(String name, int rate) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, Wave.of(rate, 1, 0.1).bytes());
    }

    private FileSource source(Path path, boolean loop) {
        return source(path.toString(), "", "hall", false, loop);
    }

    private FileSource source(String path, String id, String room, boolean realtime, boolean loop) {
        return new FileSource(files, config(path, id, room, realtime, loop));
    }

    private static FileSource.Config config(
            String path, String id, String room, boolean realtime, boolean loop) {
        return new FileSource.Config() {
            @Override
            public Class<? extends Annotation> annotationType() {
                return FileSource.Config.class;
            }

            @Override
            public String path() {
                return path;
            }

            @Override
            public String room() {
                return room;
            }

            @Override
            public String id() {
                return id;
            }

            @Override
            public boolean realtime() {
                return realtime;
            }

            @Override
            public boolean loop() {
                return loop;
            }
        };
    }

    /** The rates of the streams up to the last: each file of a test has its own. */
    private static List<Integer> play(FileSource source) throws IOException {
        List<Integer> rates = new ArrayList<>();
        do {
            try (AudioStream stream = source.open()) {
                if (Audio.all(stream).length > 0) {
                    rates.add(stream.format().sampleRate());
                }
            }
        } while (source.endless());
        return rates;
    }

    @Test
    void isNamedAfterItsFileUnlessConfigured() throws IOException {
        Path file = write("bell.wav", 16_000);
        assertThat(source(file, false).id()).isEqualTo("file-bell.wav");
        assertThat(source(file, false).room()).isEqualTo("hall");
        FileSource other = source(file.toString(), "tape", "a//b", true, false);
        assertThat(other.id()).isEqualTo("tape");
        assertThat(other.room()).as("stands in for a name that cannot be used").isEqualTo("home");
    }

    @Test
    void onlyARealTimeSourceIsLive() {
        assertThat(source("x", "", "hall", true, false).live()).isTrue();
        assertThat(source("x", "", "hall", false, false).live()).isFalse();
    }

    @Test
    void playsTheFilesOfAFolderInOrderAndEnds() throws IOException {
        write("b/1.WAV", 8_000);
        write("a.wav", 16_000);
        write("c.wav", 32_000);
        write(".hidden.wav", 44_100);
        Files.writeString(folder.resolve("readme.txt"), "no audio");
        FileSource source = source(folder, false);
        assertThat(play(source)).containsExactly(16_000, 8_000, 32_000);
        assertThat(play(source)).as("again").containsExactly(16_000, 8_000, 32_000);
    }

    @Test
    void unreadableFilesAreLeftOut() throws IOException {
        Files.writeString(folder.resolve("a.wav"), "broken");
        write("b.wav", 8_000);
        Files.writeString(folder.resolve("c.mp3"), "broken");
        write("d.wav", 16_000);
        Files.writeString(folder.resolve("e.wav"), "broken");
        assertThat(play(source(folder, false))).containsExactly(8_000, 16_000);
    }

    @Test
    void aLoopNeverEnds() throws IOException {
        FileSource source = source(write("a.wav", 8_000), true);
        for (int round = 0; round < 3; round++) {
            try (AudioStream stream = source.open()) {
                assertThat(Audio.all(stream)).hasSize(800);
            }
            assertThat(source.endless()).isTrue();
        }
    }

    @Test
    void aFileThatBreaksInTheMiddleEndsThere() throws IOException {
        AudioFiles breaking =
                file ->
                        new AudioStream() {
                            private boolean broken;

                            @Override
                            public AudioFormat format() {
                                return new AudioFormat(16_000, 1);
                            }

                            @Override
                            public int read(float[] samples, int offset, int length)
                                    throws IOException {
                                if (broken) {
                                    throw new IOException("bad frame");
                                }
                                broken = true;
                                return 1;
                            }

                            @Override
                            public void close() {}
                        };
        Path file = write("a.wav", 16_000);
        FileSource source =
                new FileSource(breaking, config(file.toString(), "", "hall", false, false));
        try (AudioStream stream = source.open()) {
            assertThat(Audio.all(stream)).hasSize(1);
        }
        assertThat(source.endless()).isFalse();
    }

    @Test
    void whatCannotBePlayedSaysWhyAndIsTriedAgain() throws IOException {
        Path missing = folder.resolve("missing");
        FileSource source = source(missing, false);
        assertThatThrownBy(source::open)
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(missing.toString(), "no such file or folder");
        write("missing/a.wav", 8_000);
        assertThat(play(source)).containsExactly(8_000);

        Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(source(folder.resolve("empty"), false)::open)
                .hasMessageContaining("holds no recordings");
        assertThatThrownBy(source("", "tape", "hall", true, false)::open)
                .hasMessageContainingAll("tape", "has no path");
        Path broken = Files.writeString(folder.resolve("broken.wav"), "broken");
        assertThatThrownBy(source(broken, false)::open)
                .hasMessageContainingAll(broken.toString(), "ffmpeg");
    }

    @Test
    void aFolderOfUnreadableFilesSaysSo() throws IOException {
        Files.writeString(folder.resolve("a.wav"), "broken");
        Files.writeString(folder.resolve("b.wav"), "broken");
        assertThatThrownBy(source(folder, false)::open)
                .hasMessageContainingAll(folder.toString(), "none of its recordings");
    }

    @Test
    void realTimeStreamsArePaced() throws IOException {
        byte[] wave = Wave.of(16_000, 1, 0.1).bytes();
        AudioFiles memory = file -> new WavStream(new ByteArrayInputStream(wave));
        Path file = write("a.wav", 16_000);
        FileSource.Config config = config(file.toString(), "", "hall", true, false);
        assertThat(new FileSource(memory, config).open()).isInstanceOf(PacedStream.class);
    }
}
