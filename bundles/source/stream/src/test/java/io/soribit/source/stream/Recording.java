// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files with a synthesised sine of 440 Hz, written by ffmpeg. */
final class Recording {
    private Recording() {}

    static Path sine(Path file, int rate, int seconds) throws IOException {
        return write(file, "-f", "lavfi", "-i", input(rate), "-t", "" + seconds);
    }

    static Path picture(Path file) throws IOException {
        return write(file, "-f", "lavfi", "-i", "testsrc=size=160x120:rate=5", "-t", "2");
    }

    static String input(int rate) {
        return "sine=frequency=440:sample_rate=" + rate;
    }

    private static Path write(Path file, String... options) throws IOException {
        List<String> line = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
        line.addAll(List.of(options));
        line.add(file.toString());
        try (Peer peer = new Peer(line.toArray(String[]::new))) {
            String output = peer.output();
            if (!output.isEmpty()) {
                throw new IOException(output);
            }
        }
        return file;
    }
}
