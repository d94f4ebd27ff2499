// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertStore;
import io.soribit.api.hub.HealthCheck;
import io.soribit.api.hub.HealthCheck.Result;
import io.soribit.api.hub.HealthCheck.Status;
import io.soribit.api.hub.HubCommand;
import io.soribit.api.hub.Timeline;
import io.soribit.api.hub.Timeline.Filter;
import io.soribit.common.command.TerminalCommand;
import io.soribit.common.report.AlertReport;
import io.soribit.common.report.Period;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code history}: lists what happened to alerts, or reports on them. */
@Component(service = HubCommand.class)
public final class HistoryCommand extends TerminalCommand {
    private final AlertStore store;
    private final Timeline timeline;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<HealthCheck> checks = List.of();

    @Activate
    public HistoryCommand(@Reference AlertStore store, @Reference Timeline timeline) {
        super("history");
        this.store = store;
        this.timeline = timeline;
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
                names = "--report",
                description =
                        "Comma-separated values, a line for each alert: when, where and what, who"
                                + " saw it first and how long after, how long it lasted, how sure"
                                + " the hub was, and whether somebody said it was right.")
        private boolean report;

        @Option(
                names = "--room",
                paramLabel = "ROOM",
                defaultValue = "",
                description = "With --report: of one room, or of a zone as floor2/*.")
        private String room = "";

        @Option(
                names = "--sound",
                paramLabel = "ID",
                defaultValue = "",
                description = "With --report: of one sound, as in sounds.json.")
        private String sound = "";

        @Option(
                names = "--unseen",
                description = "With --report: only those that nobody has acknowledged.")
        private boolean unseen;

        @Option(
                names = "--wrong",
                description = "With --report: only those of which somebody said they were wrong.")
        private boolean wrong;

        @Option(
                names = "--from",
                paramLabel = "DAY",
                defaultValue = "",
                description = "With --report: from this day on, as 2026-11-01, or this time (UTC).")
        private String from = "";

        @Option(
                names = "--to",
                paramLabel = "DAY",
                defaultValue = "",
                description = "With --report: up to this day, or before this time.")
        private String to = "";

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
        public Integer call() throws IOException {
            if (report) {
                return report();
            }
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
            List<String> problems = problems();
            err.println(
                    problems.isEmpty()
                            ? "No alert is recorded yet."
                            : "soribit: " + String.join("; ", problems));
            return problems.isEmpty() ? 0 : 1;
        }

        /** What keeps the history from being read. */
        private List<String> problems() {
            return checks.stream()
                    .filter(check -> check.name().equals("history"))
                    .flatMap(check -> check.check().stream())
                    .filter(result -> result.status() != Status.OK)
                    .map(Result::message)
                    .toList();
        }

        private int report() throws IOException {
            Period period;
            try {
                period = Period.of(from, to, ZoneId.systemDefault());
            } catch (IllegalArgumentException e) {
                err.println("soribit: " + e.getMessage());
                return 2;
            }
            Filter filter = new Filter(orNull(room), orNull(sound), null, unseen, wrong);
            AlertReport.write(timeline, filter, period, out);
            out.flush();
            List<String> problems = problems();
            problems.forEach(problem -> err.println("soribit: " + problem));
            return problems.isEmpty() ? 0 : 1;
        }

        private static @Nullable String orNull(String text) {
            return text.isEmpty() ? null : text;
        }
    }
}
