// SPDX-License-Identifier: Apache-2.0
package io.soribit.https;

import io.soribit.api.hub.PageAddress;
import jakarta.servlet.Servlet;
import java.net.URI;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

/** What the web server, and whoever wants to know the address, has of this. Not thread-safe. */
class Entry {
    private final BundleContext context;
    private final List<ServiceRegistration<?>> told = new ArrayList<>();
    private @Nullable ServiceRegistration<?> way;

    Entry(BundleContext context) {
        this.context = context;
    }

    /** Adds the way into the web server: on return it listens, if the server runs and it can. */
    void open(EncryptedConnector connector) {
        way = context.registerService(ConnectorFactory.class, connector, null);
    }

    /**
     * Tells where it is, instead of what was told before.
     *
     * @param authority what devices have to trust; null: nothing
     */
    void tell(URI address, @Nullable X509Certificate authority)
            throws CertificateEncodingException {
        forget();
        PageAddress page = () -> address;
        Map<String, Object> properties = Map.of("home", true, Constants.SERVICE_RANKING, -1);
        told.add(
                context.registerService(
                        PageAddress.class, page, FrameworkUtil.asDictionary(properties)));
        if (authority != null) {
            Servlet servlet = new AuthorityServlet(authority.getEncoded());
            Map<String, Object> pattern =
                    Map.of(
                            HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN,
                            AuthorityServlet.PATH);
            told.add(
                    context.registerService(
                            Servlet.class, servlet, FrameworkUtil.asDictionary(pattern)));
        }
    }

    private void forget() {
        told.forEach(ServiceRegistration::unregister);
        told.clear();
    }

    void close() {
        forget();
        if (way != null) {
            way.unregister();
            way = null;
        }
    }
}
