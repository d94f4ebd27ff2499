// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.hub.PageAddress;
import io.soribit.common.concurrent.PeriodicTask;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what to do when the web server cannot listen, which it does not say itself. A server that is
 * only slow to start is not an error.
 */
@Component(
        immediate = true,
        service = {},
        configurationPid = PortWatch.SERVER)
public final class PortWatch {
    static final String SERVER = "org.apache.felix.http";
    private static final Logger LOG = LoggerFactory.getLogger(PortWatch.class);
    private static final String PORT = "org.osgi.service.http.port";
    private static final String HOST = "org.apache.felix.http.host";
    private static final Duration PERIOD = Duration.ofSeconds(3);
    private static final int SLOW = 20;

    private final String host;
    private final int port;
    private final PeriodicTask task;
    private int looks;
    private boolean done;

    @Reference(
            target = "(!(home=true))",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable PageAddress page;

    @Activate
    public PortWatch(BundleContext context, Map<String, Object> server) {
        host = setting(server, context, HOST, "0.0.0.0");
        port = port(setting(server, context, PORT, "8080"));
        task = new PeriodicTask("soribit-web-port", PERIOD, this::look);
    }

    @Deactivate
    void stop() {
        task.close();
    }

    private void look() {
        done = done || page != null;
        if (done) {
            return;
        }
        Optional<String> problem = ListenAddress.problem(host, port);
        if (problem.isPresent()) {
            done = true;
            LOG.error(
                    "the page is not served: {}. The hub works without it. Set {} to another port"
                            + " (0: any free port) in etc/{}.cfg",
                    problem.get(),
                    PORT,
                    SERVER);
        } else if (++looks == SLOW) {
            LOG.warn(
                    "the page is not served yet: the web server has not started at {}:{}, which is"
                            + " free. If the log names no reason, this machine is slow",
                    host,
                    port);
        }
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            LOG.error("{} = '{}' in etc/{}.cfg is not a port number", PORT, text, SERVER, e);
            return 0;
        }
    }

    private static String setting(
            Map<String, Object> server, BundleContext context, String key, String otherwise) {
        Object own = server.get(key);
        String common = context.getProperty(key);
        return own != null ? own.toString() : common != null ? common : otherwise;
    }
}
