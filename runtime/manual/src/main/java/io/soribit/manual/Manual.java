// SPDX-License-Identifier: Apache-2.0
package io.soribit.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;

/** {@code Manual FOLDER VERSION}: writes a folder {@code share}, as below {@code /usr}. */
public final class Manual {
    private Manual() {}

    /** Writes {@code man/man1/soribit.1} and {@code bash-completion/completions/soribit}. */
    public static void main(String[] arguments) throws IOException {
        CommandLine soribit = Commands.soribit();
        Path share = Path.of(arguments[0]);
        write(
                share.resolve("man/man1/soribit.1"),
                new ManPage(soribit.getCommandSpec(), arguments[1]).text());
        write(share.resolve("bash-completion/completions/soribit"), completion(soribit));
    }

    /** The completion for Bash, and for Zsh in its Bash mode. */
    static String completion(CommandLine soribit) {
        return AutoComplete.bash("soribit", soribit);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }
}
