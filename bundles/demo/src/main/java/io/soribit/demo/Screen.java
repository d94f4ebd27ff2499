// SPDX-License-Identifier: Apache-2.0
package io.soribit.demo;

import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** What the demonstration writes on the terminal. */
final class Screen {
    private static final int BAR = 10;
    private final PrintWriter out;
    private final String language;

    Screen(PrintWriter out, String language) {
        this.out = out;
        this.language = language;
    }

    void welcome(
            String version,
            String page,
            String host,
            int port,
            List<String> rooms,
            @Nullable String model) {
        line("");
        line("  @|bold,yellow 소리빛 Soribit|@ " + version + "   a home that can be seen");
        line("");
        line("  @|bold page|@    @|underline " + page + "|@   open it in a browser");
        line(
                "  @|bold lamps|@   four virtual ones and two displays, on that page: they do what those of"
                        + " their makers would do");
        line(
                "  @|bold listen|@  mosquitto_sub -h "
                        + host
                        + " -p "
                        + port
                        + " -v -t 'soribit/#' -t 'zigbee2mqtt/#'");
        line("");
        line("  ● ears in " + String.join(", ", rooms) + "; model: " + model);
        line("");
    }

    void playing(double seconds, String what, String room) {
        line(at(seconds) + "    @|faint ▶ " + what + " (" + room + ")|@");
    }

    void event(double seconds, SoundEvent event, @Nullable Duration sinceBegan) {
        if (event.phase() == Phase.UPDATE) {
            return;
        }
        String name = pad(event.sound().name(language), 22);
        if (event.phase() == Phase.END) {
            Duration lasted = Duration.between(event.onset(), event.end());
            line(
                    at(seconds)
                            + "       @|faint "
                            + name
                            + pad(String.join(", ", event.rooms()), 14)
                            + "over after "
                            + seconds(lasted)
                            + "|@");
            return;
        }
        int filled = Math.round(event.score() * BAR);
        String colour = event.sound().urgency() == Urgency.EMERGENCY ? "bold,red" : "bold";
        line(
                at(seconds)
                        + " "
                        + event.sound().icon()
                        + "  @|"
                        + colour
                        + " "
                        + name
                        + "|@"
                        + pad(String.join(", ", event.rooms()), 14)
                        + "█".repeat(filled)
                        + "░".repeat(BAR - filled)
                        + String.format(" %3.0f %%", 100 * event.score())
                        + (sinceBegan == null
                                ? ""
                                : "   " + seconds(sinceBegan) + " after it began")
                        + ", shown in "
                        + event.latency().toMillis()
                        + " ms");
    }

    void summary(
            List<String> missed, int sounds, int falseAlarms, int lampCommands, boolean lampOn) {
        line("");
        line(
                "  "
                        + (missed.isEmpty() ? "@|bold,green ✔|@ " : "@|bold,red ✘|@ ")
                        + (sounds - missed.size())
                        + " of "
                        + sounds
                        + " sounds recognised"
                        + (missed.isEmpty() ? "" : "; missed: " + String.join(", ", missed))
                        + "; alerts for what was not played: "
                        + falseAlarms);
        line(
                "  💡 the lamp received "
                        + lampCommands
                        + " times, and is "
                        + (lampOn ? "still on" : "off again, as it was before"));
        line("");
    }

    void note(String text) {
        line("  " + text);
    }

    private void line(String markup) {
        out.println(Ansi.AUTO.string(markup));
    }

    private static String at(double seconds) {
        return String.format("  %d:%02d", (int) seconds / 60, (int) seconds % 60);
    }

    private static String seconds(Duration duration) {
        return String.format("%.1f s", duration.toMillis() / 1000.0);
    }

    private static String pad(String text, int width) {
        int columns = text.codePoints().map(c -> c >= 0x1100 ? 2 : 1).sum();
        return text + " ".repeat(Math.max(1, width - columns));
    }
}
