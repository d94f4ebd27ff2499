// SPDX-License-Identifier: Apache-2.0
package io.soribit.manual;

import io.soribit.common.command.Options;
import io.soribit.demo.DemoCommand;
import io.soribit.launcher.Command;
import io.soribit.shell.AnalyzeCommand;
import io.soribit.shell.DoctorCommand;
import io.soribit.shell.HistoryCommand;
import io.soribit.shell.ModelsCommand;
import io.soribit.shell.PageCommand;
import io.soribit.shell.PlugInsCommand;
import io.soribit.shell.RunCommand;
import io.soribit.shell.backup.BackupCommand;
import io.soribit.shell.backup.RestoreCommand;
import io.soribit.shell.backup.SupportCommand;
import io.soribit.shell.status.StatusCommand;
import io.soribit.shell.upgrade.UpgradeCommand;
import io.soribit.teach.TeachLine;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** All commands of the program, with their options, as picocli describes them. */
final class Commands {
    private static final Map<Command, Class<?>> CLASSES =
            Map.ofEntries(
                    Map.entry(Command.DEMO, DemoCommand.class),
                    Map.entry(Command.RUN, RunCommand.class),
                    Map.entry(Command.ANALYZE, AnalyzeCommand.class),
                    Map.entry(Command.MODELS, ModelsCommand.class),
                    Map.entry(Command.HISTORY, HistoryCommand.class),
                    Map.entry(Command.STATUS, StatusCommand.class),
                    Map.entry(Command.TEACH, TeachLine.class),
                    Map.entry(Command.PLUGINS, PlugInsCommand.class),
                    Map.entry(Command.PAGE, PageCommand.class),
                    Map.entry(Command.BACKUP, BackupCommand.class),
                    Map.entry(Command.RESTORE, RestoreCommand.class),
                    Map.entry(Command.UPGRADE, UpgradeCommand.class),
                    Map.entry(Command.SUPPORT, SupportCommand.class),
                    Map.entry(Command.DOCTOR, DoctorCommand.class));

    private Commands() {}

    static CommandLine soribit() {
        CommandSpec soribit = CommandSpec.create().name("soribit");
        soribit.usageMessage().description("Hears what happens in a home and makes it visible.");
        soribit.addOption(data())
                .addOption(flag("Print the commands and exit.", "-h", "--help"))
                .addOption(flag("Print the version and exit.", "-V", "--version"));
        for (Command command : Command.values()) {
            soribit.addSubcommand(command.word(), new CommandLine(spec(command)));
        }
        return new CommandLine(soribit);
    }

    private static CommandSpec spec(Command command) {
        CommandSpec spec =
                switch (command) {
                    case MICS -> PlainCommands.mics();
                    case BROKER -> PlainCommands.broker();
                    default -> CommandSpec.forAnnotatedObject(annotated(command));
                };
        spec.name(command.word());
        if (spec.findOption("--data") == null) {
            spec.addOption(data());
        }
        return spec;
    }

    /** An instance for the sake of its annotations: it is never called. */
    private static Object annotated(Command command) {
        Class<?> outer = CLASSES.get(command);
        if (outer == null) {
            throw new IllegalStateException(
                    "which class is 'soribit " + command.word() + "'? Add it to Commands.CLASSES");
        }
        Class<?> annotated =
                Stream.concat(Stream.of(outer), Arrays.stream(outer.getDeclaredClasses()))
                        .filter(c -> c.isAnnotationPresent(CommandLine.Command.class))
                        .findFirst()
                        .orElseThrow();
        try {
            Constructor<?> constructor = annotated.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return constructor.newInstance(new Object[constructor.getParameterCount()]);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no options can be read from " + annotated, e);
        }
    }

    static OptionSpec data() {
        return Options.data();
    }

    private static OptionSpec flag(String description, String... names) {
        return OptionSpec.builder(names)
                .arity("0")
                .type(boolean.class)
                .description(description)
                .build();
    }
}
