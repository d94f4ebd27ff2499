// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.backup;

import io.soribit.api.hub.HubCommand;
import io.soribit.common.command.TerminalCommand;
import io.soribit.common.io.LimitedFiles;
import io.soribit.common.io.Replacement;
import io.soribit.shell.backup.BackupFormat.Header;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code restore FILE}: puts a backup in place; the launcher sees to it that no hub runs. */
@Component(service = HubCommand.class)
public final class RestoreCommand extends TerminalCommand {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss");

    private final Path data;
    private final String version;

    @Activate
    public RestoreCommand(BundleContext context) {
        super("restore");
        data = Path.of(context.getProperty("soribit.data"));
        version = context.getProperty("soribit.version");
    }

    @Override
    protected Callable<Integer> line(PrintWriter out, PrintWriter err) {
        return new Line(out);
    }

    @Command(
            name = "soribit restore",
            mixinStandardHelpOptions = true,
            description =
                    "Puts a backup in the place of what the data folder holds. The hub must not"
                            + " run; what was there is kept in the folder replaced-TIME.",
            footer = {
                "",
                "A damaged backup, or one of a newer version, changes nothing. A restore that is"
                        + " interrupted is completed or taken back at the next start of the hub."
            })
    private final class Line implements Callable<Integer> {
        @Parameters(
                paramLabel = "FILE",
                description = "What 'soribit backup' wrote; - for standard input.")
        private String file = "";

        private final PrintWriter out;

        Line(PrintWriter out) {
            this.out = out;
        }

        @Override
        public Integer call() throws IOException {
            if (!file.equals("-")) {
                return restore(Path.of(file));
            }
            Path input = Files.createTempFile(data, Replacement.TEMPORARY, ".zip");
            try {
                LimitedFiles.copy(System.in, input, BackupFormat.LIMITS.bytes());
                return restore(input);
            } finally {
                Files.delete(input);
            }
        }

        private int restore(Path backup) throws IOException {
            Path kept =
                    data.resolve(
                            "replaced-" + TIME.format(LocalDateTime.now(ZoneId.systemDefault())));
            Header header = new Restoration(data).restore(backup, version, kept);
            out.println(
                    "Restored the backup of "
                            + header.created()
                            + " (version "
                            + header.version()
                            + "). What was there is in "
                            + kept);
            return 0;
        }
    }
}
