// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.command;

import io.soribit.api.hub.HubCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/** A command that prints to the terminal, in UTF-8 whatever the terminal's own encoding is. */
public abstract class TerminalCommand implements HubCommand {
    private final String name;

    /**
     * @param name what follows {@code soribit}
     */
    protected TerminalCommand(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int run(String... arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return run(out, err, arguments);
    }

    /** Runs it, and returns its exit status. */
    public int run(PrintWriter out, PrintWriter err, String... arguments) {
        return Options.run(line(out, err), out, err, arguments);
    }

    /** An object annotated for picocli, which runs the command once. */
    protected abstract Callable<Integer> line(PrintWriter out, PrintWriter err);
}
