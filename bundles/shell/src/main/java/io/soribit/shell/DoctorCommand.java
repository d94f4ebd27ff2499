// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.soribit.api.hub.Hearing;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import picocli.CommandLine.Command;

/**
 * {@code doctor}: asks every {@code Supplier<List<String>>} with a {@code soribit.doctor} property.
 * The first word of a line says how it is: {@code ok}, {@code missing} (something can do without)
 * or {@code problem}.
 */
@Component(service = ToIntFunction.class, property = "soribit.command=doctor")
public final class DoctorCommand implements ToIntFunction<String[]> {
    private final Hearing hearing;
    private final Path data;
    private final Ports ports;
    private final RuleTargets rules;

    @Reference(policyOption = ReferencePolicyOption.GREEDY, target = "(soribit.doctor=*)")
    @SuppressWarnings("rawtypes") // services are found by their raw type
    private volatile List<Supplier> checks = List.of();

    /** Looks at what is there without opening a port for good. */
    @Activate
    public DoctorCommand(
            BundleContext context,
            @Reference Hearing hearing,
            @Reference ConfigurationAdmin admin) {
        this.hearing = hearing;
        this.data = Path.of(context.getProperty("soribit.data"));
        Configurations configurations = new Configurations(admin);
        ports = new Ports(configurations::of);
        rules = new RuleTargets(configurations::all);
    }

    @Override
    public int applyAsInt(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return Options.run(new Line(out), out, err, arguments);
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "ok Java "
                        + Runtime.version()
                        + " on "
                        + System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.arch"));
        lines.add(
                Files.isWritable(data)
                        ? "ok data folder " + data
                        : "problem data folder "
                                + data
                                + " cannot be written: name another with --data DIR");
        lines.add(
                hearing.models().isEmpty()
                        ? "problem no model can be used: the log in "
                                + data.resolve("log")
                                + " says why each was refused"
                        : "ok models " + String.join(", ", hearing.models()));
        for (Supplier<?> check : checks) {
            ((List<?>) check.get()).forEach(line -> lines.add(line.toString()));
        }
        lines.addAll(rules.lines());
        lines.addAll(ports.lines());
        return lines;
    }

    @Command(
            name = "soribit doctor",
            mixinStandardHelpOptions = true,
            description = "Says what works on this machine, and what to do about the rest.",
            footer = {"", "Exit status 1: something that the hub cannot do without is missing."})
    private final class Line implements Callable<Integer> {
        private final PrintWriter out;

        Line(PrintWriter out) {
            this.out = out;
        }

        @Override
        public Integer call() {
            boolean well = true;
            for (String line : lines()) {
                well &= !line.startsWith("problem ");
                String mark =
                        line.startsWith("ok ") ? "✔" : line.startsWith("missing ") ? "–" : "✘";
                out.println(mark + " " + line);
            }
            return well ? 0 : 1;
        }
    }
}
