// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Device;
import io.soribit.common.time.MonotonicClock;
import io.soribit.notify.push.Answer;
import io.soribit.notify.push.Outlet;
import io.soribit.notify.push.PushTarget;
import io.soribit.notify.push.Texts;
import io.soribit.notify.push.Web;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** One browser. What was pushed stays there; its service worker says when it was seen. */
final class BrowserTarget extends PushTarget {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration KEPT = Duration.ofHours(6);
    private static final int GONE = 410;
    private static final int UNKNOWN = 404;

    private final Subscription subscription;
    private final Vapid vapid;
    private final Pairings pairings;
    private final Clock clock;
    private final AtomicBoolean gone;
    private final SecureRandom random = new SecureRandom();

    BrowserTarget(Subscription subscription, Vapid vapid, Pairings pairings, Web web, Clock clock) {
        this(subscription, vapid, pairings, web, clock, new AtomicBoolean());
    }

    private BrowserTarget(
            Subscription subscription,
            Vapid vapid,
            Pairings pairings,
            Web web,
            Clock clock,
            AtomicBoolean gone) {
        super(
                "web:" + subscription.device(),
                new Outlet(
                        web,
                        MonotonicClock.SYSTEM,
                        answer -> accepted(answer, gone),
                        BrowserTarget::refusal));
        this.subscription = subscription;
        this.vapid = vapid;
        this.pairings = pairings;
        this.clock = clock;
        this.gone = gone;
    }

    private static boolean accepted(Answer answer, AtomicBoolean gone) {
        if (answer.status() == GONE || answer.status() == UNKNOWN) {
            gone.set(true);
        }
        return answer.ok();
    }

    private static String refusal(Answer answer) {
        return switch (answer.status()) {
            case GONE, UNKNOWN ->
                    "the browser wants no alerts any more: switch them on there again";
            case 400, 401, 403 ->
                    "the push service does not accept the hub's key ("
                            + answer.status()
                            + "): switch alerts off and on again on that device; some services want a"
                            + " contact in etc/io.soribit.notify.push.browser.cfg";
            case 413 -> "the message is too long for the push service";
            case 429 -> "too many messages: the push service asks for a pause";
            default -> "the push service does not take the message (" + answer.status() + ")";
        };
    }

    /** Whether its push service has said that there is no such browser. */
    boolean gone() {
        return gone.get();
    }

    Subscription subscription() {
        return subscription;
    }

    @Override
    public Set<String> targets() {
        return Set.of("push", id());
    }

    @Override
    public void deliver(Alert alert) throws IOException {
        if (alert.event().phase() == Phase.START) {
            sendStart(alert, request(message(alert, false), alert.urgency(), alert.id()));
        }
    }

    @Override
    public void remind(Alert alert) throws IOException {
        sendReminder(alert, request(message(alert, true), alert.urgency(), alert.id()));
    }

    @Override
    public void acknowledged(Alert alert, String by) {
        // Browsers punish messages that show nothing: the notification stays until it is opened.
    }

    @Override
    public void test(String id) throws IOException {
        requireOwn(id);
        ObjectNode message = MAPPER.createObjectNode();
        message.put("title", Texts.TITLE.in(subscription.language()));
        message.put("body", Texts.TEST.in(subscription.language()));
        send(request(message, Urgency.URGENT, "test"));
    }

    /** One that is not to be used any more is let go of as if its browser had said so. */
    @Override
    public void use(String id, boolean used) throws IOException {
        requireOwn(id);
        gone.set(!used);
    }

    private ObjectNode message(Alert alert, boolean reminder) {
        String language = subscription.language();
        ObjectNode message = MAPPER.createObjectNode();
        message.put("id", alert.id());
        message.put("title", Texts.title(alert, language));
        message.put("body", Texts.message(alert, reminder, language));
        message.put("urgency", alert.urgency().name().toLowerCase(Locale.ROOT));
        message.put("seen", Texts.SEEN.in(language));
        message.put("lang", language);
        return message;
    }

    private HttpRequest.Builder request(ObjectNode message, Urgency urgency, String topic)
            throws IOException {
        if (!pairings.of(subscription.device())
                .filter(subscription.pairing()::equals)
                .isPresent()) {
            gone.set(true);
            throw new IOException(subscription.device() + " is not paired any more");
        }
        try {
            byte[] salt = new byte[Encryption.SALT];
            random.nextBytes(salt);
            byte[] body =
                    Encryption.encrypt(
                            message.toString().getBytes(UTF_8),
                            subscription.publicKey(),
                            subscription.secretBytes(),
                            P256.generate(),
                            salt);
            return HttpRequest.newBuilder(subscription.endpoint())
                    .header(
                            "Authorization",
                            vapid.authorization(subscription.endpoint(), clock.instant()))
                    .header("Content-Encoding", "aes128gcm")
                    .header("Content-Type", "application/octet-stream")
                    .header("TTL", Long.toString(KEPT.toSeconds()))
                    .header("Urgency", urgency.compareTo(Urgency.URGENT) >= 0 ? "high" : "normal")
                    .header("Topic", Integer.toHexString(topic.hashCode()))
                    .POST(BodyPublishers.ofByteArray(body));
        } catch (GeneralSecurityException e) {
            throw new IOException("the message cannot be encrypted: " + e.getMessage(), e);
        }
    }

    @Override
    protected Device device(String problem) {
        return new Device(
                id(), subscription.device(), "Web Push", "push", true, problem.isEmpty(), problem);
    }
}
