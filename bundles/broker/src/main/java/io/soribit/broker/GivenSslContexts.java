// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.spi.core.remoting.ssl.SSLContextConfig;
import org.apache.activemq.artemis.spi.core.remoting.ssl.SSLContextFactory;

/**
 * Gives Artemis the TLS context that stands in an acceptor's settings, where it would look for key
 * stores with passwords. Artemis finds it as a service.
 */
public final class GivenSslContexts implements SSLContextFactory {
    private static final int ABOVE_ARTEMIS = 100;

    @Override
    public SSLContext getSSLContext(SSLContextConfig config, Map<String, Object> settings) {
        if (settings.get(TransportConstants.SSL_CONTEXT_PROP_NAME) instanceof SSLContext context) {
            return context;
        }
        throw new IllegalStateException("no TLS context is given");
    }

    @Override
    public int getPriority() {
        return ABOVE_ARTEMIS;
    }
}
