// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.link;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where this member and the others are.
 *
 * @param own address of this machine
 * @param partners those of the others
 */
record Addresses(InetAddress own, List<InetSocketAddress> partners) {
    /**
     * Looks names up, which may take seconds. A partner that is off may be unknown: the others are
     * enough.
     */
    static Addresses of(LinkSettings settings) throws IOException {
        List<InetSocketAddress> partners = new ArrayList<>();
        IOException unknown = new IOException("there is no partner");
        for (String partner : settings.partners()) {
            try {
                partners.add(parse(partner, settings.port()));
            } catch (IOException e) {
                unknown = e;
            }
        }
        if (partners.isEmpty()) {
            throw unknown;
        }
        InetAddress own =
                settings.host().isEmpty()
                        ? onTheWayTo(partners)
                        : InetAddress.getByName(settings.host());
        return new Addresses(own, List.copyOf(partners));
    }

    private static InetSocketAddress parse(String partner, int usual) throws IOException {
        int colon = partner.lastIndexOf(':');
        boolean hasPort = colon > 0 && partner.indexOf(':') == colon;
        String host = hasPort ? partner.substring(0, colon) : partner;
        try {
            int port = hasPort ? Integer.parseInt(partner.substring(colon + 1)) : usual;
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new IOException("partner '" + partner + "': no such host is known", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("partner '" + partner + "' is no host or host:port", e);
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
