// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static io.soribit.notify.push.Samples.alert;
import static io.soribit.notify.push.Samples.doorbell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an Apprise API server gets; it answers as its documentation says. */
@Timeout(240)
class AppriseTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private volatile int failure;
    private final Peer peer = new Peer(this::answer);
    private final Web web = new Web(Duration.ofSeconds(30), "test");

    private record TestConfig(
            String url, String key, String[] urls, String tag, String user, String password)
            implements AppriseNotifier.Config {
        @Override
        public String language() {
            return "en";
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return AppriseNotifier.Config.class;
        }
    }

    private Peer.Reply answer(Peer.Got got) {
        if (failure > 0) {
            return new Peer.Reply(
                    failure, "{\"error\":\"One or more notification could not be sent\"}");
        }
        boolean stateless = got.path().equals("/notify") && got.body().contains("\"urls\"");
        if (!got.method().equals("POST") || !(stateless || got.path().startsWith("/notify/"))) {
            return new Peer.Reply(400, "");
        }
        return got.path().equals("/notify/unknown")
                ? new Peer.Reply(204, "")
                : new Peer.Reply(200, "{\"error\":\"\",\"details\":[]}");
    }

    @AfterEach
    void close() {
        web.close();
        peer.close();
    }

    private Apprise apprise(String key, String... urls) {
        TestConfig config = new TestConfig(peer.url(), key, urls, "home", "min", "secret");
        AppriseSettings settings = AppriseSettings.of(config, "apprise:family", p -> {});
        assertThat(settings.toString()).doesNotContain("secret", "tgram", "house");
        return new Apprise(settings, web, new ManualClock(Samples.ONSET));
    }

    private JsonNode last() throws IOException {
        return JSON.readTree(peer.got.get(peer.got.size() - 1).body());
    }

    @Test
    void aConfigurationOfTheServerGetsStartAndReminder() throws Exception {
        Apprise apprise = apprise("house");
        apprise.deliver(doorbell());
        assertThat(peer.got.get(0).path()).isEqualTo("/notify/house");
        assertThat(peer.got.get(0).authorization()).isEqualTo("Basic bWluOnNlY3JldA==");
        assertThat(last())
                .isEqualTo(
                        JSON.readTree(
                                "{\"title\":\"🔔 Doorbell\",\"body\":\"hall\",\"type\":\"warning\","
                                        + "\"format\":\"text\",\"tag\":\"home\"}"));
        apprise.remind(alert("7f3a", Phase.START, Urgency.EMERGENCY, 1, "hall"));
        assertThat(last().path("type").asText()).isEqualTo("failure");
        assertThat(last().path("body").asText()).contains("Nobody has seen it yet");
        apprise.deliver(alert("7f3a", Phase.END, Urgency.URGENT, 1, "hall"));
        assertThat(peer.got).hasSize(2);
        assertThat(apprise.devices().get(0).reachable()).isTrue();
    }

    @Test
    void servicesCanBeNamedHere() throws Exception {
        apprise("", "tgram://bot/chat, mailto://me").deliver(doorbell());
        assertThat(peer.got.get(0).path()).isEqualTo("/notify");
        assertThat(last().path("urls")).hasToString("[\"tgram://bot/chat\",\"mailto://me\"]");
    }

    @Test
    void aConfigurationThatIsNotThereIsNoReceipt() {
        Apprise apprise = apprise("unknown");
        assertThatThrownBy(() -> apprise.deliver(doorbell()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nothing under this key");
        assertThat(apprise.devices().get(0).reachable()).isFalse();
    }

    @Test
    void aServiceThatDidNotTakeItIsNoReceipt() {
        failure = 424;
        assertThatThrownBy(() -> apprise("house").deliver(doorbell()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("could not be sent")
                .hasMessageContaining("one of its services");
    }

    @Test
    void eitherAKeyOrUrls() {
        assertThatThrownBy(() -> apprise("")).hasMessageContaining("set either key");
        assertThatThrownBy(() -> apprise("house", "tgram://x")).hasMessageContaining("set either");
        assertThatThrownBy(() -> apprise("a/b")).hasMessageContaining("1 to 128 letters");
        List<String> problems = new ArrayList<>();
        AppriseSettings.of(
                new TestConfig("http://server:8000/", "house", new String[0], "", "min", "secret"),
                "apprise",
                problems::add);
        assertThat(problems).hasSize(1).first().asString().contains("use https");
    }
}
