// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;

/** Asks the networks of this machine by mDNS. */
final class MulticastSearch implements Discovery.Search {
    private static final String TYPE = "_wyoming._tcp.local.";
    private static final long MILLIS = 2_000;

    /** Of containers and virtual machines there may be many. */
    private static final int MOST_NETWORKS = 3;

    private static final int MOST_FOUND = 50;

    @Override
    public List<Found> find() throws IOException {
        List<Found> all = new ArrayList<>();
        for (InetAddress address : addresses()) {
            try (JmDNS network = JmDNS.create(address)) {
                all.addAll(read(network.list(TYPE, MILLIS)));
            }
        }
        return all.stream().distinct().limit(MOST_FOUND).toList();
    }

    /** One for each network. */
    private static List<InetAddress> addresses() throws IOException {
        List<InetAddress> all = new ArrayList<>();
        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            if (network.isUp() && network.supportsMulticast() && !network.isLoopback()) {
                network.inetAddresses()
                        .filter(Inet4Address.class::isInstance)
                        .findFirst()
                        .ifPresent(all::add);
            }
        }
        return all.subList(0, Math.min(MOST_NETWORKS, all.size()));
    }

    private static List<Found> read(ServiceInfo... answers) {
        return Arrays.stream(answers)
                .flatMap(a -> read(a.getName(), a.getHostAddresses(), a.getPort()).stream())
                .toList();
    }

    /** What was answered, if it says where the satellite is. */
    static Optional<Found> read(String name, String[] addresses, int port) {
        return addresses.length == 0 || port <= 0
                ? Optional.empty()
                : Optional.of(new Found(PeerInfo.shown(name), addresses[0], port));
    }
}
