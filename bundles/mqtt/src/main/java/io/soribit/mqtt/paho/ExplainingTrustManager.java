// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.paho;

import io.soribit.common.tls.Certificates;
import io.soribit.mqtt.link.Reasons;
import io.soribit.mqtt.link.UntrustedException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Delegates to another trust manager, and explains a refusal in terms that people can act on. */
final class ExplainingTrustManager extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager delegate;
    private final @Nullable Path ca;
    private final String host;

    /**
     * @param ca file of the trusted authorities; null for those of this machine
     * @param host the expected host
     */
    ExplainingTrustManager(X509ExtendedTrustManager delegate, @Nullable Path ca, String host) {
        this.delegate = delegate;
        this.ca = ca;
        this.host = host;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        try {
            delegate.checkServerTrusted(chain, type, socket);
        } catch (CertificateException e) {
            throw explained(chain, e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        try {
            delegate.checkServerTrusted(chain, type, engine);
        } catch (CertificateException e) {
            throw explained(chain, e);
        }
    }

    /** Without a connection the name of the host cannot be verified. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException(
                "a certificate is verified only together with its connection");
    }

    private UntrustedException explained(X509Certificate[] chain, CertificateException e) {
        for (X509Certificate certificate : chain) {
            try {
                certificate.checkValidity();
            } catch (CertificateExpiredException expired) {
                return new UntrustedException(
                        "its certificate expired at "
                                + certificate.getNotAfter().toInstant()
                                + ": renew it at the broker (or set this machine's clock)",
                        e);
            } catch (CertificateNotYetValidException early) {
                return new UntrustedException(
                        "its certificate is not valid before "
                                + certificate.getNotBefore().toInstant()
                                + ": set this machine's clock (or that of the machine that issued it)",
                        e);
            }
        }
        String reason = Objects.requireNonNullElse(e.getMessage(), "");
        if (reason.startsWith("No subject alternative") || reason.startsWith("No name matching")) {
            return new UntrustedException(
                    "its certificate is for "
                            + names(chain[0])
                            + " and not for "
                            + host
                            + ": use that name in url, or give the broker a certificate for "
                            + host,
                    e);
        }
        if (!(Reasons.innermost(e) instanceof CertPathBuilderException)) {
            return new UntrustedException("its certificate is not valid (" + reason + ")", e);
        }
        String signer = Certificates.name(chain[chain.length - 1].getIssuerX500Principal());
        return new UntrustedException(
                ca == null
                        ? "its certificate is signed by an authority that this machine does not know ("
                                + signer
                                + "): set ca to the PEM file of that authority"
                        : "the authority that signed its certificate ("
                                + signer
                                + ") is not in "
                                + ca
                                + ": set ca to the PEM file of that authority",
                e);
    }

    private static String names(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            if (names != null) {
                return names.stream()
                        .map(name -> String.valueOf(name.get(1)).replaceAll("\\p{Cntrl}", "?"))
                        .collect(Collectors.joining(", "));
            }
        } catch (CertificateException e) {
            return "names that cannot be read (" + e.getMessage() + ")";
        }
        return Certificates.name(certificate.getSubjectX500Principal());
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return delegate.getAcceptedIssuers();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("the hub is no server: " + List.of(chain));
    }
}
