// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds out why an address cannot be listened at. */
final class ListenAddress {
    private static final String LISTENING = "0A";
    private static final List<Path> SOCKETS =
            List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private ListenAddress() {}

    /** What keeps this process from listening there; empty if it can, or if it does already. */
    static Optional<String> problem(String host, int port) {
        InetSocketAddress place = new InetSocketAddress(host, Math.max(0, port));
        String name = host + ":" + port;
        if (place.isUnresolved()) {
            return Optional.of("unknown host " + name);
        }
        try (ServerSocket socket = new ServerSocket(place.getPort(), 1, place.getAddress())) {
            return Optional.empty();
        } catch (IOException e) {
            String reason = "cannot listen at " + name + " (" + e.getMessage() + ")";
            if (!isInUse(port)) {
                return Optional.of(reason);
            }
            return isOwn(port)
                    ? Optional.empty()
                    : Optional.of(reason + ": another hub or program listens there");
        }
    }

    private static boolean isInUse(int port) {
        return !Files.isReadable(SOCKETS.get(0)) || !sockets(port).isEmpty();
    }

    /** Whether this process listens at the port; also true where that cannot be found out. */
    private static boolean isOwn(int port) {
        if (!Files.isReadable(SOCKETS.get(0)) || !Files.isReadable(OPEN_FILES)) {
            return true;
        }
        Set<String> sockets = sockets(port);
        try (Stream<Path> files = Files.list(OPEN_FILES)) {
            return files.map(ListenAddress::target).anyMatch(sockets::contains);
        } catch (IOException e) {
            return true;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    /**
     * All sockets that listen at the port, as links in {@link #OPEN_FILES} name them; see proc(5).
     */
    private static Set<String> sockets(int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        Set<String> sockets = new HashSet<>();
        for (Path table : SOCKETS) {
            for (String line : lines(table)) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length > 9
                        && fields[1].endsWith(suffix)
                        && fields[3].equals(LISTENING)) {
                    sockets.add("socket:[" + fields[9] + "]");
                }
            }
        }
        return sockets;
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            return List.of(); // without IPv6 there is no table for it
        }
    }
}
