// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Device;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Phones by Pushover. An emergency repeats there until a person acknowledges it: that is asked for,
 * and acknowledges the alert; the alert acknowledged elsewhere ends the repetition.
 */
final class Pushover extends PushTarget {
    private static final Logger LOG = LoggerFactory.getLogger(Pushover.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Urgency, Integer> PRIORITIES =
            Map.of(Urgency.EMERGENCY, 2, Urgency.URGENT, 1, Urgency.NOTICE, 0, Urgency.INFO, -1);

    /** The shortest that Pushover allows. */
    private static final int REPEAT_SECONDS = 30;

    private static final int EXPIRE_SECONDS = 1_800;
    private static final int TOO_MANY_REQUESTS = 429;

    private final PushoverSettings settings;
    private final Web web;
    private final Receipts receipts;
    private final BiPredicate<String, String> seen;

    /**
     * @param receipts of alerts that repeat
     * @param seen takes the id of an alert that was acknowledged on a phone, and on which; false if
     *     it cannot be taken yet
     */
    Pushover(
            PushoverSettings settings,
            Web web,
            MonotonicClock clock,
            Receipts receipts,
            BiPredicate<String, String> seen) {
        super(
                settings.name(),
                new Outlet(
                        web,
                        clock,
                        answer ->
                                Refusal.ofPushover(
                                        answer.status(), answer.body(), settings.server())));
        this.settings = settings;
        this.web = web;
        this.receipts = receipts;
        this.seen = seen;
    }

    @Override
    public Set<String> targets() {
        return Set.of("push", settings.name());
    }

    @Override
    public void deliver(Alert alert) throws IOException {
        if (alert.event().phase() == Phase.START) {
            keepReceipt(alert, sendStart(alert, message(alert, false)));
        }
    }

    /** What repeats there needs no reminder. */
    @Override
    public void remind(Alert alert) throws IOException {
        if (receipts.of(alert.id()) == null) {
            keepReceipt(alert, sendReminder(alert, message(alert, true)));
        }
    }

    @Override
    public void acknowledged(Alert alert, String by) throws IOException {
        String receipt = receipts.of(alert.id());
        if (receipt != null) {
            Answer answer =
                    web.send(
                            post(
                                    "/1/receipts/" + receipt + "/cancel.json",
                                    Map.of("token", settings.token())));
            if (!answer.ok() && answer.status() != 404) {
                throw new IOException(
                        Refusal.ofPushover(answer.status(), answer.body(), settings.server()));
            }
            receipts.remove(alert.id());
        }
    }

    /** Asks for what was acknowledged on a phone; to be called every 5 s, and no more often. */
    void poll() {
        for (Map.Entry<String, String> open : receipts.all().entrySet()) {
            try {
                poll(open.getKey(), open.getValue());
            } catch (IOException e) {
                LOG.debug("{}: the receipt of {} is asked for again", settings, open.getKey(), e);
                return;
            }
        }
    }

    private void poll(String alert, String receipt) throws IOException {
        String query = "/1/receipts/" + receipt + ".json?token=" + settings.token();
        Answer answer = web.send(HttpRequest.newBuilder(URI.create(settings.server() + query)));
        if (isRefused(answer)) {
            receipts.remove(alert);
            return;
        }
        JsonNode json = read(answer);
        if (json.path("acknowledged").asInt() == 1) {
            String device = json.path("acknowledged_by_device").asText("");
            String by = settings.name() + (device.isEmpty() ? "" : " (" + device + ")");
            if (seen.test(alert, by)) {
                receipts.remove(alert);
            }
        } else if (json.path("expired").asInt() == 1) {
            receipts.remove(alert);
        }
    }

    /** It is no receipt, or no more: asking again would not help. */
    private static boolean isRefused(Answer answer) {
        return answer.status() / 100 == 4 && answer.status() != TOO_MANY_REQUESTS;
    }

    private HttpRequest.Builder message(Alert alert, boolean reminder) {
        Map<String, String> form =
                form(
                        Texts.title(alert, settings.language()),
                        Texts.message(alert, reminder, settings.language()));
        form.put("priority", String.valueOf(PRIORITIES.get(alert.urgency())));
        form.put("timestamp", String.valueOf(alert.event().onset().getEpochSecond()));
        if (alert.urgency() == Urgency.EMERGENCY) {
            form.put("retry", String.valueOf(REPEAT_SECONDS));
            form.put("expire", String.valueOf(EXPIRE_SECONDS));
        }
        return post("/1/messages.json", form);
    }

    private Map<String, String> form(String title, String message) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("token", settings.token());
        form.put("user", settings.user());
        form.put("title", title);
        form.put("message", message);
        if (!settings.device().isEmpty()) {
            form.put("device", settings.device());
        }
        if (!settings.publicUrl().isEmpty()) {
            form.put("url", settings.publicUrl());
        }
        return form;
    }

    private HttpRequest.Builder post(String path, Map<String, String> form) {
        String body =
                form.entrySet().stream()
                        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
                        .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(URI.create(settings.server() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body, UTF_8));
    }

    private void keepReceipt(Alert alert, Answer answer) throws IOException {
        receipts.put(alert.id(), read(answer).path("receipt").asText(""));
    }

    private JsonNode read(Answer answer) throws IOException {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IOException(settings.server() + " answered with no JSON: check the url", e);
        }
    }

    @Override
    protected Device device(String problem) {
        return new Device(
                settings.name(),
                settings.name().replaceFirst("^pushover:", ""),
                "Pushover",
                "push",
                true,
                problem.isEmpty(),
                problem);
    }

    @Override
    public void test(String id) throws IOException {
        requireOwn(id);
        String language = settings.language();
        var unused =
                send(
                        post(
                                "/1/messages.json",
                                form(Texts.TITLE.in(language), Texts.TEST.in(language))));
    }
}
