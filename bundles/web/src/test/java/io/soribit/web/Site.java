// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import java.lang.annotation.Annotation;
import java.net.URI;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The bundle's component and servlets on a real server, as the whiteboard would run them. */
final class Site implements AutoCloseable {
    final LivePage page;
    final FakeAlerts alerts = new FakeAlerts();
    final FakeModes modes = new FakeModes();
    final FakeDevices devices = new FakeDevices();
    private final EventsServlet events;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    /** On a port of its own choice with 0. */
    Site(int port, LivePage.Config config) throws Exception {
        page = new LivePage(config);
        events = new EventsServlet(page);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new PageServlet(page)), "/");
        context.addServlet(new ServletHolder(new StatusServlet(page)), "/api/status");
        context.addServlet(
                new ServletHolder(new ModelsServlet(page, new FakeModels())), "/api/models");
        page.bindAlerts(alerts);
        page.bindModes(modes);
        context.addServlet(new ServletHolder(new AlertsServlet(page, alerts)), "/api/alerts/*");
        context.addServlet(new ServletHolder(new ModeServlet(page, modes)), "/api/mode");
        page.bindDevices(devices);
        context.addServlet(new ServletHolder(new DevicesServlet(page)), "/api/devices/*");
        context.addServlet(new ServletHolder(new SimulatedServlet(page)), "/api/simulated/press");
        ServletHolder stream = new ServletHolder(events);
        stream.setAsyncSupported(true);
        context.addServlet(stream, "/events");
        server.setHandler(context);
        server.start();
    }

    int port() {
        return connector.getLocalPort();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** What happens when the bundle is stopped while the server goes on. */
    void stopComponents() throws InterruptedException {
        events.stop();
        page.stop();
    }

    @Override
    public void close() throws Exception {
        stopComponents();
        server.stop();
    }

    static LivePage.Config config(int maxClients, String... hostNames) {
        return new LivePage.Config() {
            @Override
            public String lamp__topic() {
                return "zigbee2mqtt";
            }

            @Override
            public int history() {
                return 100;
            }

            @Override
            public int max__clients() {
                return maxClients;
            }

            @Override
            public String[] host__names() {
                return hostNames;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return LivePage.Config.class;
            }
        };
    }
}
