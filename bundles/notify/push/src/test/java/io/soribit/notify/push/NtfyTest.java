// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static io.soribit.notify.push.NtfyServer.next;
import static io.soribit.notify.push.Samples.alert;
import static io.soribit.notify.push.Samples.doorbell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.testkit.ManualClock;
import io.soribit.testkit.Ports;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an ntfy server gets, and what is made of its answers. */
@Timeout(240)
class NtfyTest {
    private static final String KEY = "0123456789abcdef";

    private final NtfyServer server;
    private final Web web = new Web(Duration.ofSeconds(30), "test");
    private final ManualClock clock = new ManualClock(Samples.ONSET);
    private @Nullable URI page;

    NtfyTest() throws IOException {
        server = new NtfyServer();
    }

    @AfterEach
    void close() {
        web.close();
        server.close();
    }

    private Ntfy ntfy(TestConfig expected) {
        return ntfy(expected, web);
    }

    private Ntfy ntfy(TestConfig expected, Web web) {
        NtfySettings settings = NtfySettings.of(expected, "ntfy:phone", KEY, problem -> {});
        return new Ntfy(settings, web, clock, () -> page);
    }

    private Ntfy ntfy() {
        return ntfy(TestConfig.of(server.url(), "home"));
    }

    @Test
    void anAlertIsPushed() throws Exception {
        ntfy(TestConfig.of(server.url() + "/", "home").replies("back")).deliver(doorbell());
        assertThat(next(server.published))
                .hasToString(
                        "{\"topic\":\"home\",\"title\":\"🔔 Doorbell\",\"message\":\"hall\","
                                + "\"priority\":4,\"sequence_id\":\"7f3a\",\"actions\":[{\"action\":"
                                + "\"http\",\"label\":\"Seen\",\"method\":\"POST\",\"clear\":true,"
                                + "\"url\":\""
                                + server.url()
                                + "/back\",\"body\":\"7f3a\"}]}");
    }

    @Test
    void anEmergencyInKoreanHasTheHighestPriority() throws Exception {
        Ntfy ntfy = ntfy(TestConfig.of(server.url(), "home").language("KO"));
        ntfy.deliver(alert("a", Phase.START, Urgency.EMERGENCY, 3, "부엌", "hall"));
        JsonNode message = next(server.published);
        assertThat(message.path("title").asText()).isEqualTo("🔔 초인종");
        assertThat(message.path("message").asText()).isEqualTo("부엌, hall · 3번");
        assertThat(message.path("priority").asInt()).isEqualTo(5);
        assertThat(message.path("tags")).hasToString("[\"rotating_light\"]");
        assertThat(message.at("/actions/0/label").asText()).isEqualTo("확인");
    }

    @Test
    void whatComesLateSaysHowOldItIs() throws Exception {
        ntfy().deliver(doorbell().aged(Duration.ofMinutes(4)));
        assertThat(next(server.published).path("message").asText()).isEqualTo("hall · 4 min ago");
    }

    @Test
    void aReminderTakesThePlaceOfTheFirstAndSaysThatNobodyHasSeenIt() throws Exception {
        Ntfy ntfy = ntfy();
        ntfy.deliver(doorbell());
        ntfy.remind(doorbell());
        JsonNode first = next(server.published);
        JsonNode again = next(server.published);
        assertThat(again.path("sequence_id")).isEqualTo(first.path("sequence_id"));
        assertThat(again.path("message").asText()).isEqualTo("hall · Nobody has seen it yet");
    }

    @Test
    void updatesAndTheEndAreNotPushed() throws Exception {
        Ntfy ntfy = ntfy();
        ntfy.deliver(alert("a", Phase.UPDATE, Urgency.URGENT, 2, "hall"));
        ntfy.deliver(alert("a", Phase.END, Urgency.URGENT, 2, "hall"));
        ntfy.deliver(alert("b", Phase.START, Urgency.INFO, 1, "hall"));
        JsonNode only = next(server.published);
        assertThat(only.path("sequence_id").asText()).isEqualTo("b");
        assertThat(only.path("priority").asInt()).isEqualTo(2);
    }

    @Test
    void anIdThatNtfyDoesNotTakeIsReplacedInTheSequenceOnly() throws Exception {
        ntfy().deliver(alert("부엌/1", Phase.START, Urgency.URGENT, 1, "hall"));
        JsonNode message = next(server.published);
        assertThat(message.path("sequence_id").asText()).matches("[0-9a-f]{32}");
        assertThat(message.at("/actions/0/body").asText()).isEqualTo("부엌/1");
    }

    @Test
    void aTapOpensThePageWherePhonesReachIt() throws Exception {
        Ntfy ntfy = ntfy();
        page = URI.create("http://127.0.0.1:8780/");
        ntfy.deliver(doorbell());
        assertThat(next(server.published).has("click")).isFalse();
        page = URI.create("http://192.168.1.5:8780/");
        ntfy.deliver(doorbell());
        assertThat(next(server.published).path("click").asText())
                .isEqualTo("http://192.168.1.5:8780/");
        ntfy(TestConfig.of(server.url(), "home").page("https://home.example/")).deliver(doorbell());
        JsonNode message = next(server.published);
        assertThat(message.path("click").asText()).isEqualTo("https://home.example/");
        assertThat(message.path("actions"))
                .hasToString(
                        "[{\"action\":\"http\",\"label\":\"Seen\",\"method\":\"POST\",\"clear\":true,"
                                + "\"url\":\"https://home.example/api/alerts?by=ntfy&ack=7f3a\","
                                + "\"headers\":{\"Soribit-Request\":\"ntfy\"}}]");
    }

    @Test
    void whatSomebodyHasSeenIsClearedFromAllPhones() throws Exception {
        Ntfy ntfy = ntfy();
        ntfy.acknowledged(doorbell(), "Minsu");
        assertThat(next(server.cleared)).isEqualTo("home/7f3a/clear");
        server.clears = false;
        ntfy.acknowledged(doorbell(), "Minsu");
        server.refusals.add(500);
        assertThatThrownBy(() -> ntfy.acknowledged(doorbell(), "Minsu"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("(500");
    }

    @ParameterizedTest
    @CsvSource({
        "401, 'token, or user and password, is wrong'",
        "403, 'may not use the topic'",
        "404, 'check the url'",
        "413, 'too long'",
        "429, 'limits are reached'",
        "500, 'failing'",
        "507, 'disk is full'"
    })
    void aRefusalSaysWhatToDoAndTheNextTrySucceeds(int status, String advice) throws Exception {
        server.refusals.add(status);
        Ntfy ntfy = ntfy();
        assertThatThrownBy(() -> ntfy.deliver(doorbell()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(server.url())
                .hasMessageContaining("" + status)
                .hasMessageContaining("on request")
                .hasMessageContaining(advice);
        assertThat(ntfy.devices().get(0).reachable()).isFalse();
        assertThat(ntfy.devices().get(0).message()).contains(advice);
        clock.advance(Duration.ofSeconds(31));
        ntfy.deliver(doorbell());
        assertThat(server.published).hasSize(1);
        assertThat(ntfy.devices().get(0).reachable()).isTrue();
    }

    @Test
    void aServerThatAsksForAPauseGetsIt() throws Exception {
        server.refusals.add(429);
        Ntfy ntfy = ntfy();
        assertThatThrownBy(() -> ntfy.deliver(doorbell())).hasMessageContaining("429");
        clock.advance(Duration.ofSeconds(29));
        assertThatThrownBy(() -> ntfy.deliver(doorbell()))
                .hasMessage("the server asked for a pause of 1 s more");
        assertThat(server.published).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        ntfy.deliver(doorbell());
        assertThat(server.published).hasSize(1);
    }

    @Test
    void aClockThatIsSetIsNoPauseAndEndsNone() throws Exception {
        server.refusals.add(500);
        Ntfy ntfy = ntfy();
        assertThatThrownBy(() -> ntfy.deliver(doorbell())).hasMessageContaining("500");
        clock.stepWall(Duration.ofHours(-13));
        ntfy.deliver(doorbell());
        assertThat(server.published).hasSize(1);
        server.refusals.add(429);
        assertThatThrownBy(() -> ntfy.deliver(doorbell())).hasMessageContaining("429");
        clock.stepWall(Duration.ofHours(13));
        assertThatThrownBy(() -> ntfy.deliver(doorbell()))
                .hasMessage("the server asked for a pause of 30 s more");
    }

    @Test
    void aCutConnectionASlowServerAndNoServerAreFailures() throws Exception {
        Ntfy ntfy = ntfy();
        server.cutNext();
        assertThatThrownBy(() -> ntfy.deliver(doorbell()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be reached");
        server.stallNext();
        try (Web impatient = new Web(Duration.ofSeconds(2), "test")) {
            Ntfy hasty = ntfy(TestConfig.of(server.url(), "home"), impatient);
            assertThatThrownBy(() -> hasty.deliver(doorbell()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not answer within 2.0 s");
        }

        ntfy.deliver(doorbell());
        assertThat(server.published).hasSize(1);
        String nobody = "http://127.0.0.1:" + Ports.free();
        assertThatThrownBy(() -> ntfy(TestConfig.of(nobody, "home")).deliver(doorbell()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(nobody + " cannot be reached")
                .hasMessageContaining("check the url");
    }

    @Test
    void itLogsInAndKeepsItsSecrets() throws Exception {
        server.authorization = "Bearer tk_secret";
        TestConfig right = TestConfig.of(server.url(), "home").token(" tk_secret ");
        ntfy(right).deliver(doorbell());
        assertThat(server.published).hasSize(1);
        TestConfig wrong = TestConfig.of(server.url(), "home").token("tk_other");
        assertThatThrownBy(() -> ntfy(wrong).deliver(doorbell()))
                .hasMessageContaining("401")
                .hasMessageContaining("check them")
                .message()
                .doesNotContain("tk_");
        server.authorization = "Basic bWluc3U6c2VjcmV0";
        TestConfig login = TestConfig.of(server.url(), "home").login("minsu", "secret");
        Ntfy ntfy = ntfy(login);
        ntfy.deliver(doorbell());
        assertThat(server.published).hasSize(2).asString().doesNotContain("secret", "bWlu");
        assertThat(NtfySettings.of(login, "ntfy", KEY, p -> {}))
                .asString()
                .doesNotContain("secret", "bWlu");
        assertThat(ntfy.devices()).asString().doesNotContain("secret", "bWlu");
        assertThat(ntfy.devices().get(0).name())
                .as("the topic is a secret, too")
                .isNotEqualTo("home");
    }

    @Test
    void itIsADeviceThatCanBeTried() throws Exception {
        Ntfy ntfy = ntfy();
        ntfy.test("ntfy:phone");
        assertThat(next(server.published))
                .hasToString(
                        "{\"topic\":\"home\",\"title\":\"Soribit\",\"message\":\"This is where"
                                + " alerts of your home arrive.\",\"priority\":3}");
        assertThatThrownBy(() -> ntfy.test("ntfy:tablet"))
                .hasMessage("there is no ntfy:tablet: it is called ntfy:phone");
        ntfy.use("ntfy:phone", true);
        assertThatThrownBy(() -> ntfy.use("ntfy:phone", false)).hasMessageContaining("remove that");
        assertThat(ntfy.targets()).containsExactlyInAnyOrder("push", "ntfy:phone");
        assertThat(PushFile.name("io.soribit.notify.push.ntfy~phone")).isEqualTo(ntfy.id());
        assertThat(PushFile.name("io.soribit.notify.push.ntfy")).isEqualTo("ntfy");
    }
}
