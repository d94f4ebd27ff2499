// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static io.soribit.notify.push.Samples.alert;
import static io.soribit.notify.push.Samples.doorbell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Pushover gets; it answers as its documentation says. */
@Timeout(240)
class PushoverTest {
    private static final String TOKEN = "azGDORePK8gMaC0QOYAMyEEuzJnyUi";
    private static final String USER = "uQiRzpo4DXghDmr9QzzfQu27cmVRsG";
    private static final String RECEIPT = "rLqVuqTRh62UzxtmqiaLzQmVcPgiCy";

    private volatile boolean acknowledged;
    private volatile boolean expired;
    private volatile boolean taken = true;
    private final List<String> seen = new ArrayList<>();
    private final Peer peer = new Peer(this::answer);
    private final Web web = new Web(Duration.ofSeconds(30), "test");

    private record TestConfig(String url, String token, String user)
            implements PushoverNotifier.Config {
        @Override
        public String device() {
            return "";
        }

        @Override
        public String public__url() {
            return "https://home.example/";
        }

        @Override
        public String language() {
            return "en";
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return PushoverNotifier.Config.class;
        }
    }

    private Peer.Reply answer(Peer.Got got) {
        if (got.path().equals("/1/messages.json")) {
            Map<String, String> form = form(got);
            boolean emergency = "2".equals(form.get("priority"));
            boolean complete =
                    !emergency || (form.containsKey("retry") && form.containsKey("expire"));
            if (!TOKEN.equals(form.get("token")) || !USER.equals(form.get("user")) || !complete) {
                return new Peer.Reply(
                        400,
                        "{\"token\":\"invalid\",\"errors\":[\"application token is invalid\"],\"status\":0}");
            }
            String receipt = emergency ? ",\"receipt\":\"" + RECEIPT + "\"" : "";
            return new Peer.Reply(200, "{\"status\":1,\"request\":\"647d2300\"" + receipt + "}");
        }
        if (got.path().equals("/1/receipts/" + RECEIPT + ".json?token=" + TOKEN)) {
            return new Peer.Reply(
                    200,
                    "{\"status\":1,\"acknowledged\":"
                            + (acknowledged ? 1 : 0)
                            + ",\"acknowledged_by\":\""
                            + USER
                            + "\",\"acknowledged_by_device\":\""
                            + (acknowledged ? "pixel" : "")
                            + "\",\"expired\":"
                            + (expired ? 1 : 0)
                            + "}");
        }
        boolean cancel = got.path().equals("/1/receipts/" + RECEIPT + "/cancel.json");
        return new Peer.Reply(cancel ? 200 : 404, "{\"status\":" + (cancel ? 1 : 0) + "}");
    }

    private static Map<String, String> form(Peer.Got got) {
        return Arrays.stream(got.body().split("&"))
                .map(field -> field.split("=", 2))
                .collect(
                        Collectors.toMap(
                                field -> field[0], field -> URLDecoder.decode(field[1], UTF_8)));
    }

    @AfterEach
    void close() {
        web.close();
        peer.close();
    }

    private Pushover pushover(String token) {
        return pushover(token, new Receipts(null));
    }

    private Pushover pushover(String token, Receipts receipts) {
        PushoverSettings settings =
                PushoverSettings.of(
                        new TestConfig(peer.url(), token, USER), "pushover:min", p -> {});
        assertThat(settings.toString()).doesNotContain(TOKEN, USER);
        return new Pushover(
                settings,
                web,
                new ManualClock(Samples.ONSET),
                receipts,
                (id, by) -> taken && seen.add(id + " by " + by));
    }

    private static Alert smoke() {
        return alert("smoke", Phase.START, Urgency.EMERGENCY, 1, "kitchen");
    }

    private List<String> paths() {
        return peer.got.stream().map(Peer.Got::path).toList();
    }

    @Test
    void whatIsUrgentIsOfHighPriorityAndLeavesNoReceipt() throws Exception {
        Pushover pushover = pushover(TOKEN);
        pushover.deliver(doorbell());
        assertThat(form(peer.got.get(0)))
                .containsEntry("title", "🔔 Doorbell")
                .containsEntry("message", "hall")
                .containsEntry("priority", "1")
                .containsEntry("timestamp", "1772396130")
                .containsEntry("url", "https://home.example")
                .doesNotContainKeys("retry", "expire", "device");
        pushover.poll();
        pushover.acknowledged(doorbell(), "Minsu");
        assertThat(peer.got).hasSize(1);
    }

    @Test
    void anEmergencyRepeatsThereUntilItIsAcknowledgedOnAPhone() throws Exception {
        Pushover pushover = pushover(TOKEN);
        pushover.deliver(smoke());
        assertThat(form(peer.got.get(0)))
                .containsEntry("priority", "2")
                .containsEntry("retry", "30")
                .containsEntry("expire", "1800");
        pushover.remind(smoke());
        assertThat(peer.got).as("it repeats by itself").hasSize(1);
        pushover.poll();
        assertThat(seen).isEmpty();
        acknowledged = true;
        pushover.poll();
        assertThat(seen).containsExactly("smoke by pushover:min (pixel)");
        pushover.poll();
        assertThat(peer.got).as("asked no more").hasSize(3);
    }

    @Test
    void anEmergencyThatWasAcknowledgedElsewhereRepeatsNoMore() throws Exception {
        Pushover pushover = pushover(TOKEN);
        pushover.deliver(smoke());
        pushover.acknowledged(smoke(), "page");
        assertThat(paths()).last().isEqualTo("/1/receipts/" + RECEIPT + "/cancel.json");
        assertThat(form(peer.got.get(1))).containsEntry("token", TOKEN);
        pushover.poll();
        assertThat(peer.got).hasSize(2);
    }

    @Test
    void anEmergencyThatExpiredThereIsSentAgainByTheNextReminder() throws Exception {
        Pushover pushover = pushover(TOKEN);
        pushover.deliver(smoke());
        expired = true;
        pushover.poll();
        pushover.remind(smoke());
        assertThat(paths()).last().isEqualTo("/1/messages.json");
        assertThat(form(peer.got.get(2)).get("message")).contains("Nobody has seen it yet");
    }

    @Test
    void anEmergencyOfBeforeARestartIsAcknowledgedOnAPhone(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("state").resolve("pushover-min-receipts");
        pushover(TOKEN, new Receipts(file)).deliver(smoke());
        Pushover restarted = pushover(TOKEN, new Receipts(file));
        restarted.remind(smoke());
        assertThat(peer.got).as("it repeats by itself").hasSize(1);
        acknowledged = true;
        taken = false;
        restarted.poll();
        assertThat(seen).isEmpty();
        taken = true;
        restarted.poll();
        assertThat(seen).containsExactly("smoke by pushover:min (pixel)");
        assertThat(file).doesNotExist();
    }

    @Test
    void anEmergencyOfBeforeARestartThatWasAcknowledgedElsewhereRepeatsNoMore(@TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("pushover-min-receipts");
        pushover(TOKEN, new Receipts(file)).deliver(smoke());
        pushover(TOKEN, new Receipts(file)).acknowledged(smoke(), "page");
        assertThat(paths()).last().isEqualTo("/1/receipts/" + RECEIPT + "/cancel.json");
        assertThat(file).doesNotExist();
    }

    @Test
    void aReceiptThatTheServerDoesNotKnowIsForgotten(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("pushover-min-receipts");
        Files.writeString(file, "unknown smoke\n");
        Pushover pushover = pushover(TOKEN, new Receipts(file));
        pushover.poll();
        pushover.poll();
        assertThat(peer.got).hasSize(1);
        assertThat(seen).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void aDamagedFileOfReceiptsDoesNoHarm(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("pushover-min-receipts");
        Files.writeString(file, "no_receipt smoke\n../../x smoke\n" + RECEIPT + " smoke\n\n");
        assertThat(new Receipts(file).all()).containsExactly(entry("smoke", RECEIPT));
        Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE});
        assertThat(new Receipts(file).all()).isEmpty();
    }

    @Test
    void aRefusalSaysWhatToDo() {
        assertThatThrownBy(() -> pushover(TOKEN.replace('a', 'b')).deliver(doorbell()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("application token is invalid")
                .hasMessageContaining("check token and user");
        assertThatThrownBy(() -> pushover("short")).hasMessageContaining("30 letters and digits");
    }
}
