// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /events}: a stream of server-sent events, a snapshot first. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/events")
@HttpWhiteboardServletAsyncSupported
public final class EventsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(EventsServlet.class);
    private static final byte[] RETRY = "retry: 2000\n\n".getBytes(StandardCharsets.UTF_8);
    private static final int QUEUE = 256;
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final transient Live live;
    private final transient Access access;
    private final int most;
    private final transient Set<Client> clients = ConcurrentHashMap.newKeySet();
    private final transient AtomicInteger count = new AtomicInteger();

    @Activate
    public EventsServlet(@Reference LivePage page) {
        this(page.live(), new Access(page.config().host__names()), page.config().max__clients());
    }

    EventsServlet(Live live, Access access, int most) {
        this.live = live;
        this.access = access;
        this.most = most;
    }

    /** A stopped bundle's streams would stay open, silent, if nobody ended them. */
    @Deactivate
    void stop() throws InterruptedException {
        List<Client> open = List.copyOf(clients);
        open.forEach(Client::close);
        for (Client client : open) {
            client.join(Duration.ofSeconds(1));
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!access.grant(request, response)) {
            return;
        }
        if (clients.size() >= most) {
            LOG.warn("{} pages are open, one more is refused: see max_clients", most);
            response.setHeader("Retry-After", "10");
            response.sendError(
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    "too many pages are open: close one, or raise max_clients of io.soribit.web");
            return;
        }
        response.setContentType("text/event-stream");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        watch(async, response.getOutputStream());
    }

    private void watch(AsyncContext async, ServletOutputStream out) {
        Client client =
                new Client(
                        "client-" + count.incrementAndGet(),
                        QUEUE,
                        HEARTBEAT,
                        new ResponseWire(async, out),
                        this::gone);
        client.offer(RETRY);
        live.join(client);
        clients.add(client);
        client.start();
    }

    private void gone(Client client) {
        clients.remove(client);
        live.leave(client);
    }
}
