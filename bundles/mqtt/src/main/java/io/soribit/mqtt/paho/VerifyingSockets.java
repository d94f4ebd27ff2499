// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.paho;

import io.soribit.common.tls.Certificates;
import io.soribit.common.tls.Identity;
import io.soribit.mqtt.link.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** TLS sockets that always check the certificate against the name of the host. */
final class VerifyingSockets extends SSLSocketFactory {
    private final SSLSocketFactory factory;
    private final EmptyKeyManager noKeys;

    private VerifyingSockets(SSLSocketFactory factory, EmptyKeyManager noKeys) {
        this.factory = factory;
        this.noKeys = noKeys;
    }

    /** Whether the broker has requested a certificate, and none is configured. */
    boolean certificateMissing() {
        return noKeys.requested();
    }

    /**
     * Reads the files each time: a renewed certificate is used from the next connection on.
     *
     * @throws IOException whose message says what is wrong with which file, and what to do
     */
    static VerifyingSockets of(TlsSettings settings, String host) throws IOException {
        try {
            EmptyKeyManager noKeys = new EmptyKeyManager();
            @Nullable Path certificate = settings.certificate();
            KeyManager[] identity =
                    certificate == null
                            ? new KeyManager[] {noKeys}
                            : Identity.read(certificate, settings.key(), settings.keyPassword())
                                    .managers();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    identity,
                    new TrustManager[] {
                        new ExplainingTrustManager(trustManager(settings.ca()), settings.ca(), host)
                    },
                    null);
            return new VerifyingSockets(context.getSocketFactory(), noKeys);
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java runtime does not support TLS: " + e.getMessage(), e);
        }
    }

    private static X509ExtendedTrustManager trustManager(@Nullable Path ca)
            throws IOException, GeneralSecurityException {
        @Nullable KeyStore authorities = null;
        if (ca != null) {
            authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            List<X509Certificate> certificates = Certificates.read(ca);
            for (int i = 0; i < certificates.size(); i++) {
                authorities.setCertificateEntry("ca" + i, certificates.get(i));
            }
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager manager509) {
                return manager509;
            }
        }
        throw new GeneralSecurityException("no trust manager verifies host names");
    }

    private Socket verifying(Socket socket) throws IOException {
        if (!(socket instanceof SSLSocket tls)) {
            throw new IllegalStateException("not a TLS socket: " + socket);
        }
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        return NoDelaySockets.noDelay(socket);
    }

    @Override
    public Socket createSocket() throws IOException {
        return verifying(factory.createSocket());
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean close)
            throws IOException {
        return verifying(factory.createSocket(plain, host, port, close));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return verifying(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
            throws IOException {
        return verifying(factory.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return verifying(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
            throws IOException {
        return verifying(factory.createSocket(host, port, local, localPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return factory.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return factory.getSupportedCipherSuites();
    }
}
