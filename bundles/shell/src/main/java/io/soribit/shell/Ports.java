// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Whether the ports are free that the hub would open, as {@code etc} configures them. */
final class Ports {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String BROKER = "io.soribit.broker";
    private static final String PAGE = "org.apache.felix.http";
    private static final String PAGE_PORT = "org.osgi.service.http.port";

    private final Function<String, Map<String, String>> configured;

    /**
     * @param configured the entries of a file by its PID
     */
    Ports(Function<String, Map<String, String>> configured) {
        this.configured = configured;
    }

    /** For {@code doctor}, a line each. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Map<String, String> broker = configured.apply(BROKER);
        String outside = configured.apply("io.soribit.notify.mqtt").getOrDefault("url", "");
        if (outside.isBlank() && !broker.getOrDefault("enabled", "").equalsIgnoreCase("false")) {
            broker(broker, lines);
        }
        lines.add(page(configured.apply(PAGE)));
        return lines;
    }

    private static void broker(Map<String, String> broker, List<String> lines) {
        String host = broker.getOrDefault("host", LOOPBACK);
        boolean secret = !broker.getOrDefault("certificate", "").isBlank();
        boolean any = broker.getOrDefault("any_free_port", "").equalsIgnoreCase("true");
        String remedy =
                "port in etc/io.soribit.broker.cfg to be another, or url ="
                        + " tcp://127.0.0.1:PORT in etc/io.soribit.notify.mqtt.cfg to use the broker"
                        + " that has it";
        String port = broker.getOrDefault("port", "1883");
        lines.add(line(secret ? LOOPBACK : host, any ? "0" : port, 1883, "MQTT broker", remedy));
        if (secret) {
            String tls = broker.getOrDefault("tls_port", "8883");
            String other = "another tls_port in etc/io.soribit.broker.cfg";
            lines.add(line(host, tls, 8883, "MQTT broker with TLS", other));
        }
    }

    /** The web server takes 8080 for a port that is none, and a free one for a range or a star. */
    private static String page(Map<String, String> page) {
        String port = page.getOrDefault(PAGE_PORT, "8780");
        String host = page.getOrDefault("org.apache.felix.http.host", LOOPBACK);
        if (port.equals("*") || port.matches("[\\[(].*[\\])]")) {
            return line(host, "0", 0, "page", "");
        }
        if (!isPort(port)) {
            return "problem the page: "
                    + PAGE_PORT
                    + " = '"
                    + port
                    + "' in etc/org.apache.felix.http.cfg is no port: write one of 1 to 65535";
        }
        return line(
                host,
                port,
                8780,
                "page",
                PAGE_PORT + " in etc/org.apache.felix.http.cfg to be another");
    }

    /**
     * @param usual stands in for what is none: that is told as an error of its file
     */
    private static String line(String host, String text, int usual, String what, String remedy) {
        int port = isPort(text) ? Integer.parseInt(text) : usual;
        try {
            InetAddress address = InetAddress.getByName(host);
            if (!isHere(address)) {
                return "problem "
                        + host
                        + " is no address of this machine: the "
                        + what
                        + " cannot be there; correct the host in etc, 0.0.0.0 stands for all";
            }
            return port == 0
                    ? "ok the " + what + " takes any free port"
                    : port(address, port, what, remedy);
        } catch (IOException e) {
            return "problem '"
                    + host
                    + "' is no host ("
                    + e.getMessage()
                    + "): the "
                    + what
                    + " cannot be there; correct the host in etc";
        }
    }

    private static String port(InetAddress host, int port, String what, String remedy) {
        try (ServerSocket socket = new ServerSocket(port, 1, host)) {
            return "ok port " + socket.getLocalPort() + " is free for the " + what;
        } catch (IOException taken) {
            return "missing port "
                    + port
                    + " cannot be had ("
                    + taken.getMessage()
                    + "): a running hub has it, or else the "
                    + what
                    + " needs "
                    + remedy;
        }
    }

    private static boolean isHere(InetAddress address) throws IOException {
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || NetworkInterface.getByInetAddress(address) != null;
    }

    private static boolean isPort(String text) {
        return text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535;
    }
}
