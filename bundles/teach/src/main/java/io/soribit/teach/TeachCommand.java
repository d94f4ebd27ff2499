// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import io.soribit.api.Model;
import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.hub.Analyzer;
import io.soribit.api.hub.AudioFiles;
import io.soribit.api.hub.HubCommand;
import io.soribit.common.command.TerminalCommand;
import io.soribit.teach.history.History;
import io.soribit.teach.price.Prices;
import io.soribit.teach.relearn.Trunks;
import io.soribit.teach.remote.HubPage;
import io.soribit.teach.remote.Prompt;
import io.soribit.teach.remote.RoomGuide;
import io.soribit.teach.sound.SoundFolder;
import io.soribit.teach.take.RefusedException;
import io.soribit.teach.take.TakeAnalyzer;
import io.soribit.teach.take.TakeReader;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;

/** {@code teach}: sounds of the household. A running hub follows within seconds. */
@Component(service = HubCommand.class)
public final class TeachCommand extends TerminalCommand {
    private static final Duration POLL = Duration.ofMillis(300);

    private final School school;
    private final Path data;

    /** The command is available as soon as there is a model. */
    @Activate
    public TeachCommand(
            BundleContext context,
            @Reference Analyzer analyzer,
            @Reference AudioFiles files,
            @Reference Ontology ontology,
            @Reference History history,
            @Reference Trunks trunks,
            @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE) List<Model> models) {
        super("teach");
        data = Path.of(context.getProperty("soribit.data"));
        school =
                new School(
                        new SoundFolder(data),
                        new TakeReader(files, new TakeAnalyzer(analyzer)),
                        ontology,
                        () ->
                                models.stream()
                                        .flatMap(model -> model.embedding().stream())
                                        .distinct()
                                        .toList(),
                        new Prices(history, Clock.systemUTC()),
                        trunks);
    }

    private boolean teach(Sound sound, TeachLine.FromRoom how, Consumer<String> words)
            throws IOException, RefusedException, InterruptedException {
        String user = how.user();
        HubPage hub = HubPage.of(data, user == null ? null : user + ":" + password());
        Prompt prompt =
                how.atOnce()
                        ? Prompt.NOBODY
                        : Prompt.of(
                                new BufferedReader(
                                        new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                                words);
        RoomGuide guide =
                new RoomGuide(
                        hub, prompt, words, () -> TimeUnit.MILLISECONDS.sleep(POLL.toMillis()));
        return how.past().isEmpty()
                ? guide.teach(sound, how.room(), how.takes())
                : guide.pick(sound, how.room(), how.past());
    }

    @SuppressWarnings("SystemConsoleNull") // Newer Java gives one that reads a pipe: that is fine.
    private static String password() throws RefusedException {
        @Nullable Console console = System.console();
        char @Nullable [] password = console == null ? null : console.readPassword("password: ");
        if (password == null) {
            throw new RefusedException("login", "the password is asked for at a terminal only");
        }
        return new String(password);
    }

    @Override
    protected Callable<Integer> line(PrintWriter out, PrintWriter err) {
        return new TeachLine(school, this::teach, out, err);
    }
}
