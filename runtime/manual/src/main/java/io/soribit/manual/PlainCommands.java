// SPDX-License-Identifier: Apache-2.0
package io.soribit.manual;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The commands whose bundles do without picocli; a system test compares this with the help that
 * they print.
 */
final class PlainCommands {
    private PlainCommands() {}

    static CommandSpec mics() {
        CommandSpec mics =
                described(
                        "mics",
                        "Lists the microphones of this machine, and measures each: level, noise"
                                + " floor, clipping. Make a sound meanwhile.");
        mics.usageMessage().footer("", "Exit status 1: none can be used.");
        return mics.addPositional(
                        word(
                                "DEVICE",
                                "0..1",
                                "A part of the name: only these; the same text as 'device' in"
                                        + " etc/io.soribit.source.microphone-NAME.cfg."))
                .addOption(
                        OptionSpec.builder("--seconds")
                                .paramLabel("N")
                                .arity("1")
                                .type(String.class)
                                .description("How long to listen to each, 1 to 9; default 3.")
                                .build());
    }

    static CommandSpec broker() {
        CommandSpec broker =
                described(
                        "broker",
                        "The users of the hub's own MQTT broker. As soon as it has any, all others"
                                + " are refused, and it may listen beyond loopback: host = 0.0.0.0 in"
                                + " etc/io.soribit.broker.cfg.");
        add(broker, described("users", "Lists them."));
        add(
                broker,
                described(
                                "user",
                                "Adds one, or changes the password; asks for it, or reads it from a"
                                        + " pipe.")
                        .addPositional(word("NAME", "1", "The user's name."))
                        .addPositional(
                                word(
                                        "RIGHTS",
                                        "0..1",
                                        "'all' (the default), 'read', or topic filters as in"
                                                + " 'read=soribit/#,lamp/+;write=lamp/+/set'.")));
        add(
                broker,
                described("remove", "Removes one.")
                        .addPositional(word("NAME", "1", "The user's name.")));
        return broker;
    }

    private static void add(CommandSpec command, CommandSpec sub) {
        command.addSubcommand(sub.name(), new CommandLine(sub));
    }

    private static CommandSpec described(String name, String description) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().description(description);
        return spec.addOption(
                OptionSpec.builder("-h", "--help")
                        .arity("0")
                        .type(boolean.class)
                        .description("Show this help message and exit.")
                        .build());
    }

    private static PositionalParamSpec word(String label, String arity, String description) {
        return PositionalParamSpec.builder()
                .paramLabel(label)
                .arity(arity)
                .type(String.class)
                .description(description)
                .build();
    }
}
