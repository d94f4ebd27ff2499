// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.soribit.api.Hearing;
import io.soribit.api.Model;
import io.soribit.api.ModelDescriptor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code models list|use}: what could be in charge, and which one should be. */
@Component(service = ToIntFunction.class, property = "soribit.command=models")
public final class ModelsCommand implements ToIntFunction<String[]> {
    private final Hearing hearing;
    private final Path etc;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Model> models = List.of();

    /** Writes its choice where the hub, running or not, reads its configuration. */
    @Activate
    public ModelsCommand(BundleContext context, @Reference Hearing hearing) {
        this.hearing = hearing;
        this.etc = Path.of(context.getProperty("soribit.data"), "etc");
    }

    @Override
    public int applyAsInt(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return Options.run(new Line(out), out, err, arguments);
    }

    @Command(
            name = "soribit models",
            mixinStandardHelpOptions = true,
            description =
                    "Lists the models, or chooses the one in charge. A running hub changes over at once.")
    private final class Line implements Callable<Integer> {
        private final PrintWriter out;

        Line(PrintWriter out) {
            this.out = out;
        }

        @Override
        public Integer call() {
            return list();
        }

        @Command(
                name = "list",
                mixinStandardHelpOptions = true,
                description = "All models; * marks the one in charge.")
        int list() {
            for (Model model :
                    models.stream()
                            .sorted(Comparator.comparing(m -> m.descriptor().id()))
                            .toList()) {
                ModelDescriptor d = model.descriptor();
                String mark = d.id().equals(hearing.model()) ? "*" : " ";
                out.printf(
                        "%s %-22s %-8s %3d labels  %s%n",
                        mark,
                        d.id(),
                        d.version(),
                        d.labels().size(),
                        d.card().getOrDefault("description", ""));
            }
            out.println(hearing.modelReason());
            return 0;
        }

        @SuppressWarnings("UnusedMethod") // picocli calls it
        @Command(
                name = "use",
                mixinStandardHelpOptions = true,
                description = "Puts a model in charge.")
        int use(
                @Parameters(paramLabel = "ID", description = "Its id, as 'models list' shows it.")
                        String id)
                throws IOException {
            if (!hearing.models().contains(id)) {
                throw new IllegalArgumentException(
                        "there is no model '" + id + "'; there are " + hearing.models());
            }
            Path file = etc.resolve("io.soribit.engine.cfg");
            Settings.set(file, "model", id);
            out.println(
                    id
                            + " is to be in charge ("
                            + file
                            + "); a running hub changes over within seconds.");
            return 0;
        }
    }
}
