// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.nayuki.qrcodegen.QrCode;
import java.io.IOException;
import java.io.Reader;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Where other devices of the home find the page, as text and as QR code. */
final class PageAddress {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int QUIET = 2;

    private final Properties configured = new Properties();

    /**
     * @param etc the folder of the configuration
     */
    PageAddress(Path etc) throws IOException {
        Path file = etc.resolve("org.apache.felix.http.cfg");
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                configured.load(in);
            }
        }
    }

    private String host() {
        return configured.getProperty("org.apache.felix.http.host", LOOPBACK).strip();
    }

    /** Whether only this machine can open the page. */
    boolean isHidden() {
        return host().equals(LOOPBACK) || host().equals("localhost") || host().equals("::1");
    }

    /** The address of the page; its host is the one of this machine in the home, if it has one. */
    String url() throws IOException {
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
                .orElse(LOOPBACK);
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
