// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.spi.core.remoting.ssl.SSLContextConfig;
import org.apache.activemq.artemis.spi.core.remoting.ssl.SSLContextFactory;

/**
 * Provides Artemis with the TLS context in an acceptor's settings instead of key stores with
 * passwords. Artemis finds it as a service.
 */
public final class GivenSslContexts implements SSLContextFactory {
    private static final int ABOVE_ARTEMIS = 100;

    @Override
    public SSLContext getSSLContext(SSLContextConfig config, Map<String, Object> settings) {
        if (settings.get(TransportConstants.SSL_CONTEXT_PROP_NAME) instanceof SSLContext context) {
            return context;
        }
        throw new IllegalStateException("the acceptor has no TLS context");
    }

    @Override
    public int getPriority() {
        return ABOVE_ARTEMIS;
    }
}
