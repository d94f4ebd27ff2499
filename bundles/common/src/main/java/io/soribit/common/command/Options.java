// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.command;

import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
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
                            err.println("soribit: " + reason(e));
                            err.flush();
                            return 1;
                        })
                .execute(arguments);
    }

    /** The messages of some exceptions are a path and nothing else. */
    private static String reason(Exception e) {
        boolean bare = e instanceof FileSystemException file && file.getReason() == null;
        if (bare && e instanceof AccessDeniedException) {
            return e.getMessage()
                    + ": no permission for the user "
                    + System.getProperty("user.name");
        }
        if (bare && e instanceof NoSuchFileException) {
            return e.getMessage() + ": no such file or folder";
        }
        return Objects.requireNonNullElse(e.getMessage(), e.toString());
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
