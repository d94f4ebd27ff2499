// SPDX-License-Identifier: Apache-2.0
package io.soribit.manual;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A manual page of a command with subcommands, in the macros of man(7). */
final class ManPage {
    private static final String REST =
            """
            .SH FILES
            .TP
            .I ~/.soribit
            The data folder, unless \\-\\-data or SORIBIT_DATA names another; with the Debian package, and as root,
            .IR /var/lib/soribit .
            .TP
            .I DIR/etc
            The configuration, a file per part, read again when it changes; with the Debian package
            .IR /etc/soribit .
            .TP
            .I DIR/log
            The log.
            .TP
            .I DIR/bundles
            Plug-ins.
            .SH ENVIRONMENT
            .TP
            .B SORIBIT_DATA
            The data folder.
            .TP
            .B SORIBIT_JAVA_OPTIONS
            Options for Java, for example another limit of memory.
            .TP
            .B SORIBIT_SUPERVISE
            no: a hub that ends by an error is left to a service manager.
            .TP
            .B SORIBIT_LOG
            journal: log to standard output, for systemd.
            .TP
            .B SORIBIT_ARCHIVE
            no: make no archive of classes as the hub ends.
            .TP
            .B JAVA_HOME
            Which Java, 17 or later.
            .SH NOTES
            Soribit is not a certified life\\-safety device: keep certified smoke and carbon monoxide alarms.
            """;

    private final CommandSpec command;
    private final StringBuilder text = new StringBuilder();

    ManPage(CommandSpec command, String version) {
        this.command = command;
        String name = command.name();
        line(
                ".TH "
                        + quoted(name.toUpperCase(java.util.Locale.ROOT))
                        + " 1 \"\" "
                        + quoted(name + " " + version));
        line(".SH NAME");
        line(name + " \\- home hub that hears sounds and makes them visible");
        line(".SH SYNOPSIS");
        line(".B " + name);
        line("COMMAND [\\-\\-data DIR] ...");
        line(".SH DESCRIPTION");
        paragraphs(command.usageMessage().description());
        line(".SH OPTIONS");
        arguments(command);
        line(".SH COMMANDS");
        subcommands().forEach(sub -> section(name + " " + sub.name(), sub));
        text.append(REST);
    }

    String text() {
        return text.toString();
    }

    private Stream<CommandSpec> subcommands() {
        return command.subcommands().values().stream().map(CommandLine::getCommandSpec);
    }

    private void section(String words, CommandSpec spec) {
        line(".SS " + quoted(synopsis(words, spec)));
        paragraphs(spec.usageMessage().description());
        arguments(spec);
        for (CommandLine sub : spec.subcommands().values()) {
            section(words + " " + sub.getCommandSpec().name(), sub.getCommandSpec());
        }
        paragraphs(spec.usageMessage().footer());
    }

    private static String synopsis(String words, CommandSpec spec) {
        StringBuilder line = new StringBuilder(words);
        for (PositionalParamSpec word : spec.positionalParameters()) {
            String more = word.arity().max() > 1 ? "..." : "";
            boolean optional = word.arity().min() == 0;
            line.append(optional ? " [" : " ").append(word.paramLabel()).append(more);
            line.append(optional ? "]" : "");
        }
        return line.toString();
    }

    private void arguments(CommandSpec spec) {
        for (PositionalParamSpec word : spec.positionalParameters()) {
            line(".TP");
            line(".I " + escaped(word.paramLabel()));
            paragraphs(word.description());
        }
        for (OptionSpec option : spec.options()) {
            line(".TP");
            String value = option.arity().max() > 0 ? " " + escaped(option.paramLabel()) : "";
            line(".B " + escaped(String.join(", ", option.names())) + value);
            paragraphs(option.description());
        }
    }

    private void paragraphs(String... paragraphs) {
        for (String paragraph : List.of(paragraphs)) {
            line(paragraph.isEmpty() ? ".PP" : escaped(paragraph.formatted()));
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String quoted(String words) {
        return '"' + escaped(words).replace("\"", "\\(dq") + '"';
    }

    /** A line that begins with a dot or an apostrophe would be a request; groff reads Latin-1. */
    private static String escaped(String words) {
        String ascii = words.replace("\\", "\\e").replace("-", "\\-");
        String safe =
                ascii.codePoints()
                        .mapToObj(c -> c < 128 ? Character.toString(c) : "\\[u%04X]".formatted(c))
                        .collect(Collectors.joining());
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }
}
