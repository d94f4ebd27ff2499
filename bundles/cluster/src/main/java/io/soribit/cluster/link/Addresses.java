// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.link;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where this member and the others are.
 *
 * @param own address of this machine
 * @param partners those of the others
 * @param unknown partners whose name has no address now
 */
record Addresses(InetAddress own, List<InetSocketAddress> partners, List<String> unknown) {
    /**
     * Looks names up, which may take seconds. A partner that is off may be unknown: the others are
     * enough.
     */
    static Addresses of(LinkSettings settings) throws IOException {
        List<InetSocketAddress> partners = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        IOException why = new IOException("there is no partner");
        for (String partner : settings.partners()) {
            try {
                partners.add(parse(partner, settings.port()));
            } catch (IOException e) {
                unknown.add(partner);
                why = e;
            }
        }
        if (partners.isEmpty()) {
            throw why;
        }
        InetAddress own =
                settings.host().isEmpty()
                        ? onTheWayTo(partners)
                        : InetAddress.getByName(settings.host());
        return new Addresses(own, List.copyOf(partners), List.copyOf(unknown));
    }

    /** How many other members there are if all partners are on; this hub itself may be named. */
    int others(int port) {
        long others = partners.stream().distinct().filter(p -> !isOwn(p, port)).count();
        return (int) others + unknown.size();
    }

    private boolean isOwn(InetSocketAddress partner, int port) {
        return partner.getPort() == port
                && (partner.getAddress().equals(own) || isOfThisMachine(partner.getAddress()));
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException e) {
            return false; // it counts as another one
        }
    }

    /** A host, {@code host:port}, an IPv6 address, or {@code [address]:port}. */
    private static final Pattern PARTNER =
            Pattern.compile(
                    "\\[(?<v6>[^\\]]+)](:(?<v6port>\\d+))?|(?<host>[^:\\[\\]]+)(:(?<port>\\d+))?");

    private static InetSocketAddress parse(String partner, int usual) throws IOException {
        boolean bare = partner.chars().filter(c -> c == ':').count() > 1;
        Matcher parts =
                PARTNER.matcher(bare && !partner.startsWith("[") ? "[" + partner + "]" : partner);
        try {
            if (!parts.matches()) {
                throw new IllegalArgumentException(partner);
            }
            String host = parts.group("v6") == null ? parts.group("host") : parts.group("v6");
            String port = parts.group("v6") == null ? parts.group("port") : parts.group("v6port");
            return new InetSocketAddress(
                    InetAddress.getByName(host), port == null ? usual : Integer.parseInt(port));
        } catch (UnknownHostException e) {
            throw new IOException("partner '" + partner + "': no such host is known", e);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "partner '" + partner + "' is no host, host:port or [IPv6 address]:port", e);
        }
    }

    /** One of the partners may be this hub itself: its address is reached by no other. */
    private static InetAddress onTheWayTo(List<InetSocketAddress> partners) throws IOException {
        InetAddress own = onTheWayTo(partners.get(0));
        for (int i = 1; i < partners.size() && own.isLoopbackAddress(); i++) {
            own = onTheWayTo(partners.get(i));
        }
        return own;
    }

    /** Sends nothing: the system only chooses the address to send from. */
    private static InetAddress onTheWayTo(InetSocketAddress partner) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(partner);
            return socket.getLocalAddress();
        }
    }
}
