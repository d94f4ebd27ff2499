// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.hub.PageAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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

/** Says what to do when the web server has no port, which it does not say itself. */
@Component(
        immediate = true,
        service = {},
        configurationPid = PortWatch.SERVER)
public final class PortWatch {
    static final String SERVER = "org.apache.felix.http";
    private static final Logger LOG = LoggerFactory.getLogger(PortWatch.class);
    private static final String PORT = "org.osgi.service.http.port";
    private static final String HOST = "org.apache.felix.http.host";
    private static final int PATIENCE_SECONDS = 3;

    private final String host;
    private final int port;
    private final ScheduledThreadPoolExecutor timer;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable PageAddress page;

    @Activate
    public PortWatch(BundleContext context, Map<String, Object> server) {
        host = setting(server, context, HOST, "0.0.0.0");
        port = port(setting(server, context, PORT, "8080"));
        timer =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> {
                            Thread thread = new Thread(task, "soribit-web-port");
                            thread.setDaemon(true);
                            return thread;
                        });
        var unused = timer.schedule(this::look, PATIENCE_SECONDS, TimeUnit.SECONDS);
        timer.shutdown();
    }

    @Deactivate
    void stop() {
        timer.shutdownNow();
    }

    private void look() {
        if (page == null) {
            LOG.error(
                    "the page is not served: {}. The hub goes on without it: set {} to another port"
                            + " (0: any that is free) in etc/{}.cfg",
                    problem(host, port),
                    PORT,
                    SERVER);
        }
    }

    /** What is wrong with a place to listen at. */
    static String problem(String host, int port) {
        InetSocketAddress place = new InetSocketAddress(host, port < 0 ? 0 : port);
        String name = host + ":" + port;
        if (place.isUnresolved()) {
            return name + " is no address of this machine";
        }
        InetAddress address = place.getAddress();
        try (ServerSocket socket = new ServerSocket(place.getPort(), 1, address)) {
            return "the web server did not start at " + name + " although it is free; see the log";
        } catch (IOException e) {
            return name
                    + " cannot be listened at ("
                    + e.getMessage()
                    + "), probably because another hub or program is there";
        }
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            LOG.error("{} = '{}' in etc/{}.cfg is no port number", PORT, text, SERVER, e);
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
