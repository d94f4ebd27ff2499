// SPDX-License-Identifier: Apache-2.0
package io.soribit.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.Health.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the real systemd-notify, which sends to a datagram socket as systemd has one. */
@Timeout(240)
class SystemdNotifierTest {
    private static final String SOCKET =
            """
            import os, socket, sys
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind(sys.argv[1])
            print("bound", flush=True)
            while True:
                text = s.recv(4096).decode().strip().replace("\\n", " ")
                if text != "BARRIER=1":
                    print(text, flush=True)
            """;

    @TempDir Path folder;
    private volatile State state = new State(true, false, false, "starting");

    @Test
    void systemdLearnsThatItIsReadyLiveAndStopping() throws Exception {
        Path socket = folder.resolve("notify");
        Process python =
                new ProcessBuilder("python3", "-c", SOCKET, socket.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader lines = python.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("bound");
            SystemdNotifier notifier =
                    new SystemdNotifier(
                            () -> state,
                            Map.of("NOTIFY_SOCKET", socket.toString(), "WATCHDOG_USEC", "3000000"));
            assertThat(lines.readLine()).isEqualTo("STATUS=starting WATCHDOG=1");
            state = new State(true, true, true, "listening: hall");
            String ready = "READY=1 STATUS=listening: hall WATCHDOG=1";
            assertThat(after(lines, "WATCHDOG=1", "STATUS=starting WATCHDOG=1")).isEqualTo(ready);
            assertThat(after(lines, ready)).isEqualTo("WATCHDOG=1");
            state = new State(false, true, false, "not heard: hall");
            String stuck = "STATUS=not heard: hall";
            assertThat(after(lines, "WATCHDOG=1")).isEqualTo(stuck);
            notifier.deactivate();
            assertThat(after(lines, stuck)).isEqualTo("STOPPING=1");
        } finally {
            python.destroyForcibly();
        }
    }

    /** The next line but for those, which come again when the machine is slow. */
    private static String after(BufferedReader lines, String... passed) throws IOException {
        String line = lines.readLine();
        while (List.of(passed).contains(line)) {
            line = lines.readLine();
        }
        return line;
    }

    @Test
    void withoutSystemdNothingHappens() {
        new SystemdNotifier(() -> state, Map.of()).deactivate();
    }
}
