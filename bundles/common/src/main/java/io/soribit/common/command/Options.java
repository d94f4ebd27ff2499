// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Runs an object annotated for picocli as {@code soribit COMMAND}. */
public final class Options {
    private Options() {}

    public static int run(
            Callable<Integer> command, PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec().addOption(data());
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

    /** The option that every command has; the launcher has taken it, here it is for the help. */
    public static OptionSpec data() {
        return OptionSpec.builder("--data")
                .paramLabel("DIR")
                .arity("1")
                .type(String.class)
                .description("Where the hub keeps its configuration, log and state.")
                .build();
    }
}
