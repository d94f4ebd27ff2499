// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.HealthCheck.Status;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.api.source.SourceSharing.Problem;
import io.soribit.api.source.SourceSharing.Trouble;
import io.soribit.cluster.link.Damage;
import io.soribit.cluster.link.LinkSettings;
import io.soribit.cluster.share.Order;
import io.soribit.common.time.MonotonicClock;
import io.soribit.testkit.Await;
import io.soribit.testkit.LogCapture;
import io.soribit.testkit.Ports;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real members on this machine; their engines are played by {@link #hearing}. */
class ClusterNodeTest {
    private static final String KEY = "a long and random key";
    private static final List<String> SOURCES =
            IntStream.range(0, 12).mapToObj(i -> "udp.room" + i).toList();

    private final Map<String, ClusterNode> nodes = new LinkedHashMap<>();
    private final List<ClusterNode> dead = new ArrayList<>();
    private final Map<String, Boolean> open = new LinkedHashMap<>();
    private final AtomicLong scored = new AtomicLong();
    private final List<Integer> ports = freePorts(3);

    @AfterEach
    void close() {
        dead.forEach(ClusterNode::close);
        nodes.values().forEach(ClusterNode::close);
        Await.until(
                "all threads have ended",
                () ->
                        Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(
                                        t ->
                                                t.getName().startsWith("soribit-")
                                                        || t.getName().startsWith("jgroups-")));
    }

    @Test
    void theSpareTakesOverWhenTheFirstIsKilled() throws Exception {
        try (LogCapture log = LogCapture.by("io.soribit.cluster")) {
            start("a", 0, Order.SPARE, KEY);
            Await.until("a is alone", () -> reports("a").equals("no other hub is connected"));
            assertThat(hearing()).isEqualTo(all("a"));
            start("b", 1, Order.SPARE, KEY);
            Await.until("b stands by", () -> hearing().equals(all("a")));
            Await.until("b knows of a", () -> reports("b").contains("hub 'a' hears udp.room0"));
            Await.until(
                    "a knows of b",
                    () ->
                            hearing().equals(all("a"))
                                    && reports("a").contains("hub 'b' is ready to take over"));
            kill("a");
            Await.until("b hears all", () -> hearing().equals(all("b")));
            log.await("this hub hears it");
            Await.until(
                    "the gap is logged",
                    () -> {
                        hearing();
                        return log.about("after it was not heard for").size() >= SOURCES.size();
                    });
            log.await("hub 'a' has left the cluster or cannot be reached");
        }
    }

    @Test
    void theSpareTakesOverWhenTheFirstLeaves() throws Exception {
        start("a", 0, Order.SPARE, KEY);
        start("b", 1, Order.SPARE, KEY);
        Await.until("one of them hears each", () -> hearing().size() == SOURCES.size());
        String first = hearing().first().split(" ", -1)[1];
        String other = first.equals("a") ? "b" : "a";
        nodes.remove(first).close();
        Await.until("the other hears all", () -> hearing().equals(all(other)));
    }

    @Test
    void inASplitBothHearAndAfterwardsOne() throws Exception {
        start("a", 0, Order.SPARE, KEY);
        start("b", 1, Order.SPARE, KEY);
        Await.until("one of them hears each", () -> hearing().size() == SOURCES.size());
        Damage.cut(nodes.get("a").link());
        Await.until("both hear each", () -> hearing().size() == 2 * SOURCES.size());
        Damage.mend(nodes.get("a").link());
        Await.until(
                "one of them hears each again",
                () -> {
                    assertThat(rooms(hearing())).isEqualTo(SOURCES.size());
                    return hearing().size() == SOURCES.size();
                });
    }

    @Test
    void threeDivideTheSourcesAndTheRestTakesOverFromAKilledOne() throws Exception {
        start("a", 0, Order.SPREAD, KEY);
        start("b", 1, Order.SPREAD, KEY);
        start("c", 2, Order.SPREAD, KEY);
        Await.until(
                () -> "each is heard once, by several: " + hearing(),
                () ->
                        hearing().size() == SOURCES.size()
                                && rooms(hearing()) == SOURCES.size()
                                && reports("a").contains("hub 'b'")
                                && reports("a").contains("hub 'c'"));
        kill("a");
        Await.until(
                "each is heard once by the others",
                () -> hearing().size() == SOURCES.size() && rooms(hearing()) == SOURCES.size());
    }

    @Test
    void aHubWithAnotherKeyDoesNotJoinAndBothSaySo() throws Exception {
        start("a", 0, Order.SPARE, KEY);
        start("b", 1, Order.SPARE, KEY + "!");
        for (String name : List.of("a", "b")) {
            Await.until(
                    name + " says so",
                    () ->
                            reports(name).contains("a hub with another key tries to join")
                                    && reports(name).contains("no other hub is connected"));
        }
        assertThat(hearing()).hasSize(2 * SOURCES.size());
    }

    @Test
    void whatIsNoMemberDoesNoHarm() throws Exception {
        start("a", 0, Order.SPARE, KEY);
        start("b", 1, Order.SPARE, KEY);
        Await.until("b knows of a", () -> reports("b").contains("hub 'a'"));
        for (int i = 0; i < 20; i++) {
            try (Socket socket = new Socket("127.0.0.1", ports.get(0))) {
                socket.getOutputStream()
                        .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
        nodes.get("a").message("?", new byte[] {1, 2, 3});
        Await.until("each is heard once", () -> hearing().size() == SOURCES.size());
        Await.until("a knows of b", () -> reports("a").contains("hub 'b'"));
        assertThat(nodes.get("a").results()).extracting(r -> r.status()).contains(Status.OK);
    }

    @Test
    void aPartnerThatCannotBeFoundIsSaid() {
        LinkSettings nowhere =
                new LinkSettings(List.of("nowhere.invalid"), KEY, "a", ports.get(0), "");
        ClusterNode node = node("a", nowhere, Order.SPARE);
        Await.until(
                "it is said",
                () ->
                        node.results().toString().contains("nowhere.invalid")
                                && node.results().toString().contains("no such host"));
        assertThat(hearing()).isEqualTo(all("a"));
    }

    @Test
    void oneOfTwoPartnersThatIsNotThereIsSaidBesideTheOther() throws Exception {
        start("a", 0, Order.SPREAD, KEY);
        start("b", 1, Order.SPREAD, KEY);
        Await.until(
                "a says so", () -> reports("a").contains("not all partners are connected: 1/2"));
        assertThat(nodes.get("a").troubles()).contains(new Trouble(Problem.MISSING, "1/2"));
        start("c", 2, Order.SPREAD, KEY);
        Await.until(
                "they are complete",
                () -> nodes.values().stream().allMatch(node -> node.troubles().isEmpty()));
    }

    @Test
    void aPartnerOfAnUnknownNameIsNamedBesideTheOther() throws Exception {
        List<String> partners = List.of("nowhere.invalid", "127.0.0.1:" + ports.get(1));
        node("a", new LinkSettings(partners, KEY, "a", ports.get(0), ""), Order.SPREAD);
        start("b", 1, Order.SPREAD, KEY);
        Await.until(
                "a says so",
                () ->
                        nodes.get("a")
                                .troubles()
                                .contains(new Trouble(Problem.MISSING, "nowhere.invalid")));
    }

    private void start(String name, int index, Order order, String key) {
        List<String> partners =
                IntStream.range(0, ports.size())
                        .filter(i -> i != index)
                        .mapToObj(i -> "127.0.0.1:" + ports.get(i))
                        .toList();
        node(name, new LinkSettings(partners, key, name, ports.get(index), ""), order);
    }

    private ClusterNode node(String name, LinkSettings settings, Order order) {
        ClusterNode node =
                new ClusterNode(
                        settings, order, Clock.systemUTC(), MonotonicClock.SYSTEM, null, Set.of());
        SOURCES.forEach(node::add);
        nodes.put(name, node);
        return node;
    }

    private void kill(String name) throws Exception {
        ClusterNode node = nodes.remove(name);
        dead.add(node);
        Damage.kill(node.link());
    }

    private String reports(String name) {
        return String.join("; ", nodes.get(name).results().stream().map(r -> r.message()).toList());
    }

    /**
     * Each engine asks and does as the answer says; returns "SOURCE NODE" for all that are heard.
     */
    private TreeSet<String> hearing() {
        TreeSet<String> heard = new TreeSet<>();
        nodes.forEach(
                (name, node) -> {
                    for (String source : SOURCES) {
                        String key = source + " " + name;
                        boolean audio = open.getOrDefault(key, false);
                        boolean next = node.elsewhere(status(source, audio)) == null;
                        open.put(key, next);
                        if (next) {
                            heard.add(key);
                        }
                    }
                });
        return heard;
    }

    private static TreeSet<String> all(String name) {
        TreeSet<String> all = new TreeSet<>();
        SOURCES.forEach(source -> all.add(source + " " + name));
        return all;
    }

    private static long rooms(TreeSet<String> heard) {
        return heard.stream().map(h -> h.split(" ", -1)[0]).distinct().count();
    }

    private SourceStatus status(String id, boolean audio) {
        return new SourceStatus(
                id,
                "room",
                audio ? SourceState.LISTENING : SourceState.STARTING,
                "",
                -40,
                null,
                new SourceStatus.Windows(scored.incrementAndGet(), 0, 0, 1));
    }

    static List<Integer> freePorts(int count) {
        Set<Integer> ports = new LinkedHashSet<>();
        try {
            while (ports.size() < count) {
                ports.add(Ports.free());
            }
            return List.copyOf(ports);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
