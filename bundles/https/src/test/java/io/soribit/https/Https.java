// SPDX-License-Identifier: Apache-2.0
package io.soribit.https;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A client that trusts one authority. */
final class Https {
    private Https() {}

    /** Status and body. */
    static String get(URI address, X509Certificate authority) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust(authority).getTrustManagers(), null);
        HttpClient client = HttpClient.newBuilder().sslContext(context).build();
        var response =
                client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    static TrustManagerFactory trust(X509Certificate authority) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", authority);
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }
}
