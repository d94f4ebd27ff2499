// SPDX-License-Identifier: Apache-2.0
package io.soribit.https;

import io.soribit.common.io.MachineName;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Under which names and addresses devices of the home reach this machine. Only those that mean
 * nothing beyond a home: for others the hub's authority must not speak.
 */
final class HomeNames {
    /** Domains that only exist within a home; RFC 6762, RFC 8375, ICANN's .internal. */
    static final List<String> DOMAINS = List.of("local", "home.arpa", "lan", "internal", "home");

    private static final String LOCAL = "localhost";
    private static final int UNIQUE_LOCAL = 0xfc;
    private static final int SHARED_FIRST = 100;
    private static final int SHARED_SECOND = 64;

    private HomeNames() {}

    /** Those of this machine now, with further ones, as far as they are of a home; sorted. */
    static Set<String> now(Collection<String> further) throws SocketException {
        Set<String> names = new TreeSet<>(List.of(LOCAL, "127.0.0.1"));
        String machine = MachineName.get().toLowerCase(Locale.ROOT);
        names.add(machine + ".local");
        names.add(machine + ".home.arpa");
        further.stream().map(HomeNames::normalised).forEach(names::add);
        addresses().filter(HomeNames::isOfHome).map(HomeNames::text).forEach(names::add);
        names.removeIf(name -> !isOfHome(name));
        return names;
    }

    private static Stream<InetAddress> addresses() throws SocketException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses);
    }

    /** An address has many forms, of which a certificate has one. */
    private static String normalised(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        return address(name).map(HomeNames::text).orElse(name);
    }

    private static Optional<InetAddress> address(String name) {
        try {
            return name.matches("[0-9.]+|[0-9a-f]*:[0-9a-f:]*")
                    ? Optional.of(InetAddress.getByName(name))
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether a name or an address means this home alone. */
    static boolean isOfHome(String name) {
        Optional<InetAddress> address = address(name);
        if (address.isPresent()) {
            return isOfHome(address.get());
        }
        return name.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
                && (name.equals(LOCAL) || DOMAINS.stream().anyMatch(d -> name.endsWith("." + d)));
    }

    private static boolean isOfHome(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            boolean shared = bytes[0] == SHARED_FIRST && (bytes[1] & 0xc0) == SHARED_SECOND;
            return address.isSiteLocalAddress()
                    || address.isLoopbackAddress()
                    || address.isLinkLocalAddress()
                    || shared;
        }
        return address instanceof Inet6Address
                && (address.isLoopbackAddress() || (bytes[0] & 0xfe) == UNIQUE_LOCAL);
    }

    private static String text(InetAddress address) {
        return address.getHostAddress().replaceAll("%.*", "");
    }

    /** The one to write into a link: an address of the home's network if there is any. */
    static String best(Set<String> names) {
        return names.stream()
                .filter(n -> n.matches("[0-9.]+") && !n.startsWith("127.") && !n.startsWith("169."))
                .findFirst()
                .orElse(MachineName.get().toLowerCase(Locale.ROOT) + ".local");
    }
}
