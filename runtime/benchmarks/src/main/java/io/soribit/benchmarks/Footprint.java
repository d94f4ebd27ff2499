// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this process holds of the machine, as Linux says it. */
final class Footprint {
    private Footprint() {}

    /** Resident bytes, after a collection of garbage. */
    static double resident() throws IOException {
        System.gc();
        return 1024.0 * status("VmRSS:");
    }

    static int threads() throws IOException {
        return (int) status("Threads:");
    }

    /** Open files, pipes and sockets. */
    static int handles() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return (int) open.count();
        }
    }

    private static long status(String key) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(key)) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("/proc/self/status has no line " + key);
    }
}
