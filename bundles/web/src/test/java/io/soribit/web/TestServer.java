// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.hub.Health;
import io.soribit.web.log.LogServlet;
import io.soribit.web.log.RecentLog;
import io.soribit.web.log.UpdatesServlet;
import io.soribit.web.microphone.MicrophoneServlet;
import io.soribit.web.servlet.AlertsServlet;
import io.soribit.web.servlet.BackupServlet;
import io.soribit.web.servlet.DevicesServlet;
import io.soribit.web.servlet.EventsServlet;
import io.soribit.web.servlet.HealthServlet;
import io.soribit.web.servlet.HistoryServlet;
import io.soribit.web.servlet.MetricsServlet;
import io.soribit.web.servlet.ModeServlet;
import io.soribit.web.servlet.ModelsServlet;
import io.soribit.web.servlet.PageServlet;
import io.soribit.web.servlet.PairServlet;
import io.soribit.web.servlet.PlugInsServlet;
import io.soribit.web.servlet.ReportServlet;
import io.soribit.web.servlet.RequestGuard;
import io.soribit.web.servlet.ScoresServlet;
import io.soribit.web.servlet.SimulatedServlet;
import io.soribit.web.servlet.SnoozeServlet;
import io.soribit.web.servlet.StatusServlet;
import io.soribit.web.servlet.TimelineServlet;
import io.soribit.web.setting.NtfyServlet;
import io.soribit.web.setting.PeopleServlet;
import io.soribit.web.setting.PushServlet;
import io.soribit.web.setting.RecipientsServlet;
import io.soribit.web.setting.RulesServlet;
import io.soribit.web.setting.SensitivityServlet;
import io.soribit.web.setting.SettingsServlet;
import io.soribit.web.setting.SourcesServlet;
import io.soribit.web.setting.TeachServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** The bundle's component and servlets on a real server, as the whiteboard would run them. */
public final class TestServer implements AutoCloseable {
    private static final String VERSION = "1.2.3";

    public final LivePage page;
    public final FakeAlerts alerts = new FakeAlerts();
    public final FakeModes modes = new FakeModes();
    public final FakeDevices devices = new FakeDevices();
    public final FakeRecipients recipients = new FakeRecipients();
    public final FakeSensitivity sensitivity = new FakeSensitivity();
    public final FakeTeaching teaching = new FakeTeaching();
    public final FakeRules rules = new FakeRules();
    public final FakeBackups backups = new FakeBackups();
    public final FakeSettings settings = new FakeSettings();
    public final FakeSources sources = new FakeSources();
    public final FakeWebPush push = new FakeWebPush();
    public final FakeNtfyTopics ntfy = new FakeNtfyTopics();
    public final FakePlugIns plugIns = new FakePlugIns();
    public final FakeLentMicrophones microphones = new FakeLentMicrophones();
    public final FakeStore store = new FakeStore();
    public final FakeTimeline timeline = new FakeTimeline(store);
    public final PeopleServlet people;
    private final RecentLog log = new RecentLog();
    private final EventsServlet events;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    /** The certificate of the hub's authority; null: there is none. */
    public volatile byte @Nullable [] authority;

    /** On a port of its own choice with 0; without users. */
    public volatile Health.State health = new Health.State(true, true, true, "listening: Hall");

    public TestServer(int port, PageConfig config) throws Exception {
        this(port, config, Path.of("no-such-file"));
    }

    public TestServer(int port, PageConfig config, Path users) throws Exception {
        this(
                port,
                config,
                page -> new RequestGuard(page, users),
                users.resolveSibling("data"),
                VERSION);
    }

    /** Of a hub of another version. */
    public TestServer(int port, PageConfig config, String version) throws Exception {
        this(
                port,
                config,
                page -> new RequestGuard(page, Path.of("no-such-file")),
                Path.of("no-such-folder"),
                version);
    }

    /** With a guard of the test's own. */
    public TestServer(int port, PageConfig config, Function<LivePage, RequestGuard> guards)
            throws Exception {
        this(port, config, guards, Path.of("no-such-folder"), VERSION);
    }

    private TestServer(
            int port,
            PageConfig config,
            Function<LivePage, RequestGuard> guards,
            Path data,
            String version)
            throws Exception {
        page = new LivePage(version, config);
        RequestGuard guard = guards.apply(page);
        events = new EventsServlet(page, guard);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new PageServlet(page, guard)), "/");
        context.addServlet(new ServletHolder(new PairServlet(guard)), "/api/pair");
        context.addServlet(
                new ServletHolder(new MicrophoneServlet(microphones, guard)), "/api/microphone");
        context.addServlet(
                new ServletHolder(new SnoozeServlet(timeline, alerts, guard)), "/api/snooze");
        context.addServlet(
                new ServletHolder(new BackupServlet(backups, page, guard)), "/api/backup");
        context.addServlet(new ServletHolder(new LogServlet(log, guard)), "/api/log");
        context.addServlet(
                new ServletHolder(new UpdatesServlet("1.2.3", data, guard)), "/api/updates");
        context.addServlet(new ServletHolder(new StatusServlet(page, guard)), "/api/status");
        ServletHolder healthServlet = new ServletHolder(new HealthServlet(() -> health, guard));
        context.addServlet(healthServlet, "/health");
        context.addServlet(healthServlet, "/health/*");
        context.addServlet(
                new ServletHolder(
                        new MetricsServlet(out -> out.write("# EOF\n".getBytes(UTF_8)), guard)),
                "/metrics");
        context.addServlet(
                new ServletHolder(new ModelsServlet(page, new FakeModels(), guard)), "/api/models");
        page.bindAlerts(alerts);
        page.bindModes(modes);
        page.bindDevices(devices);
        page.bindPlugIns(plugIns);
        context.addServlet(new ServletHolder(new AlertsServlet(alerts, guard)), "/api/alerts/*");
        context.addServlet(new ServletHolder(new ModeServlet(modes, guard)), "/api/mode");
        context.addServlet(new ServletHolder(new DevicesServlet(page, guard)), "/api/devices/*");
        context.addServlet(
                new ServletHolder(new RecipientsServlet(recipients, guard)), "/api/recipients/*");
        context.addServlet(new ServletHolder(new PushServlet(push, guard)), "/api/push");
        context.addServlet(new ServletHolder(new NtfyServlet(ntfy, guard)), "/api/ntfy/*");
        people = new PeopleServlet(data.toAbsolutePath().getParent(), page, () -> uri("/"), guard);
        context.addServlet(new ServletHolder(people), "/api/people");
        context.addServlet(new ServletHolder(new RulesServlet(rules, guard)), "/api/rules/*");
        context.addServlet(
                new ServletHolder(new SettingsServlet(settings, guard)), "/api/settings/*");
        context.addServlet(new ServletHolder(new SourcesServlet(sources, guard)), "/api/sources/*");
        context.addServlet(new ServletHolder(new ScoresServlet(timeline, guard)), "/api/scores");
        context.addServlet(
                new ServletHolder(
                        new SensitivityServlet(timeline, sensitivity, new HubFixture(), guard)),
                "/api/sensitivity/*");
        context.addServlet(new ServletHolder(new TeachServlet(teaching, guard)), "/api/teach/*");
        context.addServlet(new ServletHolder(new HistoryServlet(store, guard)), "/api/history");
        context.addServlet(
                new ServletHolder(new TimelineServlet(timeline, store, page, guard)),
                "/api/timeline/*");
        context.addServlet(
                new ServletHolder(new ReportServlet(timeline, guard)), "/api/timeline/report");
        context.addServlet(
                new ServletHolder(new PlugInsServlet(page, plugIns, guard)), "/api/plugins");
        context.addServlet(
                new ServletHolder(new SimulatedServlet(page, guard)), "/api/simulated/press");
        context.addServlet(new ServletHolder(new AuthorityStub()), "/authority.crt");
        ServletHolder stream = new ServletHolder(events);
        stream.setAsyncSupported(true);
        context.addServlet(stream, "/events");
        server.setHandler(context);
        server.start();
    }

    /** As the bundle that opens the page to the home answers. */
    private final class AuthorityStub extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            byte @Nullable [] certificate = authority;
            if (certificate == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            response.setContentType("application/x-x509-ca-cert");
            response.getOutputStream().write(certificate);
        }
    }

    /** A way in without the network. */
    public LocalConnector local() throws Exception {
        LocalConnector local = new LocalConnector(server);
        server.addConnector(local);
        local.start();
        return local;
    }

    public int port() {
        return connector.getLocalPort();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** What happens when the bundle is stopped while the server continues. */
    public void stopComponents() throws InterruptedException {
        events.stop();
        page.stop();
        log.stop();
    }

    @Override
    public void close() throws Exception {
        stopComponents();
        server.stop();
    }

    public static PageConfig config(int maxClients) {
        return config(maxClients, 3);
    }

    public static PageConfig config(int maxClients, int perAddress) {
        return new PageConfig() {
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
            public int max__clients__per__address() {
                return perAddress;
            }

            @Override
            public int upload__megabytes() {
                return 1;
            }

            @Override
            public String advice() {
                return "baby_cry: Jiwoo is awake: her milk is in the fridge.";
            }

            @Override
            public String[] host__names() {
                return new String[0];
            }

            @Override
            public String[] trusted__proxies() {
                return new String[] {"127.0.0.9"};
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return PageConfig.class;
            }
        };
    }
}
