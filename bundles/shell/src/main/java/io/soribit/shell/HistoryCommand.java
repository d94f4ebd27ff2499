// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertStore;
import io.soribit.api.hub.HealthCheck;
import io.soribit.api.hub.HealthCheck.Result;
import io.soribit.api.hub.HealthCheck.Status;
import io.soribit.api.hub.HubCommand;
import io.soribit.common.command.TerminalCommand;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code history}: lists what happened to alerts. */
@Component(service = HubCommand.class)
public final class HistoryCommand extends TerminalCommand {
    private final AlertStore store;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<HealthCheck> checks = List.of();

    @Activate
    public HistoryCommand(@Reference AlertStore store) {
        super("history");
        this.store = store;
    }

    @Override
    protected Callable<Integer> line(PrintWriter out, PrintWriter err) {
        return new Line(out, err);
    }

    @Command(
            name = "soribit history",
            mixinStandardHelpOptions = true,
            description = "Lists what happened to alerts, newest first.")
    private final class Line implements Callable<Integer> {
        private final PrintWriter out;
        private final PrintWriter err;

        @Option(names = "--json", description = "A JSON array, one object per change.")
        private boolean json;

        @Option(names = "--csv", description = "Comma-separated values with a line of names.")
        private boolean csv;

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "100",
                description = "Maximum number of entries (default ${DEFAULT-VALUE}).")
        private int limit;

        Line(PrintWriter out, PrintWriter err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public Integer call() {
            List<AlertChange> changes = store.history(Math.max(0, limit));
            if (json) {
                out.println(HistoryText.json(changes));
            } else if (csv) {
                HistoryText.csv(changes).forEach(out::println);
            } else {
                HistoryText.lines(changes, ZoneId.systemDefault()).forEach(out::println);
            }
            if (!changes.isEmpty()) {
                return 0;
            }
            List<String> problems =
                    checks.stream()
                            .filter(check -> check.name().equals("history"))
                            .flatMap(check -> check.check().stream())
                            .filter(result -> result.status() != Status.OK)
                            .map(Result::message)
                            .toList();
            err.println(
                    problems.isEmpty()
                            ? "No alert is recorded yet."
                            : "soribit: " + String.join("; ", problems));
            return problems.isEmpty() ? 0 : 1;
        }
    }
}
