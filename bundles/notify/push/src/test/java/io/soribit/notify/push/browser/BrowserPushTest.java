// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import io.soribit.common.security.UserFile.User;
import io.soribit.notify.push.Samples;
import io.soribit.notify.push.Web;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a push service over HTTPS: the real ones cannot be reached from a build. */
@Timeout(240)
class BrowserPushTest {
    private static final Instant NOW = Instant.parse("2026-03-01T20:15:30Z");

    @TempDir Path data;
    private final List<BrowserTarget> there = new ArrayList<>();
    private PushService service;
    private UserFile users;
    private BrowserPush push;

    @BeforeEach
    void start() throws Exception {
        service = new PushService(data);
        users = new UserFile(data.resolve("etc").resolve("page-users"));
        pair("phone of Minsu");
        push = open();
    }

    private BrowserPush open() throws IOException {
        there.clear();
        return new BrowserPush(
                data,
                new Config(),
                target -> {
                    there.add(target);
                    return () -> there.remove(target);
                },
                new Web(Duration.ofSeconds(30), "test", service.trusting()),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        push.deactivate();
        service.close();
    }

    private void pair(String device) throws IOException {
        users.put(new User(device, Passwords.hash("secret".toCharArray()), "resident"));
    }

    private void subscribe() throws IOException {
        push.subscribe("phone of Minsu", service.endpoint(), service.key(), service.secret(), "ko");
    }

    @Test
    void anAlertIsReadByTheBrowserAlone() throws Exception {
        subscribe();
        Alert bell = Samples.doorbell();
        there.get(0).deliver(bell);
        assertThat(service.shown).hasSize(1);
        assertThat(service.shown.get(0).get("title").asText()).isEqualTo("🔔 초인종");
        assertThat(service.shown.get(0).get("body").asText()).startsWith("hall");
        assertThat(service.shown.get(0).get("id").asText()).isEqualTo(bell.id());
        assertThat(service.shown.get(0).get("seen").asText()).isEqualTo("확인");
        assertThat(service.headers.get(0).getFirst("Urgency")).isEqualTo("high");
        assertThat(service.headers.get(0).getFirst("Ttl")).isEqualTo("21600");
        assertThat(service.headers.get(0).getFirst("Content-encoding")).isEqualTo("aes128gcm");
        assertThat(service.claims.get(0).get("aud").asText())
                .isEqualTo(service.endpoint().replaceAll("/send.*", ""));
        assertThat(service.claims.get(0).get("exp").asLong())
                .isBetween(NOW.getEpochSecond(), NOW.plus(Duration.ofHours(24)).getEpochSecond());
        assertThat(service.claims.get(0).get("sub").asText()).isEqualTo("mailto:me@example.org");
        assertThat(service.headers.get(0).getFirst("Authorization")).endsWith("k=" + push.key());
    }

    @Test
    void aReminderTakesThePlaceOfItsAlertAndATestIsSent() throws Exception {
        subscribe();
        Alert dog = Samples.alert("9", Phase.START, Urgency.NOTICE, 2, "hall");
        there.get(0).deliver(dog);
        there.get(0).remind(dog);
        there.get(0).test("web:phone of Minsu");
        assertThat(service.headers.get(0).getFirst("Topic"))
                .isEqualTo(service.headers.get(1).getFirst("Topic"));
        assertThat(service.headers.get(0).getFirst("Urgency")).isEqualTo("normal");
        assertThat(service.shown.get(2).get("body").asText()).contains("여기로 알려 드립니다");
        assertThat(there.get(0).targets()).containsExactlyInAnyOrder("push", "web:phone of Minsu");
    }

    @Test
    void itIsKeptAcrossARestartForTheHubAlone() throws Exception {
        subscribe();
        String key = push.key();
        push.deactivate();
        push = open();
        assertThat(push.key()).isEqualTo(key);
        assertThat(push.subscribed("phone of Minsu")).isTrue();
        there.get(0).deliver(Samples.doorbell());
        assertThat(service.shown).hasSize(1);
        for (String file : List.of("web-push", "web-push-key")) {
            assertThat(Files.getPosixFilePermissions(data.resolve("state").resolve(file)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void whoIsNotPairedAnyMoreGetsNothing() throws Exception {
        subscribe();
        BrowserTarget target = there.get(0);
        users.remove("phone of Minsu");
        pair("kitchen wall");
        assertThatThrownBy(() -> target.deliver(Samples.doorbell()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not paired any more");
        pair("phone of Minsu"); // another phone of the same name
        assertThatThrownBy(() -> target.deliver(Samples.doorbell()))
                .isInstanceOf(IOException.class);
        push.check();
        assertThat(there).isEmpty();
        assertThat(push.subscribed("phone of Minsu")).isFalse();
        assertThat(service.headers).isEmpty();
        assertThat(Files.readString(data.resolve("state").resolve("web-push"))).isEmpty();
    }

    @Test
    void aBrowserThatWantsNoneAnyMoreIsForgotten() throws Exception {
        subscribe();
        service.status = 410;
        assertThatThrownBy(() -> there.get(0).deliver(Samples.doorbell()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("switch them on there again");
        assertThat(there.get(0).devices().get(0).reachable()).isFalse();
        push.check();
        assertThat(there).isEmpty();
    }

    @Test
    void aDeviceThatIsNotToBeUsedAnyMoreIsForgotten() throws Exception {
        subscribe();
        there.get(0).use("web:phone of Minsu", false);
        push.check();
        assertThat(there).isEmpty();
        assertThat(push.subscribed("phone of Minsu")).isFalse();
    }

    @Test
    void aServiceThatFailsIsTriedAgain() throws Exception {
        subscribe();
        service.status = 503;
        assertThatThrownBy(() -> there.get(0).deliver(Samples.doorbell()))
                .isInstanceOf(IOException.class);
        push.check();
        service.status = 201;
        there.get(0).deliver(Samples.doorbell());
        assertThat(service.shown).hasSize(1);
    }

    @Test
    void onlyKnownPushServicesAndRealKeysAreTaken() {
        String key = service.key();
        String secret = service.secret();
        for (String elsewhere :
                List.of(
                        "https://router.local/send",
                        "http://127.0.0.1/send",
                        "https://evil.example/?.push.apple.com",
                        "https://xpush.apple.com.evil.example/",
                        "no address")) {
            assertThatThrownBy(() -> push.subscribe("phone of Minsu", elsewhere, key, secret, "en"))
                    .as(elsewhere)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(
                        () ->
                                push.subscribe(
                                        "phone of Minsu", service.endpoint(), "AAAA", secret, "en"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                push.subscribe(
                                        "phone of Minsu", service.endpoint(), key, "AAAA", "en"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> push.subscribe("stranger", service.endpoint(), key, secret, "en"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not paired");
        assertThat(there).isEmpty();
    }

    /** The push service of the test, besides those of Apple. */
    private static final class Config implements BrowserPush.Config {
        @Override
        public String[] services() {
            return new String[] {"127.0.0.1", ".push.apple.com"};
        }

        @Override
        public String contact() {
            return "mailto:me@example.org";
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return BrowserPush.Config.class;
        }
    }
}
