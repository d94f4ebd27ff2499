// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import io.soribit.api.Model;
import io.soribit.api.Ontology;
import io.soribit.api.hub.Analyzer;
import io.soribit.api.hub.AudioFiles;
import io.soribit.api.hub.HubCommand;
import io.soribit.teach.sound.SoundFolder;
import io.soribit.teach.take.TakeAnalyzer;
import io.soribit.teach.take.TakeReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code teach}: sounds of the household. A running hub follows within seconds. */
@Component
public final class TeachCommand implements HubCommand {
    private final School school;

    /** The command is available as soon as there is a model. */
    @Activate
    public TeachCommand(
            BundleContext context,
            @Reference Analyzer analyzer,
            @Reference AudioFiles files,
            @Reference Ontology ontology,
            @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE) List<Model> models) {
        school =
                new School(
                        new SoundFolder(Path.of(context.getProperty("soribit.data"))),
                        new TakeReader(files, new TakeAnalyzer(analyzer)),
                        ontology,
                        () ->
                                models.stream()
                                        .flatMap(model -> model.embedding().stream())
                                        .distinct()
                                        .toList());
    }

    @Override
    public String name() {
        return "teach";
    }

    @Override
    public int run(String... arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        CommandLine line = new CommandLine(new TeachLine(school, out, err));
        OptionSpec data =
                OptionSpec.builder("--data")
                        .paramLabel("DIR")
                        .arity("1")
                        .type(String.class)
                        .description("Where the hub keeps its configuration, log and state.")
                        .build();
        line.getCommandSpec().addOption(data);
        return line.setOut(out)
                .setErr(err)
                .setUsageHelpWidth(100)
                .setExecutionExceptionHandler(
                        (e, failed, parsed) -> {
                            err.println("soribit: " + e.getMessage());
                            err.flush();
                            return 1;
                        })
                .execute(arguments);
    }
}
