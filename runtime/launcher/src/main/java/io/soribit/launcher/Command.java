// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import java.util.Arrays;
import java.util.Optional;

/** The commands that people type; each is carried out by a bundle of its feature. */
public enum Command {
    DEMO("demo", "an evening of synthesised sounds: see what the hub does", false, Begin.PARTS),
    RUN("hub", "run the hub", true, Begin.EARS),
    ANALYZE("analyze", "find sounds in recordings, as fast as possible", false, Begin.MODELS),
    MODELS("analyze", "list the models, choose one", false, Begin.MODELS),
    TEACH("analyze", "sounds of your own: teach them, list, export, import", false, Begin.MODELS),
    HISTORY(
            "history",
            "what happened to alerts: delivered, acknowledged, ended",
            false,
            Begin.PARTS),
    BROKER("broker", "who may use the hub's own MQTT broker", false, Begin.PARTS),
    PAGE("base", "who may use the page from other devices", false, Begin.PARTS),
    STATUS("base", "whether the running hub is all right", false, Begin.PARTS),
    PLUGINS("base", "the plug-ins of the data folder and their states", false, Begin.PARTS),
    BACKUP("history", "write configuration, state and history into a file", false, Begin.PARTS),
    RESTORE("base", "put a backup in place", true, Begin.PARTS),
    UPGRADE("base", "install a signed release, or go back to the one before", false, Begin.PARTS),
    SUPPORT("doctor", "a file to send to somebody who helps, without secrets", false, Begin.MODELS),
    MICS("mics", "list, measure and test the microphones", false, Begin.PARTS),
    DOCTOR(
            "doctor",
            "what works on this machine, and what to do about the rest",
            false,
            Begin.MODELS);

    /** What has started when a command begins; the rest follows meanwhile. */
    enum Begin {
        /** What hears, with one model. */
        EARS(9),
        /** All but the other models. */
        PARTS(10),
        MODELS(11);

        final int level;

        Begin(int level) {
            this.level = level;
        }
    }

    final String feature;
    final String summary;

    /** Whether it is the one hub of its data folder; all others may work beside it. */
    final boolean exclusive;

    final Begin begin;

    Command(String feature, String summary, boolean exclusive, Begin begin) {
        this.feature = feature;
        this.summary = summary;
        this.exclusive = exclusive;
        this.begin = begin;
    }

    /** As it is typed. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Optional<Command> of(String word) {
        return Arrays.stream(values()).filter(c -> c.word().equals(word)).findFirst();
    }

    /** Of {@code run}, which needs no bundle for it. */
    static String runHelp() {
        return """
        Usage: soribit run [--data DIR]
        Runs the hub until it is stopped (Ctrl-C).

          --data DIR     where the hub keeps its configuration, log and state; default:
                         $SORIBIT_DATA or .soribit in the home folder
          -h, --help     Show this help message and exit.
          -V, --version  Print version information and exit.

        Configuration: files in DIR/etc, read again when they change; the README lists them.
        """;
    }

    static String help() {
        StringBuilder text =
                new StringBuilder(
                        """
                        Soribit hears what happens in a home and makes it visible.

                        Usage: soribit COMMAND [--data DIR] ...

                        """);
        for (Command c : values()) {
            text.append("  %-8s %s%n".formatted(c.word(), c.summary));
        }
        return text.append(
                        """

                          --data DIR  where the hub keeps its configuration (DIR/etc), log and state; default: $SORIBIT_DATA
                                      or .soribit in the home folder (demo: a folder that is gone afterwards)
                          --help      this text; after a command, its own options
                          --version   the version
                        """)
                .toString();
    }
}
