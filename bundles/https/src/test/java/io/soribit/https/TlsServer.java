// SPDX-License-Identifier: Apache-2.0
package io.soribit.https;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;

/** Greets whoever connects with TLS; and a client that trusts one authority. */
final class TlsServer implements AutoCloseable {
    private final SSLServerSocket socket;
    private final Thread thread = new Thread(this::serve, "tls-server");

    TlsServer(SSLContext context, String host) throws IOException {
        socket =
                (SSLServerSocket)
                        context.getServerSocketFactory()
                                .createServerSocket(0, 10, InetAddress.getByName(host));
        thread.start();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (var client = socket.accept()) {
                client.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // a client that does not trust it, or the end
            }
        }
    }

    /**
     * What a client reads that trusts the authority alone, and checks the name as a browser does.
     */
    String greet(String host, X509Certificate authority) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, Https.trust(authority).getTrustManagers(), null);
        try (SSLSocket client =
                (SSLSocket) context.getSocketFactory().createSocket(host, socket.getLocalPort())) {
            SSLParameters parameters = client.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            client.setSSLParameters(parameters);
            try (InputStream in = client.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    /** What OpenSSL says of the certificate, whatever its name; Java ignores an anchor's limits. */
    String verified(X509Certificate authority, Path folder) throws Exception {
        X509Certificate[] own = new X509Certificate[1];
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new X509TrustManager[] {new Taking(own)}, null);
        try (SSLSocket client =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket("127.0.0.1", socket.getLocalPort())) {
            client.startHandshake();
        }
        Path file = pem(own[0], folder.resolve("page.pem"));
        Path anchor = pem(authority, folder.resolve("authority.pem"));
        Process openssl =
                new ProcessBuilder(
                                "openssl", "verify", "-CAfile", anchor.toString(), file.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return openssl.waitFor() + " " + said;
    }

    private static Path pem(X509Certificate certificate, Path file) throws Exception {
        String body = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
        return Files.writeString(
                file, "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    }

    private record Taking(X509Certificate[] first) implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            first[0] = chain[0];
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Override
    public void close() throws Exception {
        socket.close();
        thread.join();
    }
}
