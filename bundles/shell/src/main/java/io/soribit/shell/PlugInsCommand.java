// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import com.fasterxml.jackson.databind.JsonNode;
import io.soribit.api.hub.HubCommand;
import io.soribit.common.command.TerminalCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plugins}: lists the plug-ins of the running hub and their states. */
@Component(service = HubCommand.class)
public final class PlugInsCommand extends TerminalCommand {
    private static final List<String> NOT_WORKING = List.of("failed", "quarantined");

    private final Path data;

    @Activate
    public PlugInsCommand(BundleContext context) {
        this(Path.of(context.getProperty("soribit.data")));
    }

    PlugInsCommand(Path data) {
        super("plugins");
        this.data = data;
    }

    @Override
    protected Callable<Integer> line(PrintWriter out, PrintWriter err) {
        return new Line(out, err);
    }

    @Command(
            name = "soribit plugins",
            mixinStandardHelpOptions = true,
            description =
                    "Lists the plug-ins in the folder bundles of the data folder: started, waiting"
                            + " for something, failed, or quarantined, and why.",
            footer = {"", "Exit status 1: a plug-in has failed, or no hub runs."})
    private final class Line implements Callable<Integer> {
        private final PrintWriter out;
        private final PrintWriter err;

        @Option(names = "--json", description = "A JSON array, one object per plug-in.")
        private boolean json;

        Line(PrintWriter out, PrintWriter err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public Integer call() throws IOException {
            Optional<JsonNode> plugIns = new PlugInsFile(data).read();
            if (plugIns.isEmpty()) {
                err.println(
                        "soribit: no hub runs with the data folder "
                                + data
                                + ": start it, or name"
                                + " another with --data DIR");
                return 1;
            }
            if (json) {
                out.println(plugIns.get());
            } else if (plugIns.get().isEmpty()) {
                out.println("There are no plug-ins in " + data.resolve("bundles"));
            } else {
                plugIns.get().forEach(plugIn -> out.println(line(plugIn)));
            }
            for (JsonNode plugIn : plugIns.get()) {
                if (NOT_WORKING.contains(plugIn.path("state").asText())) {
                    return 1;
                }
            }
            return 0;
        }

        private static String line(JsonNode plugIn) {
            String state = plugIn.path("state").asText();
            String mark = state.equals("started") ? "✔" : NOT_WORKING.contains(state) ? "✘" : "–";
            return "%s %-12s %-30s %-10s %s"
                    .formatted(
                            mark,
                            state,
                            plugIn.path("file").asText(),
                            plugIn.path("version").asText(),
                            plugIn.path("message").asText())
                    .stripTrailing();
        }
    }
}
