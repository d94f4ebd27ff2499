// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.web.LivePage;
import io.soribit.web.limit.AddressCounter;
import io.soribit.web.live.Client;
import io.soribit.web.live.Live;
import io.soribit.web.live.Presence;
import io.soribit.web.message.Message;
import io.soribit.web.message.MessageCode;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /events}: a stream of server-sent events, which starts with a snapshot, or after the
 * event of the header {@code Last-Event-ID} or the parameter {@code last}. It ends when its user is
 * removed, or gets another password or role.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/events")
@HttpWhiteboardServletAsyncSupported
public final class EventsServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(EventsServlet.class);
    private static final byte[] RETRY = "retry: 2000\n\n".getBytes(StandardCharsets.UTF_8);
    private static final int QUEUE = 256;
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private static final Duration ADMISSION = Duration.ofMillis(250);

    private final transient RequestGuard guard;
    private final transient Live live;
    private final int most;
    private final transient AddressCounter addresses;
    private final transient Presence presence;
    private final transient Map<Client, Place> clients = new ConcurrentHashMap<>();
    private final transient AtomicInteger count = new AtomicInteger();
    private final transient PeriodicTask admission;

    /** Where a page is open, and whose it is. */
    private record Place(String address, String user) {}

    @Activate
    public EventsServlet(@Reference LivePage page, @Reference RequestGuard guard) {
        super(guard);
        this.guard = guard;
        live = page.live();
        presence = page.presence();
        most = page.config().max__clients();
        addresses = new AddressCounter(page.config().max__clients__per__address());
        admission =
                new PeriodicTask(
                        "soribit-web-admission",
                        ADMISSION,
                        () -> clients.keySet().forEach(Client::checkAdmission));
    }

    /** Without this the streams of a stopped bundle would stay open. */
    @Deactivate
    public void stop() throws InterruptedException {
        admission.close();
        List<Client> open = List.copyOf(clients.keySet());
        open.forEach(Client::close);
        for (Client client : open) {
            client.join(Duration.ofSeconds(1));
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (request.getMethod().equals("HEAD")) {
            response.setContentType("text/event-stream");
            return;
        }
        String address = request.getRemoteAddr();
        if (clients.size() >= most || (isAlmostFull() && addresses.has(address))) {
            refuse(response, MessageCode.TOO_MANY_PAGES.with("max_clients"));
        } else if (!addresses.acquire(address)) {
            refuse(
                    response,
                    MessageCode.TOO_MANY_PAGES_HERE.with(address, "max_clients_per_address"));
        } else {
            open(request, response, address);
        }
    }

    /** The last places are for addresses that have no page open yet. */
    private boolean isAlmostFull() {
        return clients.size() >= most - most / 8;
    }

    private static void refuse(HttpServletResponse response, Message problem) throws IOException {
        LOG.warn("refusing an event stream: {}", problem.english());
        response.setHeader("Retry-After", "10");
        JsonResponse.error(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, problem);
    }

    private void open(HttpServletRequest request, HttpServletResponse response, String address)
            throws IOException {
        response.setContentType("text/event-stream");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        Client client =
                new Client(
                        "client-" + count.incrementAndGet(),
                        QUEUE,
                        HEARTBEAT,
                        new ResponseStream(async, response.getOutputStream()),
                        guard.admission(request),
                        this::ended);
        Place place = new Place(address, JsonResponse.user(request));
        clients.put(client, place);
        presence.opened(place.user());
        client.offer(RETRY);
        live.join(client, lastEventId(request));
        client.start();
    }

    private static @Nullable String lastEventId(HttpServletRequest request) {
        @Nullable String header = request.getHeader("Last-Event-ID");
        return header == null ? request.getParameter("last") : header;
    }

    private void ended(Client client) {
        Place place = clients.remove(client);
        if (place != null) {
            addresses.release(place.address());
            presence.closed(place.user());
        }
        live.leave(client);
    }
}
