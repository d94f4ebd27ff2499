// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.backup;

import io.soribit.api.hub.HubCommand;
import io.soribit.common.command.TerminalCommand;
import io.soribit.shell.DoctorCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code support FILE}: writes a file for somebody who helps. */
@Component(service = HubCommand.class)
public final class SupportCommand extends TerminalCommand {
    private final Path data;
    private final String version;
    private final DoctorCommand doctor;

    @Activate
    public SupportCommand(BundleContext context, @Reference DoctorCommand doctor) {
        super("support");
        data = Path.of(context.getProperty("soribit.data"));
        version = context.getProperty("soribit.version");
        this.doctor = doctor;
    }

    @Override
    protected Callable<Integer> line(PrintWriter out, PrintWriter err) {
        return new Line(out, err);
    }

    @Command(
            name = "soribit support",
            mixinStandardHelpOptions = true,
            description =
                    "Writes what helps somebody to help into a zip file: the results of 'soribit"
                            + " doctor', names of files, the configuration without its texts, and"
                            + " the log.",
            footer = {
                "",
                "The log says when which room heard what: look at it before you send it."
            })
    private final class Line implements Callable<Integer> {
        @Parameters(
                paramLabel = "FILE",
                description = "The file to write, which must not exist; - for standard output.")
        private String file = "";

        private final PrintWriter out;
        private final PrintWriter err;

        Line(PrintWriter out, PrintWriter err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public Integer call() throws IOException {
            List<String> diagnosis = new ArrayList<>(List.of("Soribit " + version));
            diagnosis.addAll(doctor.report());
            SupportBundle bundle = new SupportBundle(data);
            if (file.equals(StandardOutput.NAME)) {
                StandardOutput.print(data, whole -> bundle.write(whole, diagnosis));
                err.println("look at its log before you send it");
                return 0;
            }
            bundle.write(Path.of(file), diagnosis);
            out.println(file + ": look at its log before you send it");
            return 0;
        }
    }
}
