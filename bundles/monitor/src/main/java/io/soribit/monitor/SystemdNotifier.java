// SPDX-License-Identifier: Apache-2.0
package io.soribit.monitor;

import io.soribit.api.hub.Health;
import io.soribit.common.concurrent.PeriodicTask;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd that the hub is ready, which rooms it hears, and that it is live, if systemd
 * started it so ({@code NOTIFY_SOCKET}). Java 17 has no datagrams over Unix sockets: {@code
 * systemd-notify} sends them, a short process every half a minute.
 */
@Component(
        immediate = true,
        service = {})
public final class SystemdNotifier {
    private static final Logger LOG = LoggerFactory.getLogger(SystemdNotifier.class);
    private static final String SOCKET = "NOTIFY_SOCKET";
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Duration SEND = Duration.ofSeconds(5);

    private final Health health;
    private final String socket;
    private final @Nullable PeriodicTask task;
    private final long runs;
    private long untilNext;
    private boolean ready;
    private boolean failed;
    private String status = "";

    @Activate
    public SystemdNotifier(@Reference Health health) {
        this(health, System.getenv());
    }

    SystemdNotifier(Health health, Map<String, String> environment) {
        this.health = health;
        runs = Math.max(1, interval(environment).dividedBy(PERIOD));
        socket = environment.getOrDefault(SOCKET, "");
        task =
                !socket.isEmpty()
                        ? new PeriodicTask("soribit-monitor-systemd", PERIOD, this::look)
                        : null;
    }

    /** A third of what systemd waits for. */
    private static Duration interval(Map<String, String> environment) {
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        return micros.matches("[0-9]{1,15}")
                ? Duration.ofNanos(Long.parseLong(micros) * 1_000).dividedBy(3)
                : USUAL;
    }

    private void look() {
        if (failed && untilNext > 0) { // what failed is tried again, but not each second
            untilNext--;
            return;
        }
        Health.State state = health.state();
        boolean begins = state.ready() && !ready;
        List<String> words = new ArrayList<>();
        if (begins) {
            words.add("READY=1");
        }
        if (!state.message().equals(status)) {
            words.add("STATUS=" + state.message());
        }
        if (--untilNext < 0) {
            untilNext = runs - 1;
            if (state.live()) {
                words.add("WATCHDOG=1");
            } else {
                LOG.error("the hub does not hear ({}): systemd will restart it", state.message());
            }
        }
        if (!words.isEmpty() && send(words)) {
            ready |= begins;
            status = state.message();
        }
    }

    /** Returns whether it was sent. */
    private boolean send(List<String> words) {
        List<String> command = new ArrayList<>(List.of("systemd-notify"));
        command.addAll(words);
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put(SOCKET, socket);
            builder.redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
            Process process = builder.start();
            boolean sent = process.waitFor(SEND.toMillis(), TimeUnit.MILLISECONDS);
            if (!sent) {
                process.destroyForcibly();
            }
            report(sent && process.exitValue() == 0 ? "" : "it failed or took too long");
            return !failed;
        } catch (IOException e) {
            report(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void report(String problem) {
        if (!problem.isEmpty() && !failed) {
            LOG.warn(
                    "systemd-notify cannot be run ({}): systemd does not learn that the hub works,"
                            + " and may restart it; use Type=exec, without WatchdogSec",
                    problem);
        }
        failed = !problem.isEmpty();
    }

    @Deactivate
    void deactivate() {
        if (task != null) {
            task.close();
            var unused = send(List.of("STOPPING=1"));
        }
    }
}
