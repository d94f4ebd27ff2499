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

/** TLS sockets that always check whether the certificate is that of the host. */
final class VerifyingSockets extends SSLSocketFactory {
    private final SSLSocketFactory factory;
    private final NoIdentity nobody;

    private VerifyingSockets(SSLSocketFactory factory, NoIdentity nobody) {
        this.factory = factory;
        this.nobody = nobody;
    }

    /** Whether the broker has asked for a certificate, and there is none. */
    boolean askedInVain() {
        return nobody.asked();
    }

    /**
     * Reads the files anew each time, so that a renewed certificate is used from the next
     * connection on.
     *
     * @throws IOException whose message says what is wrong with which file, and what to do
     */
    static VerifyingSockets of(TlsSettings settings, String host) throws IOException {
        try {
            NoIdentity nobody = new NoIdentity();
            @Nullable Path certificate = settings.certificate();
            KeyManager[] identity =
                    certificate == null
                            ? new KeyManager[] {nobody}
                            : Identity.read(certificate, settings.key(), settings.keyPassword())
                                    .managers();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    identity,
                    new TrustManager[] {
                        new ExplainingTrustManager(judge(settings.ca()), settings.ca(), host)
                    },
                    null);
            return new VerifyingSockets(context.getSocketFactory(), nobody);
        } catch (GeneralSecurityException e) {
            throw new IOException("this machine's Java cannot do TLS: " + e.getMessage(), e);
        }
    }

    private static X509ExtendedTrustManager judge(@Nullable Path ca)
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
            if (manager instanceof X509ExtendedTrustManager judge) {
                return judge;
            }
        }
        throw new GeneralSecurityException("no trust manager checks names of hosts");
    }

    private Socket verifying(Socket socket) throws IOException {
        if (!(socket instanceof SSLSocket secret)) {
            throw new IllegalStateException("no TLS socket: " + socket);
        }
        SSLParameters parameters = secret.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secret.setSSLParameters(parameters);
        return PromptSockets.prompt(socket);
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
