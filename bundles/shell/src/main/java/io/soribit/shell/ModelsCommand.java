// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.soribit.api.ModelException;
import io.soribit.api.hub.HubCommand;
import io.soribit.api.hub.ModelFigures;
import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.hub.ModelState;
import io.soribit.api.hub.ModelStatus;
import io.soribit.common.command.TerminalCommand;
import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code models list|show|use|back|bench|install|remove|history|keygen|sign|verify}: lists,
 * chooses, measures, adds, removes and signs models.
 */
@Component(service = HubCommand.class)
public final class ModelsCommand extends TerminalCommand {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final ModelRegistry models;
    private final Path data;

    @Activate
    public ModelsCommand(BundleContext context, @Reference ModelRegistry models) {
        super("models");
        this.models = models;
        data = Path.of(context.getProperty("soribit.data"));
    }

    @Override
    protected Callable<Integer> line(PrintWriter out, PrintWriter err) {
        return new Line(out, err);
    }

    @Command(
            name = "soribit models",
            mixinStandardHelpOptions = true,
            description =
                    "Lists, chooses, adds and removes models. A running hub follows within"
                            + " seconds.")
    @SuppressWarnings("UnusedMethod") // picocli calls them
    private final class Line implements Callable<Integer> {
        private final PrintWriter out;
        private final PrintWriter err;

        Line(PrintWriter out, PrintWriter err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public Integer call() throws JsonProcessingException {
            return list(false);
        }

        @Command(
                name = "list",
                mixinStandardHelpOptions = true,
                description = "All models and their states; * marks the active one.")
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
                description = "Makes a model the active one, after a test.")
        int use(
                @Parameters(
                                paramLabel = "ID",
                                description =
                                        "Its id, as 'models list' shows it; auto: the most accurate"
                                                + " that keeps up with the rooms.")
                        String id,
                @Option(
                                names = "--room",
                                description =
                                        "Only in this room, in which ID may also be ID+ID for two,"
                                                + " or 'house' for the model of the house again.")
                        @Nullable String room)
                throws ModelException {
            out.println(models.use(id, room));
            return 0;
        }

        @Command(
                name = "back",
                mixinStandardHelpOptions = true,
                description = "Undoes the last change of models.")
        int back() throws ModelException {
            out.println(models.back());
            return 0;
        }

        @Command(
                name = "show",
                mixinStandardHelpOptions = true,
                description = "Describes a model: labels, front end, licence, figures.")
        int show(
                @Parameters(paramLabel = "ID", description = "Its id, as 'models list' shows it.")
                        String id)
                throws ModelException {
            Models.show(models, id).forEach(out::println);
            return 0;
        }

        @Command(
                name = "bench",
                mixinStandardHelpOptions = true,
                description =
                        "Measures every model on this machine: a table, and a picture of accuracy"
                                + " against time in DIR/models.svg.")
        int bench(
                @Option(names = "--json", description = "A JSON array, one object per model.")
                        boolean json)
                throws IOException {
            List<ModelFigures> found = new ArrayList<>();
            List<String> ids =
                    models.list().stream()
                            .filter(m -> m.state().usable())
                            .map(ModelStatus::id)
                            .toList();
            if (!json) {
                out.println(ModelTable.HEADING);
            }
            for (String id : ids) {
                err.printf("measuring %s (%d of %d)%n", id, found.size() + 1, ids.size());
                try {
                    ModelFigures figures = models.measure(id);
                    found.add(figures);
                    if (!json) {
                        out.println(ModelTable.line(figures));
                    }
                } catch (ModelException e) {
                    err.println(e.getMessage());
                }
            }
            Path picture = data.resolve("models.svg");
            Files.writeString(picture, new ModelPicture(found).svg());
            out.println(json ? ModelTable.figures(found) : "picture: " + picture);
            return found.size() == ids.size() ? 0 : 1;
        }

        @Command(
                name = "install",
                mixinStandardHelpOptions = true,
                description = "Adds a model to the hub of this data folder.")
        int install(
                @Parameters(
                                paramLabel = "FILE",
                                description =
                                        "A TensorFlow Lite file (.tflite), its descriptor (.json)"
                                                + " or a bundle (.jar).")
                        Path file)
                throws ModelException, IOException, InterruptedException {
            InstallWatch watch = new InstallWatch(models);
            try (InputStream content = Files.newInputStream(file)) {
                out.println(models.install(String.valueOf(file.getFileName()), content));
            }
            List<ModelStatus> changed = watch.await(TIMEOUT);
            ModelTable.lines(changed).forEach(out::println);
            return changed.stream().anyMatch(m -> m.state() == ModelState.REFUSED) ? 1 : 0;
        }

        @Command(
                name = "history",
                mixinStandardHelpOptions = true,
                description =
                        "Which models were installed from the folder of models: when, by whom, and"
                                + " signed by whom.")
        int history() throws IOException {
            new StateFile(data.resolve("state/models-installed")).readLines().forEach(out::println);
            return 0;
        }

        @Command(
                name = "keygen",
                mixinStandardHelpOptions = true,
                description =
                        "Makes a key to sign models with, and prints the line that those who trust"
                                + " it add to etc/model-keys.")
        int keygen(
                @Parameters(
                                paramLabel = "FILE",
                                description =
                                        "The secret key, NAME.key, where NAME is what others call"
                                                + " it.")
                        Path file)
                throws IOException, GeneralSecurityException {
            out.println(ModelSigning.generate(file));
            return 0;
        }

        @Command(
                name = "sign",
                mixinStandardHelpOptions = true,
                description = "Signs a model and its descriptor: writes NAME.sig beside it.")
        int sign(
                @Option(
                                names = "--key",
                                required = true,
                                paramLabel = "FILE",
                                description = "The secret key.")
                        Path key,
                @Parameters(paramLabel = "MODEL", description = "The .tflite or .jar.") Path model)
                throws IOException, ModelException, GeneralSecurityException {
            out.println(ModelSigning.sign(key, model));
            return 0;
        }

        @Command(
                name = "verify",
                mixinStandardHelpOptions = true,
                description = "Says by whom a model is signed, of those in etc/model-keys.")
        int verify(
                @Parameters(paramLabel = "MODEL", description = "The .tflite or .jar.") Path model)
                throws IOException, ModelException {
            out.println(model + " is signed by " + ModelSigning.verify(data, model));
            return 0;
        }

        @Command(
                name = "remove",
                mixinStandardHelpOptions = true,
                description = "Removes a model that was added.")
        int remove(
                @Parameters(paramLabel = "ID", description = "Its id, as 'models list' shows it.")
                        String id)
                throws ModelException {
            out.println(models.remove(id));
            return 0;
        }
    }
}
