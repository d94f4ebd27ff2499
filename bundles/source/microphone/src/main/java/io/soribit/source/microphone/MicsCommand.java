// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import io.soribit.api.AudioStream;
import io.soribit.api.hub.HubCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code mics}: lists the microphones of this machine, and listens to each for some seconds. */
@Component
public final class MicsCommand implements HubCommand {
    private static final double MOST_CLIPPED = 0.001;
    private static final double NOISY_DB = -35;
    private static final String HELP =
            """
            Usage: soribit mics [--seconds N] [DEVICE]

            Lists the microphones of this machine, and measures each: level, noise floor, clipping.
            Make a sound meanwhile. Exit status 1: none can be used.

              DEVICE       a part of the name: only these; the same text as 'device' in
                           etc/io.soribit.source.microphone-NAME.cfg
              --seconds N  how long to listen to each, 1 to 9; default 3
              --data DIR   where the hub keeps its configuration
            """;

    private final Devices devices;
    private final PrintWriter out;
    private final PrintWriter err;

    @Activate
    public MicsCommand(@Reference SharedDevices shared) {
        this(shared.devices(), System.out, System.err);
    }

    MicsCommand(Devices devices, PrintStream out, PrintStream err) {
        this.devices = devices;
        this.out = new PrintWriter(out, true, StandardCharsets.UTF_8);
        this.err = new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    @Override
    public String name() {
        return "mics";
    }

    @Override
    public int run(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        if (words.remove("--help") || words.remove("-h")) {
            out.print(HELP);
            out.flush();
            return 0;
        }
        try {
            take(words, "--data", "");
            int seconds = seconds(take(words, "--seconds", "3"));
            String part = String.join(" ", words).toLowerCase(Locale.ROOT);
            devices.find(part);
            long usable =
                    devices.list().stream()
                            .filter(d -> d.name().toLowerCase(Locale.ROOT).contains(part))
                            .filter(d -> measure(d, seconds))
                            .count();
            return usable > 0 ? 0 : 1;
        } catch (IOException | IllegalArgumentException e) {
            err.println("soribit: " + e.getMessage());
            return 1;
        }
    }

    private static String take(List<String> words, String option, String otherwise) {
        int at = words.indexOf(option);
        if (at < 0) {
            return otherwise;
        }
        words.remove(at);
        if (at == words.size()) {
            throw new IllegalArgumentException(option + " needs a value: see --help");
        }
        return words.remove(at);
    }

    private static int seconds(String text) {
        if (!text.matches("[1-9]")) {
            throw new IllegalArgumentException("--seconds " + text + ": give a number from 1 to 9");
        }
        return Integer.parseInt(text);
    }

    private boolean measure(Device device, int seconds) {
        out.println(device.name());
        try (AudioStream stream = new Capture(Microphone.DEFAULT_RATE).open(device)) {
            Meter meter = Meter.of(stream, seconds);
            out.printf(
                    Locale.ROOT,
                    "  %d Hz, channels: %d; level %.0f dB, noise floor %.0f dB, loudest %.0f dB%n",
                    meter.format().sampleRate(),
                    meter.format().channels(),
                    meter.levelDb(),
                    meter.noiseDb(),
                    meter.loudestDb());
            out.println("  " + verdict(meter));
            return !meter.isSilent();
        } catch (IOException e) {
            out.println("  ✘ problem " + e.getMessage());
            return false;
        }
    }

    private static String verdict(Meter meter) {
        if (meter.isSilent()) {
            return "✘ problem digital silence: unmute it (alsamixer, F4), or switch it on";
        }
        if (meter.clipped() > MOST_CLIPPED) {
            return String.format(
                    Locale.ROOT,
                    "– warning %.1f %% of it is clipped: lower its gain (alsamixer, F4)",
                    100 * meter.clipped());
        }
        return meter.noiseDb() > NOISY_DB
                ? "– warning its noise is loud: lower its gain, or move it away from fans"
                : "✔ ok";
    }
}
