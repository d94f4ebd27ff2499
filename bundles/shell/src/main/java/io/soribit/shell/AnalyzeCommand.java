// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.soribit.api.Model;
import io.soribit.api.hub.Analyzer;
import io.soribit.api.hub.AudioFiles;
import io.soribit.api.hub.HubCommand;
import io.soribit.common.command.Options;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code analyze}: runs the hub's pipeline on recordings, several at once, and prints the results
 * in the order of the arguments.
 */
@Component
public final class AnalyzeCommand implements HubCommand {
    private final Analyzer analyzer;
    private final AudioFiles files;

    /** The command is available as soon as there is a model. */
    @Activate
    public AnalyzeCommand(
            @Reference Analyzer analyzer,
            @Reference AudioFiles files,
            @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE) List<Model> models) {
        this.analyzer = analyzer;
        this.files = files;
    }

    @Override
    public String name() {
        return "analyze";
    }

    @Override
    public int run(String... arguments) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = Options.run(new Line(out, err), out, err, arguments);
        out.flush();
        return status;
    }

    @Command(
            name = "soribit analyze",
            mixinStandardHelpOptions = true,
            description =
                    "Finds sounds in recordings with the hub's own pipeline, as fast as possible.",
            footer = {
                "",
                "--json prints a line {\"file\",\"label\",\"onset\",\"end\",\"score\",\"model\"} per sound, times in"
                        + " seconds from the start of the file; with --windows a line {\"file\",\"start\",\"scores\"}"
                        + " per scored window instead. Exit status 1: a file could not be read."
            })
    private final class Line implements Callable<Integer> {
        @Option(
                names = "--model",
                paramLabel = "ID",
                description =
                        "Which model, see 'soribit models list'; ID+ID for two that decide together."
                                + " If none is named, those that the house hears with.")
        private @Nullable String model;

        @Option(names = "--windows", description = "Every scored window with all its scores.")
        private boolean windows;

        @Option(names = "--json", description = "One JSON document a line.")
        private boolean json;

        @Parameters(
                arity = "1..*",
                paramLabel = "FILE|DIR",
                description = "Recordings, or folders of them.")
        private List<Path> paths = new ArrayList<>();

        private final PrintWriter out;
        private final PrintWriter err;

        Line(PrintWriter out, PrintWriter err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public Integer call() throws InterruptedException {
            ExecutorService pool =
                    Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
            int failed = 0;
            try {
                List<Future<Report>> reports = new ArrayList<>();
                for (Path file : Recordings.below(paths)) {
                    reports.add(
                            pool.submit(
                                    () -> Report.of(file, analyzer, files, model, windows, json)));
                }
                for (int i = 0; i < reports.size(); i++) {
                    Report report = reports.set(i, NOTHING).get();
                    out.print(report.text());
                    out.flush();
                    if (report.error() != null) {
                        failed++;
                        err.println("soribit: " + report.error());
                    }
                }
                if (reports.isEmpty()) {
                    err.println(
                            "soribit: no recordings in "
                                    + paths
                                    + ": name files, or folders that hold some");
                    return 1;
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("the analysis failed: " + e.getCause(), e);
            } finally {
                pool.shutdownNow();
            }
            return failed == 0 ? 0 : 1;
        }
    }

    private static final Future<Report> NOTHING =
            java.util.concurrent.CompletableFuture.completedFuture(new Report("", null));
}
