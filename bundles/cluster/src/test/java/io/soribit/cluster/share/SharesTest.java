// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.share;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.source.SharedAlerts.Member;
import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Several members without a network: each message is handed over by the test. */
class SharesTest {
    private static final String HALL = "udp.hall";

    private final ManualClock clock = new ManualClock();
    private final Map<String, Shares> hubs = new HashMap<>();
    private final Set<String> deaf = new HashSet<>();
    private final Set<String> scoresNothing = new HashSet<>();
    private final Map<String, Boolean> hears = new HashMap<>();
    private int view;

    @Test
    void aloneItHearsEverything() {
        members("a");
        assertThat(hearing()).containsExactly("a");
    }

    @Test
    void theFirstOneHearsAndTheSpareShowsIt() {
        members("a", "b");
        run(5);
        assertThat(hearing()).containsExactly("a");
        SourceStatus shown = ask("b");
        assertThat(shown).isNotNull();
        assertThat(shown.state()).isEqualTo(SourceState.LISTENING);
        assertThat(shown.lastScored()).isNotNull();
    }

    @Test
    void theFirstOneThatIsHeardDescribesAllOfThem() {
        members("a", "b");
        assertThat(first()).isEmpty(); // they have just begun
        assertThat(hub("b").isElsewhere(HALL)).isTrue();
        run(5);
        assertThat(first()).containsExactly("a");
        assertThat(hub("a").isElsewhere(HALL)).isFalse();
        assertThat(hub("b").isElsewhere(HALL)).isTrue();
        members("b");
        ask("b");
        assertThat(hub("b").isFirst()).isTrue();
        assertThat(hub("b").isElsewhere(HALL)).isFalse();
    }

    @Test
    void oneThatHasLongBeenAloneDescribesItself() {
        members("a");
        ask("a");
        assertThat(hub("a").isFirst()).isFalse();
        clock.advance(Duration.ofSeconds(10));
        assertThat(hub("a").isFirst()).isTrue();
        assertThat(hub("a").isElsewhere(HALL)).isFalse();
    }

    private List<String> first() {
        return hubs.keySet().stream().filter(name -> hub(name).isFirst()).sorted().toList();
    }

    @Test
    void aMemberThatHasGoneHandsOverAtOnce() {
        members("a", "b");
        run(5);
        members("b");
        assertThat(ask("b")).isNull();
    }

    @Test
    void aMemberThatSaysNothingHandsOverWithinSeconds() {
        members("a", "b");
        run(5);
        for (int second = 0; second < 6; second++) {
            clock.advance(Duration.ofSeconds(1));
            ask("b");
        }
        assertThat(ask("b")).isNull();
    }

    @Test
    void aMemberThatCannotHearASourceHandsOverAndKeepsAway() {
        members("a", "b");
        run(5);
        deaf.add("a");
        run(9);
        assertThat(hearing()).containsExactly("b");
        deaf.remove("a");
        run(20);
        assertThat(hearing()).containsExactly("b");
        deaf.add("b");
        run(9);
        assertThat(hearing()).containsExactly("a");
    }

    @Test
    void aMemberThatScoresNothingOfWhatComesHandsOver() {
        members("a", "b");
        run(5);
        scoresNothing.add("a");
        run(9);
        assertThat(hearing()).containsExactly("b");
        scoresNothing.remove("a");
        run(20);
        assertThat(hearing()).containsExactly("b");
        scoresNothing.addAll(List.of("a", "b"));
        run(12);
        assertThat(hearing()).containsExactly("a", "b");
    }

    @Test
    void aSourceThatNobodyHearsIsTriedByAll() {
        deaf.addAll(List.of("a", "b"));
        members("a", "b");
        run(20);
        assertThat(ask("a")).isNull();
        assertThat(ask("b")).isNull();
        deaf.remove("b");
        run(3);
        assertThat(hearing()).containsExactly("b");
    }

    @Test
    void aSplitIsHeardOnBothSidesAndJoinsWithoutAGap() {
        members("a", "b");
        run(5);
        apart("a", "b");
        runApart(6);
        assertThat(hearing()).containsExactlyInAnyOrder("a", "b");
        members("b", "a");
        for (int step = 0; step < 20; step++) {
            run(1);
            assertThat(hearing()).isNotEmpty();
        }
        assertThat(hearing()).containsExactly("b");
    }

    @Test
    void aThirdOneThatJoinsChangesNothing() {
        members("a", "b");
        run(5);
        members("a", "b", "c");
        assertThat(ask("b")).isNotNull();
        run(5);
        assertThat(hearing()).containsExactly("a");
    }

    @Test
    void spreadSourcesAreHeardOnceEachByDifferentMembers() {
        List<String> members = List.of("a", "b", "c");
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            List<String> order = Order.SPREAD.of("udp.room" + i, members);
            counts.merge(order.get(0), 1, Integer::sum);
            List<String> without = members.stream().filter(m -> !m.equals("c")).toList();
            assertThat(Order.SPREAD.of("udp.room" + i, without))
                    .isEqualTo(order.stream().filter(m -> !m.equals("c")).toList());
        }
        assertThat(counts.values()).allMatch(count -> count > 60);
    }

    @Test
    void otherSourcesAreNoneOfItsBusiness() {
        members("a", "b");
        run(5);
        assertThat(hubs.get("b").elsewhere(status("microphone", true, 1))).isNull();
    }

    @Test
    void anEngineThatAsksNoMoreHandsOver() {
        members("a", "b");
        run(5);
        for (int second = 0; second < 5; second++) {
            clock.advance(Duration.ofSeconds(1));
            say("a");
            ask("b");
        }
        assertThat(ask("b")).isNull();
    }

    @Test
    void aHubWithoutAlertsIsNotOneThatTakesThemOver() {
        members("b", "a");
        Announcement ofB = hub("b").announcement();
        hub("a").heard("b", ofB.with(Set.of("lamp"), ""));
        assertThat(hub("a").present(Set.of())).extracting(Member::hub).containsExactly("a");
        hub("a").heard("b", ofB.with(Set.of("lamp"), "0"));
        assertThat(hub("a").present(Set.of())).extracting(Member::hub).containsExactly("b", "a");
    }

    @Test
    void aFormerRunIsNoOtherHubOfTheSameName() {
        members("a", "b");
        hub("a").heard("b", hub("b").announcement());
        assertThat(hub("a").hasName("b", "b (again)")).isTrue();
        clock.advance(Shares.FRESH.plusMillis(1));
        assertThat(hub("a").hasName("b", "b (again)")).isFalse();
    }

    private void members(String... all) {
        view++;
        for (String name : all) {
            hub(name).members(new Members("v" + view, name, List.of(all)));
        }
    }

    private void apart(String... all) {
        for (String name : all) {
            hub(name).members(new Members("v" + ++view, name, List.of(name)));
        }
    }

    private Shares hub(String name) {
        return hubs.computeIfAbsent(
                name,
                n -> {
                    Shares shares = new Shares(n, Order.SPARE, clock);
                    shares.add(HALL);
                    hears.put(n, true);
                    return shares;
                });
    }

    /** The engine of a hub asks, and does as it is told. */
    private @Nullable SourceStatus ask(String name) {
        boolean audio = Boolean.TRUE.equals(hears.get(name)) && !deaf.contains(name);
        long scored = scoresNothing.contains(name) ? 1 : clock.now().toMillis();
        SourceStatus other = hub(name).elsewhere(status(HALL, audio, scored));
        hears.put(name, other == null);
        return other;
    }

    /** Those from whose source audio comes now. */
    private List<String> hearing() {
        hubs.keySet().forEach(this::ask);
        return hubs.keySet().stream()
                .filter(name -> hears.get(name) && !deaf.contains(name))
                .toList();
    }

    private void run(int seconds) {
        for (int i = 0; i < seconds; i++) {
            runApart(1);
            hubs.keySet().forEach(this::say);
        }
    }

    private void runApart(int seconds) {
        for (int half = 0; half < 2 * seconds; half++) {
            clock.advance(Duration.ofMillis(500));
            hubs.keySet().forEach(this::ask);
        }
    }

    private void say(String name) {
        JsonNode said = AnnouncementJson.write(hub(name).announcement(), clock.instant());
        hubs.forEach(
                (other, shares) ->
                        shares.heard(
                                name,
                                AnnouncementJson.read(said, shares.last(name), clock.instant())));
    }

    private static SourceStatus status(String id, boolean audio, long scored) {
        return new SourceStatus(
                id,
                "hall",
                audio ? SourceState.LISTENING : SourceState.LOST,
                "",
                -40,
                null,
                new SourceStatus.Windows(scored, 0, 0, 1));
    }
}
