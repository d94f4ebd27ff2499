// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import io.soribit.api.hub.Device;
import io.soribit.api.hub.Devices;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A server that alerts are sent to, as one device of the hub. Starts are retried for hours, and an
 * alert whose start did not arrive is not followed by its end or by its acknowledgement.
 * Thread-safe.
 */
public abstract class PushTarget implements Notifier, Devices {
    /** A phone that was unreachable for hours still gets what it has missed. */
    static final Duration RETRY_WINDOW = Duration.ofHours(6);

    private static final int MOST_MISSING = 1_000;

    private final String name;
    private final Outlet outlet;
    private final Set<String> missing = new LinkedHashSet<>();
    private volatile String problem = "";

    /** A device of that name. */
    protected PushTarget(String name, Outlet outlet) {
        this.name = name;
        this.outlet = outlet;
    }

    @Override
    public final String id() {
        return name;
    }

    @Override
    public final Optional<Duration> retryWindow() {
        return Optional.of(RETRY_WINDOW);
    }

    /** What {@link Device} says of it. */
    protected abstract Device device(String problem);

    @Override
    public final List<Device> devices() {
        return List.of(device(problem));
    }

    @Override
    public void use(String id, boolean used) throws IOException {
        requireOwn(id);
        if (!used) {
            throw new IOException(id + " is used as long as its file in etc is there: remove that");
        }
    }

    /** Throws if this is the id of another device. */
    protected final void requireOwn(String id) throws IOException {
        if (!id.equals(name)) {
            throw new IOException("there is no " + id + ": it is called " + name);
        }
    }

    /** Sends the start of an alert. */
    protected final Answer sendStart(Alert alert, HttpRequest.Builder request) throws IOException {
        markMissing(alert.id(), true);
        Answer answer = send(request);
        markMissing(alert.id(), false);
        return answer;
    }

    /** Reminds of an alert, which makes up for a start that did not arrive. */
    protected final Answer sendReminder(Alert alert, HttpRequest.Builder request)
            throws IOException {
        Answer answer = send(request);
        markMissing(alert.id(), false);
        return answer;
    }

    /** Whether the start of an alert was sent and did not arrive. */
    final boolean isStartMissing(Alert alert) {
        synchronized (missing) {
            return missing.contains(alert.id());
        }
    }

    private void markMissing(String id, boolean is) {
        synchronized (missing) {
            if (!is) {
                missing.remove(id);
            } else if (missing.size() < MOST_MISSING) {
                missing.add(id);
            }
        }
    }

    /** Sends a request, and notes for people whether the server took it. */
    protected final Answer send(HttpRequest.Builder request) throws IOException {
        try {
            Answer answer = outlet.send(request);
            problem = "";
            return answer;
        } catch (IOException e) {
            problem = String.valueOf(e.getMessage());
            throw e;
        }
    }
}
