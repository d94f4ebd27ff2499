// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.soribit.api.hub.HealthCheck.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Checks whether the ports that {@code etc} configures are free. */
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

    /** A result for each port. */
    List<Result> results() {
        List<Result> results = new ArrayList<>();
        Map<String, String> broker = configured.apply(BROKER);
        String outside = configured.apply("io.soribit.notify.mqtt").getOrDefault("url", "");
        if (outside.isBlank() && !broker.getOrDefault("enabled", "").equalsIgnoreCase("false")) {
            broker(broker, results);
        }
        results.add(page(configured.apply(PAGE)));
        Map<String, String> home = configured.apply(PageOpening.PID);
        if (home.getOrDefault("enabled", "").equals("true")) {
            results.add(
                    check(
                            home.getOrDefault("host", "0.0.0.0"),
                            home.getOrDefault("port", "8743"),
                            8743,
                            "page in the home",
                            "another port in etc/" + PageOpening.PID + ".cfg"));
        }
        return results;
    }

    private static void broker(Map<String, String> broker, List<Result> results) {
        String host = broker.getOrDefault("host", LOOPBACK);
        boolean secret = !broker.getOrDefault("certificate", "").isBlank();
        boolean any = broker.getOrDefault("any_free_port", "").equalsIgnoreCase("true");
        String remedy =
                "another port in etc/io.soribit.broker.cfg for the MQTT broker, or url ="
                        + " tcp://127.0.0.1:PORT in etc/io.soribit.notify.mqtt.cfg to use the broker"
                        + " that listens there";
        String port = broker.getOrDefault("port", "1883");
        results.add(check(secret ? LOOPBACK : host, any ? "0" : port, 1883, "MQTT broker", remedy));
        if (secret) {
            String tls = broker.getOrDefault("tls_port", "8883");
            String other = "another tls_port in etc/io.soribit.broker.cfg for the MQTT broker";
            results.add(check(host, tls, 8883, "MQTT broker with TLS", other));
        }
    }

    /** The web server uses 8080 instead of an invalid port, and any free port for a range or *. */
    private static Result page(Map<String, String> page) {
        String port = page.getOrDefault(PAGE_PORT, "8780");
        String host = page.getOrDefault("org.apache.felix.http.host", LOOPBACK);
        if (port.equals("*") || port.matches("[\\[(].*[\\])]")) {
            return check(host, "0", 0, "page", "");
        }
        if (!isPort(port)) {
            return Result.critical(
                    "the page: "
                            + PAGE_PORT
                            + " = '"
                            + port
                            + "' in etc/org.apache.felix.http.cfg is not a port",
                    "write a number from 1 to 65535");
        }
        return check(
                host,
                port,
                8780,
                "page",
                "another " + PAGE_PORT + " in etc/org.apache.felix.http.cfg");
    }

    /**
     * @param usual used instead of an invalid port, which the check of its file reports
     */
    private static Result check(String host, String text, int usual, String what, String remedy) {
        int port = isPort(text) ? Integer.parseInt(text) : usual;
        try {
            InetAddress address = InetAddress.getByName(host);
            if (!isHere(address)) {
                return Result.critical(
                        host + " is not an address of this machine: the " + what + " cannot start",
                        "correct the host in etc; 0.0.0.0 means all addresses");
            }
            return port == 0
                    ? Result.ok("the " + what + " uses any free port")
                    : port(address, port, what, remedy);
        } catch (IOException e) {
            return Result.critical(
                    "unknown host '"
                            + host
                            + "' ("
                            + e.getMessage()
                            + "): the "
                            + what
                            + " cannot start",
                    "correct the host in etc");
        }
    }

    private static Result port(InetAddress host, int port, String what, String remedy) {
        try (ServerSocket socket = new ServerSocket(port, 1, host)) {
            return Result.ok("port " + socket.getLocalPort() + " is free for the " + what);
        } catch (IOException taken) {
            return Result.warn(
                    "port " + port + " is in use (" + taken.getMessage() + ")",
                    "a running hub uses it; if none runs, set " + remedy);
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
