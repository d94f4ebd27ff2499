// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.nayuki.qrcodegen.QrCode;
import io.soribit.common.io.MachineName;
import java.io.IOException;
import java.io.Reader;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/** Where other devices of the home find the page, as text and as QR code. */
final class PageAddress {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int QUIET = 2;

    private final Properties configured;
    private final Properties encrypted;

    /**
     * @param etc the folder of the configuration
     */
    PageAddress(Path etc) throws IOException {
        configured = read(etc.resolve("org.apache.felix.http.cfg"));
        encrypted = read(etc.resolve(PageOpening.PID + ".cfg"));
    }

    private static Properties read(Path file) throws IOException {
        Properties entries = new Properties();
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                entries.load(in);
            }
        }
        return entries;
    }

    /** Whether it is opened to the home with TLS. */
    private boolean isEncrypted() {
        return encrypted.getProperty("enabled", "false").strip().equals("true");
    }

    private String host() {
        return configured.getProperty("org.apache.felix.http.host", LOOPBACK).strip();
    }

    /** Whether only this machine can open the page. */
    boolean isHidden() {
        return !isEncrypted() && isLoopback();
    }

    private boolean isLoopback() {
        return host().equals(LOOPBACK) || host().equals("localhost") || host().equals("::1");
    }

    /** The address of the page; its host is the one of this machine in the home, if it has one. */
    String url() throws IOException {
        if (isEncrypted()) {
            String host = encrypted.getProperty("host", "0.0.0.0").strip();
            String port = encrypted.getProperty("port", "8743").strip();
            return "https://" + (host.equals("0.0.0.0") ? inTheHome() : host) + ":" + port + "/";
        }
        String port = configured.getProperty("org.osgi.service.http.port", "8780").strip();
        String host = host().equals("0.0.0.0") ? inTheHome() : host();
        return "http://" + host + ":" + port + "/";
    }

    private static String inTheHome() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(a -> a instanceof Inet4Address && a.isSiteLocalAddress())
                .map(InetAddress::getHostAddress)
                .sorted()
                .findFirst()
                .orElse(MachineName.get().toLowerCase(Locale.ROOT) + ".local");
    }

    /** The QR code of a text, two rows to a line, for a terminal with light texts. */
    static String qr(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.LOW);
        StringBuilder picture = new StringBuilder();
        for (int y = -QUIET; y < code.size + QUIET; y += 2) {
            for (int x = -QUIET; x < code.size + QUIET; x++) {
                boolean upper = !code.getModule(x, y);
                boolean lower = !code.getModule(x, y + 1);
                picture.append(upper ? lower ? '█' : '▀' : lower ? '▄' : ' ');
            }
            picture.append(System.lineSeparator());
        }
        return picture.toString();
    }
}
