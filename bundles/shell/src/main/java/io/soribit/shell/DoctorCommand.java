// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.soribit.api.hub.HealthCheck;
import io.soribit.api.hub.HealthCheck.Result;
import io.soribit.api.hub.HealthCheck.Status;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.HubCommand;
import io.soribit.common.command.TerminalCommand;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** {@code doctor}: runs every {@link HealthCheck} and some of its own, and prints the results. */
@Component(service = {HubCommand.class, DoctorCommand.class})
public final class DoctorCommand extends TerminalCommand {
    private static final Logger LOG = LoggerFactory.getLogger(DoctorCommand.class);

    private final Hearing hearing;
    private final Path data;
    private final Ports ports;
    private final RuleTargets rules;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<HealthCheck> checks = List.of();

    @Activate
    public DoctorCommand(
            BundleContext context,
            @Reference Hearing hearing,
            @Reference ConfigurationAdmin admin) {
        super("doctor");
        this.hearing = hearing;
        this.data = Path.of(context.getProperty("soribit.data"));
        Configurations configurations = new Configurations(admin);
        ports = new Ports(configurations::of);
        rules = new RuleTargets(configurations::all);
    }

    @Override
    protected Callable<Integer> line(PrintWriter out, PrintWriter err) {
        return new Line(out);
    }

    /** The results as lines, for people. */
    public List<String> report() {
        return results().stream().map(Result::toString).toList();
    }

    private List<Result> results() {
        List<Result> results = new ArrayList<>();
        results.add(
                Result.ok(
                        "Java "
                                + Runtime.version()
                                + " on "
                                + System.getProperty("os.name")
                                + " "
                                + System.getProperty("os.arch")));
        results.add(
                Files.isWritable(data)
                        ? Result.ok("data folder " + data)
                        : Result.critical(
                                "data folder " + data + " is not writable",
                                "name another with --data DIR"));
        results.add(
                hearing.models().isEmpty()
                        ? Result.critical(
                                "no model can be used",
                                "the log in " + data.resolve("log") + " says why each was refused")
                        : Result.ok("models " + String.join(", ", hearing.models())));
        checks.forEach(check -> results.addAll(run(check)));
        results.addAll(rules.results());
        results.addAll(ports.results());
        return results;
    }

    /** A check may come from a plug-in: whatever it throws is a result, too. */
    private static List<Result> run(HealthCheck check) {
        try {
            return check.check();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("a health check failed: {}", check.getClass().getName(), e);
            return List.of(
                    Result.critical(
                            "the health check " + check.getClass().getName() + " failed: " + e,
                            "see the log"));
        }
    }

    @Command(
            name = "soribit doctor",
            mixinStandardHelpOptions = true,
            description = "Checks what works on this machine, and says what to do about the rest.",
            footer = {"", "Exit status 1: there is a problem that the hub cannot work around."})
    private final class Line implements Callable<Integer> {
        private final PrintWriter out;

        Line(PrintWriter out) {
            this.out = out;
        }

        @Override
        public Integer call() {
            List<Result> results = results();
            for (Result result : results) {
                String remedy = result.remedy();
                out.println(
                        mark(result.status())
                                + " "
                                + result.message()
                                + (remedy.isEmpty() ? "" : ": " + remedy));
            }
            return results.stream().anyMatch(r -> r.status() == Status.CRITICAL) ? 1 : 0;
        }

        private static String mark(Status status) {
            return switch (status) {
                case OK -> "✔ ok";
                case WARN -> "– warning";
                case CRITICAL -> "✘ problem";
            };
        }
    }
}
