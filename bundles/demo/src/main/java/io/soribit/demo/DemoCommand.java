// SPDX-License-Identifier: Apache-2.0
package io.soribit.demo;

import io.soribit.api.MessageBus;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.HubCommand;
import io.soribit.api.hub.PageAddress;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code demo}: shows the hub at work on an evening, on recordings, or on what the microphone
 * hears.
 */
@Component
public final class DemoCommand implements HubCommand {
    private final Stage stage;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Needs the whole hub. */
    @Activate
    public DemoCommand(
            BundleContext context,
            @Reference Hearing hearing,
            @Reference MessageBus bus,
            @Reference(target = "(!(home=true))") PageAddress page,
            @Reference VirtualLamp lamp,
            @Reference ConfigurationAdmin configurations) {
        stage = new Stage(context, hearing, bus, page, lamp, configurations, stopped);
    }

    @Deactivate
    void stop() {
        stopped.countDown();
    }

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public int run(String... arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return new CommandLine(new Line(out))
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(
                        (e, line, parsed) -> {
                            err.println("soribit: " + e.getMessage());
                            return 1;
                        })
                .execute(arguments);
    }

    @Command(
            name = "soribit demo",
            mixinStandardHelpOptions = true,
            description =
                    "Plays a synthesised evening through the hub: broker, lamp and page are real.",
            footer = {"", "Exit status 1: a synthesised sound was not recognised."})
    private final class Line implements Callable<Integer> {
        @Option(
                names = "--seconds",
                paramLabel = "N",
                description = "End after N seconds; without it, at Ctrl-C.")
        private @Nullable Integer seconds;

        @Option(names = "--listen", description = "Listen with the microphone instead.")
        private boolean listen;

        @Option(
                names = "--language",
                paramLabel = "en|ko",
                description = "Language of the names of sounds.")
        private String language = Locale.getDefault().getLanguage();

        @SuppressWarnings("UnusedVariable") // the launcher has taken it; here it is for --help
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Where the hub keeps its configuration and state.")
        private @Nullable Path data;

        @Parameters(paramLabel = "FILE|DIR", description = "Recordings to play instead.")
        private List<Path> recordings = new ArrayList<>();

        private final PrintWriter out;

        Line(PrintWriter out) {
            this.out = out;
        }

        @Override
        public Integer call() throws Exception {
            Screen screen = new Screen(out, language);
            if (listen) {
                return stage.listen(screen, seconds);
            }
            return recordings.isEmpty()
                    ? stage.evening(screen, seconds)
                    : stage.play(screen, recordings, seconds);
        }
    }
}
