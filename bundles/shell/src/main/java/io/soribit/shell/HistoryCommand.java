// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertStore;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code history}: what happened to alerts. */
@Component(service = ToIntFunction.class, property = "soribit.command=history")
public final class HistoryCommand implements ToIntFunction<String[]> {
    private final AlertStore store;
    private final Supplier<?> check;

    /** Reads the history, and says so if that cannot be done. */
    @Activate
    @SuppressWarnings("rawtypes") // services are found by their raw type
    public HistoryCommand(
            @Reference AlertStore store,
            @Reference(target = "(soribit.doctor=history)") Supplier check) {
        this.store = store;
        this.check = check;
    }

    @Override
    public int applyAsInt(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return Options.run(new Line(out, err), out, err, arguments);
    }

    @Command(
            name = "soribit history",
            mixinStandardHelpOptions = true,
            description = "What happened to alerts, the newest first.")
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
                description = "At most so many; ${DEFAULT-VALUE} unless said.")
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
            String state = String.valueOf(check.get());
            err.println(state.startsWith("[ok ") ? "No alert is recorded yet." : state);
            return state.startsWith("[ok ") ? 0 : 1;
        }
    }
}
