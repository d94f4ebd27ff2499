// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import static io.soribit.notify.panel.PanelFixtures.alert;
import static io.soribit.notify.panel.PanelFixtures.awaited;
import static io.soribit.notify.panel.PanelFixtures.bell;
import static io.soribit.notify.panel.PanelFixtures.over;
import static io.soribit.notify.panel.PanelFixtures.smoke;
import static io.soribit.notify.panel.PanelFixtures.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.Alert;
import io.soribit.api.MessageBus;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Device;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.testkit.FakeHub;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanelDeskTest {
    @TempDir Path folder;
    private final List<String> calls = new ArrayList<>();
    private final ManualClock clock = new ManualClock(PanelFixtures.ONSET);
    private boolean connected = true;
    private @Nullable Hearing hearing = PanelFixtures.hearing(null, "hall");
    private PanelDesk desk;

    private final class Wire implements MessageBus {
        @Override
        public boolean connected() {
            return connected;
        }

        @Override
        public String address() {
            return "tcp://10.0.0.5:1883";
        }

        @Override
        public String root() {
            return "soribit/hub";
        }

        @Override
        public void publish(String topic, byte[] payload, int qos, boolean retained) {
            throw new UnsupportedOperationException(topic);
        }

        @Override
        public Subscription subscribe(String filter, Handler handler) {
            throw new UnsupportedOperationException(filter);
        }
    }

    @BeforeEach
    void start() {
        desk = desk("a");
    }

    private PanelDesk desk(String... configured) {
        return new PanelDesk(
                new RecordingDriver("Paper", calls),
                new Wire(),
                new Panels(List.of(configured), "etc/paper.cfg", folder.resolve("paper.json")),
                clock,
                Duration.ofSeconds(60),
                () -> hearing);
    }

    private List<String> calls() {
        List<String> all = List.copyOf(calls);
        calls.clear();
        return all;
    }

    @Test
    void theMostUrgentIsShownAndTheOthersComeBackWhenItIsOver() throws Exception {
        desk.deliver(bell("1"));
        desk.deliver(smoke("2"));
        desk.deliver(bell("3"));
        assertThat(calls())
                .containsExactly("a last 1", "a show 1", "a last 2", "a show 2", "a last 3");
        desk.deliver(over(bell("1")));
        assertThat(calls()).isEmpty();
        desk.deliver(over(smoke("2")));
        assertThat(calls()).containsExactly("a show 3");
        desk.deliver(over(bell("3")));
        assertThat(calls()).containsExactly("a fade 3");
        desk.deliver(over(bell("3")));
        desk.deliver(over(bell("unknown")));
        assertThat(calls()).isEmpty();
    }

    @Test
    void whatSomebodyHasSeenGoesButAnEmergencyStaysUntilItIsOver() throws Exception {
        desk.deliver(bell("1"));
        desk.deliver(smoke("2"));
        calls();
        desk.acknowledged(bell("1"), "Minsu");
        desk.acknowledged(smoke("2"), "Minsu");
        desk.acknowledged(bell("unknown"), "Minsu");
        assertThat(calls()).isEmpty();
        desk.deliver(over(smoke("2")));
        assertThat(calls()).containsExactly("a hide");
    }

    @Test
    void anAlertThatComesAgainIsShownAgainAndOnlyThen() throws Exception {
        desk.deliver(bell("1"));
        calls();
        desk.deliver(
                alert("1", PanelFixtures.BELL, Phase.UPDATE, Urgency.URGENT, 1, "hall", "attic"));
        assertThat(calls()).isEmpty();
        desk.deliver(alert("1", PanelFixtures.BELL, Phase.UPDATE, Urgency.URGENT, 2, "hall"));
        assertThat(calls()).containsExactly("a last 1", "a show 1");
        desk.remind(bell("1"));
        assertThat(calls()).containsExactly("a show 1");
    }

    @Test
    void informationIsNoAlert() throws Exception {
        desk.deliver(alert("1", PanelFixtures.BELL, Phase.START, Urgency.INFO, 1, "hall"));
        desk.deliver(over(alert("1", PanelFixtures.BELL, Phase.START, Urgency.INFO, 1, "hall")));
        assertThat(calls()).containsExactly("a last 1");
    }

    @Test
    void anAlertReachesTheDisplaysThatItIsFor() throws Exception {
        desk = desk("a", "b");
        assertThat(desk.targets())
                .containsExactlyInAnyOrder("display", "paper", "paper:a", "paper:b");
        desk.deliver(to(bell("1"), "lamp"));
        assertThat(calls()).isEmpty();
        desk.deliver(to(bell("2"), "paper:b", "lamp"));
        assertThat(calls()).containsExactly("b last 2", "b show 2");
        desk.deliver(to(bell("3"), "display"));
        assertThat(calls()).containsExactly("a last 3", "a show 3", "b last 3", "b show 3");
        desk.remind(to(bell("2"), "paper"));
        assertThat(calls()).containsExactly("a show 2", "b show 2");
    }

    @Test
    void withoutABrokerTheStartIsNotDelivered() throws Exception {
        connected = false;
        assertThatThrownBy(() -> desk.deliver(bell("1")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Paper cannot be reached")
                .hasMessageContaining("tcp://10.0.0.5:1883");
        assertThatThrownBy(() -> desk.test("paper:a")).hasMessageContaining("10.0.0.5");
        desk.deliver(over(bell("1")));
        desk.deliver(to(bell("2"), "lamp"));
        assertThat(calls()).isEmpty();
    }

    @Test
    void aDisplayIsFoundAndTakenIntoUseForGood() throws Exception {
        desk.heard("b", false);
        assertThat(calls()).isEmpty();
        assertThat(desk.devices())
                .extracting(Device::id, Device::used, Device::reachable)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("paper:a", true, false),
                        org.assertj.core.groups.Tuple.tuple("paper:b", false, true));
        assertThat(desk.devices().get(0).message()).contains("is it on");
        desk.use("paper:b", true);
        assertThat(calls()).containsExactly("b Listening");
        assertThat(desk("a").targets()).contains("paper:b");
        desk.deliver(bell("1"));
        calls();
        desk.use("paper:b", false);
        assertThat(calls()).containsExactly("b hide", "b clear");
        assertThat(desk("a").targets()).doesNotContain("paper:b");
        assertThatThrownBy(() -> desk.use("paper:a", false))
                .isInstanceOf(IOException.class)
                .hasMessage("a is named in etc/paper.cfg: take it out there");
        assertThatThrownBy(() -> desk.use("paper:nobody", true))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no display paper:nobody");
    }

    @Test
    void whatCannotBeKeptIsNotDone() throws Exception {
        Files.createDirectories(folder.resolve(".paper.json.new").resolve("full"));
        desk.heard("b", false);
        assertThatThrownBy(() -> desk.use("paper:b", true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be written");
        assertThat(desk.targets()).doesNotContain("paper:b");
        Files.writeString(folder.resolve("paper.json"), "{damaged");
        assertThat(desk("a").targets()).contains("paper:a");
        Files.writeString(folder.resolve("paper.json"), "{\"used\":[\"c\",\"#\",\"\"]}");
        assertThat(desk().targets()).containsExactlyInAnyOrder("display", "paper", "paper:c");
    }

    @Test
    void aDisplayThatComesBackIsSentWhatItHasMissed() throws Exception {
        desk.heard("a", false);
        assertThat(calls()).containsExactly("a Listening");
        desk.deliver(bell("1"));
        calls();
        clock.advance(Duration.ofSeconds(59));
        desk.heard("a", false);
        assertThat(calls()).isEmpty();
        desk.heard("a", true);
        assertThat(calls()).containsExactly("a Listening", "a show 1");
        clock.advance(Duration.ofSeconds(60));
        desk.heard("a", false);
        assertThat(calls()).containsExactly("a Listening", "a show 1");
        desk.gone("a");
        assertThat(desk.devices().get(0).reachable()).isFalse();
        desk.gone("nobody");
        desk.heard("a", false);
        assertThat(calls()).containsExactly("a Listening", "a show 1");
    }

    @Test
    void whatSomebodyHasToSeeStaysAfterItsSound() throws Exception {
        desk.deliver(awaited(smoke("1")));
        calls();
        desk.deliver(over(awaited(smoke("1"))));
        assertThat(calls()).isEmpty();
        desk.remind(over(awaited(smoke("1"))));
        assertThat(calls()).containsExactly("a show 1");
        desk.acknowledged(over(awaited(smoke("1"))), "Minsu");
        assertThat(calls()).containsExactly("a hide");
    }

    @Test
    void whatNobodyCameToSeeGoesWhenTheAlertIsOver() throws Exception {
        desk.deliver(awaited(bell("1")));
        desk.deliver(over(awaited(bell("1"))));
        desk.deliver(bell("2"));
        calls();
        desk.ended("1");
        desk.ended("2");
        desk.ended("unknown");
        clock.advance(Duration.ofSeconds(4));
        desk.tidy();
        desk.deliver(over(bell("2")));
        assertThat(calls()).containsExactly("a show 1");
        clock.advance(Duration.ofSeconds(1));
        desk.tidy();
        assertThat(calls()).containsExactly("a hide");
        desk.tidy();
        assertThat(calls()).isEmpty();
    }

    @Test
    void whatComesAgainAfterItsEndIsCountedAndNotShown() throws Exception {
        desk.deliver(bell("1"));
        desk.deliver(over(bell("1")));
        calls();
        Alert again = alert("1", PanelFixtures.BELL, Phase.UPDATE, Urgency.URGENT, 2, "hall");
        desk.deliver(again);
        desk.deliver(again);
        assertThat(calls()).containsExactly("a last 1");
    }

    @Test
    void aPressAcknowledgesAllAndAConfirmationOne() throws Exception {
        RecordedAlerts alerts = new RecordedAlerts(desk);
        alerts.raise(bell("1"));
        alerts.raise(bell("2"));
        calls();
        desk.pressed("nobody", alerts);
        desk.confirmed("nobody", alerts);
        assertThat(alerts.acknowledged).isEmpty();
        desk.confirmed("a", alerts);
        assertThat(alerts.acknowledged).containsExactly("2 paper a");
        assertThat(calls()).containsExactly("a show 1");
        desk.pressed("a", alerts);
        assertThat(alerts.acknowledged).contains("1 paper a");
        assertThat(calls()).containsExactly("a hide");
    }

    @Test
    void aDisplayIsTriedUnlessItShowsAnAlert() throws Exception {
        desk.test("paper:a");
        assertThat(calls()).containsExactly("a test");
        desk.deliver(bell("1"));
        assertThatThrownBy(() -> desk.test("paper:a")).hasMessageContaining("right now");
    }

    @Test
    void silenceIsShown() {
        hearing = PanelFixtures.hearing("attic", "hall", "attic");
        desk.renew();
        hearing = null;
        desk.renew();
        assertThat(calls()).containsExactly("a Not heard: attic", "a No room is heard");
        assertThat(Listening.of(PanelFixtures.hearing("attic", "attic")).words("ko"))
                .isEqualTo("안 들림: attic");
        assertThat(Listening.of(null).words("ko")).isEqualTo("듣는 방이 없음");
        assertThat(Listening.of(PanelFixtures.hearing(null, "a")).words("ko")).isEqualTo("듣는 중");
    }

    @ParameterizedTest
    @CsvSource({
        "QUIET, Not heard: hall",
        "STALLED, Not heard: hall",
        "STARTING, Not heard: hall",
        "QUIET LISTENING, Listening",
        "LOST LISTENING, Listening",
        "ENDED QUIET, Not heard: hall",
        "ENDED, Listening"
    })
    void aRoomIsHeardIfOneOfItsSourcesIs(String states, String words) {
        hearing =
                new FakeHub() {
                    @Override
                    public List<SourceStatus> sources() {
                        return Stream.of(states.split(" "))
                                .map(s -> source(s, "hall", SourceState.valueOf(s), -40))
                                .toList();
                    }
                };
        assertThat(Listening.of(hearing).words("en")).isEqualTo(words);
    }

    @Test
    void malformedMessagesAreCountedAndShownUntilAValidOneComes() {
        desk.ignored("a", "no JSON");
        desk.ignored("a", "no JSON");
        desk.ignored("stranger", "no JSON");
        Device a = desk.devices().get(0);
        assertThat(a.reachable()).isFalse();
        assertThat(a.message()).contains("2 times (no JSON)", "update its firmware");
        assertThat(desk.devices()).hasSize(1);
        desk.heard("a", false);
        assertThat(desk.devices().get(0).message()).isEmpty();
        desk.ignored("a", "odd");
        assertThat(desk.devices().get(0).message()).contains("once (odd)");
        desk.understood("a");
        assertThat(desk.devices().get(0).message()).isEmpty();
    }

    @Test
    void eachKindOfMalformedMessageIsWarnedOfOnce() {
        MalformedMessages malformed = new MalformedMessages();
        Instant now = clock.instant();
        assertThat(malformed.report("a", "no JSON", now)).isTrue();
        assertThat(malformed.report("a", "odd", now)).isTrue();
        assertThat(malformed.report("b", "odd", now)).isTrue();
        assertThat(malformed.report("a", "no JSON", now.plus(MalformedMessages.AGAIN))).isFalse();
        malformed.understood("a");
        assertThat(malformed.report("a", "no JSON", now.plusSeconds(1))).isFalse();
        malformed.understood("a");
        assertThat(malformed.report("a", "no JSON", now.plus(MalformedMessages.AGAIN))).isTrue();
        for (int i = 0; i < 10_000; i++) {
            malformed.report("x" + i, "odd", now);
        }
        assertThat(malformed.report("one too many", "odd", now)).isFalse();
        assertThat(malformed.problem("one too many")).isEmpty();
    }

    @Test
    void aFloodOfNamesIsHeldDown() {
        for (int i = 0; i < 1_000; i++) {
            desk.heard("x" + i, false);
        }
        desk.heard("a#", false);
        desk.heard("y".repeat(101), false);
        assertThat(desk.devices()).hasSizeLessThanOrEqualTo(101);
        List<String> problems = new ArrayList<>();
        assertThat(Panels.names(new String[] {"a, b ,,", "c+"}, problems::add))
                .containsExactly("a", "b");
        assertThat(problems).singleElement().asString().contains("'c+' is left out");
    }

    @Test
    void theDisplayOfSomebodyWhoHasSeenItIsLeftAloneWhileOthersAreReminded() throws Exception {
        desk = desk("a", "b");
        desk.deliver(bell("1"));
        calls();
        Alert narrow = bell("1").with(bell("1").delivery().omitting(Set.of("paper:a")));
        desk.deliver(narrow.with(narrow.event().updated()));
        assertThat(calls()).containsExactly("a hide");
        desk.remind(narrow);
        assertThat(calls()).containsExactly("b show 1");
        desk.deliver(over(narrow));
        assertThat(calls()).containsExactly("b fade 1");
    }
}
