// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.soribit.api.ModelException;
import io.soribit.api.ModelRegistry;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models list|use|back}: what could be in charge, and which one should be. */
@Component(service = ToIntFunction.class, property = "soribit.command=models")
public final class ModelsCommand implements ToIntFunction<String[]> {
    private final ModelRegistry models;

    @Activate
    public ModelsCommand(@Reference ModelRegistry models) {
        this.models = models;
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
                    "Lists the models, or chooses the one in charge. A running hub changes over"
                            + " within seconds.")
    @SuppressWarnings("UnusedMethod") // picocli calls them
    private final class Line implements Callable<Integer> {
        private final PrintWriter out;

        Line(PrintWriter out) {
            this.out = out;
        }

        @Override
        public Integer call() throws JsonProcessingException {
            return list(false);
        }

        @Command(
                name = "list",
                mixinStandardHelpOptions = true,
                description = "All models and how far each has come; * marks the one in charge.")
        int list(
                @Option(names = "--json", description = "A JSON array, one object per model.")
                        boolean json)
                throws JsonProcessingException {
            if (json) {
                out.println(ModelTable.json(models.list()));
            } else {
                ModelTable.lines(models.list()).forEach(out::println);
            }
            return 0;
        }

        @Command(
                name = "use",
                mixinStandardHelpOptions = true,
                description = "Puts a model in charge, once it has proved that it works.")
        int use(
                @Parameters(paramLabel = "ID", description = "Its id, as 'models list' shows it.")
                        String id)
                throws ModelException {
            out.println(models.use(id));
            return 0;
        }
    }
}
