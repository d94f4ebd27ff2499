// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.hub.Device;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One topic of an ntfy server. What was pushed stays on phones when the sound ends, for those who
 * missed it, and is cleared from all of them when somebody has seen it.
 */
final class Ntfy extends PushTarget {
    private static final Logger LOG = LoggerFactory.getLogger(Ntfy.class);
    private static final Set<Integer> UNKNOWN = Set.of(400, 404, 405);

    private final NtfySettings settings;
    private final Web web;
    private final Supplier<@Nullable URI> page;

    /**
     * One topic.
     *
     * @param page the hub's page; null while there is none
     */
    Ntfy(NtfySettings settings, Web web, MonotonicClock clock, Supplier<@Nullable URI> page) {
        super(
                settings.name(),
                new Outlet(
                        web,
                        clock,
                        answer ->
                                Refusal.ofNtfy(
                                        answer.status(),
                                        answer.body(),
                                        "message",
                                        settings.server())));
        this.settings = settings;
        this.web = web;
        this.page = page;
    }

    @Override
    public Set<String> targets() {
        return Set.of("push", settings.name());
    }

    @Override
    public void deliver(Alert alert) throws IOException {
        if (alert.event().phase() == Phase.START) {
            sendStart(alert, message(NtfyMessage.of(alert, false, settings, click())));
        }
    }

    @Override
    public void remind(Alert alert) throws IOException {
        sendReminder(alert, message(NtfyMessage.of(alert, true, settings, click())));
    }

    /** Clears it from phones; servers before 2.16 cannot, and it stays there. */
    @Override
    public void acknowledged(Alert alert, String by) throws IOException {
        if (isStartMissing(alert)) {
            return;
        }
        String sequence = "/" + settings.topic() + "/" + NtfyMessage.sequence(alert);
        Answer answer =
                web.send(request(sequence + "/clear").method("PUT", BodyPublishers.noBody()));
        if (UNKNOWN.contains(answer.status())) {
            LOG.debug("{} cannot clear notifications ({})", settings, answer.status());
        } else if (!answer.ok()) {
            throw new IOException(
                    Refusal.ofNtfy(answer.status(), answer.body(), "clearing", settings.server()));
        }
    }

    @Override
    protected Device device(String problem) {
        return new Device(
                settings.name(),
                // Not the topic: who knows it can read and send.
                settings.name().replaceFirst("^ntfy:", ""),
                "ntfy",
                "push",
                true,
                problem.isEmpty(),
                problem);
    }

    @Override
    public void test(String id) throws IOException {
        requireOwn(id);
        send(message(NtfyMessage.test(settings)));
    }

    private HttpRequest.Builder message(ObjectNode message) {
        return request("")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(message.toString(), UTF_8));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.server() + path));
        return settings.authorization().isEmpty()
                ? request
                : request.header("Authorization", settings.authorization());
    }

    /** What a tap opens: the page, if a phone can reach it. */
    private String click() {
        @Nullable URI address = page.get();
        if (!settings.publicUrl().isEmpty() || address == null) {
            return settings.publicUrl();
        }
        return WebAddress.isLoopback(address.toString()) ? "" : address.toString();
    }
}
