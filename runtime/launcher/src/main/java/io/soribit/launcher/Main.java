// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code soribit COMMAND ...}: starts the hub with the feature of a command, runs it, and stops the
 * hub.
 */
public final class Main {
    private static final String HTTP = "org.apache.felix.http";
    private static final String HTTP_PORT = "org.osgi.service.http.port";

    private Main() {}

    /**
     * Exit status: 0 done, 1 the command says it failed, 2 it could not be carried out. Where the
     * disk is full it is 1, so that a supervisor tries again.
     */
    public static void main(String[] words) {
        int status;
        try {
            status = run(CommandLine.parse(words));
        } catch (UserError e) {
            System.err.println("soribit: " + e.getMessage());
            status = e.status();
        }
        System.exit(status);
    }

    private static int run(CommandLine line) throws UserError {
        Optional<Command> command = Command.of(line.command());
        boolean quick = line.command().isEmpty() || command.equals(Optional.of(Command.RUN));
        if (quick && (line.has("--version") || line.has("-V"))) {
            System.out.println("soribit " + version());
            return 0;
        }
        if (command.equals(Optional.of(Command.RUN)) && (line.has("--help") || line.has("-h"))) {
            System.out.print(Command.runHelp());
            return 0;
        }
        if (command.isEmpty()) {
            if (line.command().isEmpty() || line.command().equals("help")) {
                System.out.print(Command.help());
                return 0;
            }
            throw new UserError(
                    "there is no command '" + line.command() + "'\n\n" + Command.help());
        }
        Path home = Path.of(System.getProperty("soribit.home", ".")).toAbsolutePath().normalize();
        try (Place place = Place.of(command.get(), line.data());
                FolderLock lock = command.get().exclusive ? FolderLock.take(place.data()) : null) {
            if (lock != null) {
                InterruptedRestore.end(place.data(), Run::problem);
            }
            return new Run(command.get(), line, home, version(), place).call();
        }
    }

    static Map<String, String> properties(
            Command command, Assembly assembly, Place place, String version) {
        Map<String, String> properties = new HashMap<>();
        properties.put("org.osgi.framework.storage", place.bundles().toString());
        properties.put("felix.fileinstall.dir", place.data().resolve("etc").toString());
        properties.put("soribit.data", place.data().toString());
        properties.put("soribit.cache", place.cache().toString());
        properties.put("soribit.version", version);
        properties.put("soribit.command", command.word());
        System.setProperty("soribit.log", place.data().resolve("log").toString());
        // With a configuration file the web server starts only when that is read: a restart while
        // the page registers its servlets can lose them for good.
        boolean own = Files.exists(place.data().resolve("etc").resolve(HTTP + ".cfg"));
        properties.put(HTTP + ".require.config", Boolean.toString(own));
        String port = assembly.properties().get(HTTP_PORT);
        if (command == Command.DEMO && port != null && !free(Integer.parseInt(port))) {
            properties.put(HTTP_PORT, "0");
        }
        return properties;
    }

    /** A hub whose start script was killed would go on unseen, and hold ports and data folder. */
    static void endWithSupervisor() {
        Long supervisor = Long.getLong("soribit.supervisor");
        if (supervisor != null) {
            ProcessHandle.of(supervisor)
                    .ifPresent(
                            process -> {
                                var unused = process.onExit().thenRun(() -> System.exit(143));
                            });
        }
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
