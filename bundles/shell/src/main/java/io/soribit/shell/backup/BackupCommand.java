// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.backup;

import io.soribit.api.hub.AlertStore;
import io.soribit.api.hub.HubCommand;
import io.soribit.common.command.TerminalCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code backup FILE}: writes what a household has set up into one file. */
@Component(service = HubCommand.class)
public final class BackupCommand extends TerminalCommand {
    private final Path data;
    private final BackupWriter writer;

    @Activate
    public BackupCommand(BundleContext context, @Reference AlertStore store) {
        super("backup");
        data = Path.of(context.getProperty("soribit.data"));
        writer =
                new BackupWriter(
                        data, context.getProperty("soribit.version"), store, Clock.systemUTC());
    }

    @Override
    protected Callable<Integer> line(PrintWriter out, PrintWriter err) {
        return new Line(out);
    }

    @Command(
            name = "soribit backup",
            mixinStandardHelpOptions = true,
            description =
                    "Writes configuration, users, state, models, plug-ins and the history of alerts"
                            + " into a zip file, also while the hub runs.",
            footer = {
                "",
                "The file holds passwords and when somebody was at home: keep it to yourself."
                        + " 'soribit restore FILE' reads it."
            })
    private final class Line implements Callable<Integer> {
        @Parameters(
                paramLabel = "FILE",
                description = "The file to write, which must not exist; - for standard output.")
        private String file = "";

        private final PrintWriter out;

        Line(PrintWriter out) {
            this.out = out;
        }

        @Override
        public Integer call() throws IOException {
            if (file.equals(StandardOutput.NAME)) {
                StandardOutput.print(data, writer::write);
                return 0;
            }
            int files = writer.write(Path.of(file));
            out.println(file + ": " + files + " files");
            return 0;
        }
    }
}
