// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.source.SourceSharing.Problem;
import io.soribit.api.source.SourceSharing.Trouble;
import io.soribit.cluster.document.Kind;
import io.soribit.cluster.link.Damage;
import io.soribit.cluster.link.LinkSettings;
import io.soribit.cluster.share.Order;
import io.soribit.common.io.StateFile;
import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import io.soribit.common.time.MonotonicClock;
import io.soribit.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real members on this machine that share rules, users, sounds and the choice of models. */
@Timeout(300)
class SharedDocumentsNodeTest {
    private static final String BELL = "etc/io.soribit.alert.rule-bell.cfg";
    private static final String SOUND = "sounds/own_bell.json";

    private final Map<String, ClusterNode> nodes = new LinkedHashMap<>();
    private final List<ClusterNode> dead = new ArrayList<>();
    private final List<Integer> ports = ClusterNodeTest.freePorts(2);

    @TempDir Path folder;

    private void start(String name, int index) {
        List<String> partners =
                IntStream.range(0, ports.size())
                        .filter(i -> i != index)
                        .mapToObj(i -> "127.0.0.1:" + ports.get(i))
                        .toList();
        nodes.put(
                name,
                new ClusterNode(
                        new LinkSettings(
                                partners, "a long and random key", name, ports.get(index), ""),
                        Order.SPARE,
                        Clock.systemUTC(),
                        MonotonicClock.SYSTEM,
                        folder.resolve(name),
                        EnumSet.allOf(Kind.class)));
        Await.until(name + " looks", () -> !get(name, "state/cluster-rules").isEmpty());
    }

    private ClusterNode node(String name) {
        return Objects.requireNonNull(nodes.get(name));
    }

    private void kill(String name) throws Exception {
        ClusterNode node = node(name);
        nodes.remove(name);
        dead.add(node);
        Damage.kill(node.link());
    }

    @AfterEach
    void close() {
        dead.forEach(ClusterNode::close);
        nodes.values().forEach(ClusterNode::close);
    }

    private void set(String hub, String file, @Nullable String text) throws IOException {
        StateFile target = new StateFile(folder.resolve(hub).resolve(file));
        if (text == null) {
            target.delete();
        } else {
            target.write(text);
        }
    }

    private String get(String hub, String file) {
        try {
            Path path = folder.resolve(hub).resolve(file);
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void holds(String hub, String file, String text) {
        Await.until(
                () -> hub + ": " + file + ": " + get(hub, file) + "; " + reports(),
                () -> get(hub, file).equals(text));
    }

    private String reports() {
        return nodes.values().stream().map(node -> node.results().toString()).toList().toString();
    }

    private UserFile users(String hub) {
        return new UserFile(folder.resolve(hub).resolve("etc/page-users"));
    }

    @Test
    void whatIsSetOnOneHubHoldsOnTheOtherAlsoIfThatWasOff() throws Exception {
        String large =
                "{\"id\":\"own_bell\",\"trunk\":\"t\",\"x\":\"" + "x".repeat(400_000) + "\"}";
        set("a", "etc/io.soribit.engine.cfg", "model = one\nthreads = 1\n");
        set("b", "etc/io.soribit.engine.cfg", "threads = 2\n");
        start("a", 0);
        start("b", 1);
        set("a", BELL, "sounds = doorbell\n");
        holds("b", BELL, "sounds = doorbell\n");
        set("b", SOUND, large);
        users("b").put(new UserFile.User("ada", Passwords.hash("secret".toCharArray()), "admin"));
        holds("a", SOUND, large);
        Await.until("a has the user", () -> get("a", "etc/page-users").contains("ada:"));
        assertThat(users("a").read()).isEqualTo(users("b").read());
        holds("b", "etc/io.soribit.engine.cfg", "threads = 2\nmodel = one\n");
        kill("a");
        set("b", BELL, "sounds = knock\n");
        set("b", SOUND, null);
        Await.until("b knows it", () -> get("b", "state/cluster-sounds").contains("\"hash\":\"\""));
        start("a", 0);
        holds("a", BELL, "sounds = knock\n");
        holds("a", SOUND, "");
        assertThat(get("b", SOUND)).isEmpty();
        assertThat(get("a", "etc/io.soribit.engine.cfg")).isEqualTo("model = one\nthreads = 1\n");
    }

    @Test
    void afterASplitBothHaveTheSameAndNothingIsLost() throws Exception {
        start("a", 0);
        start("b", 1);
        set("a", BELL, "sounds = doorbell\n");
        holds("b", BELL, "sounds = doorbell\n");
        Damage.cut(node("a").link());
        Await.until("a is alone", () -> reports().contains("no other hub is connected"));
        set("a", BELL, "# of a\n");
        set("b", BELL, "# of b\n");
        set("b", "etc/io.soribit.alert.rule-tap.cfg", "# of b\n");
        Await.until("a counts it", () -> get("a", "state/cluster-rules").contains("\"a\":2"));
        Await.until("b counts it", () -> get("b", "state/cluster-rules").contains("\"b\":1"));
        Damage.mend(node("a").link());
        holds("a", "etc/io.soribit.alert.rule-tap.cfg", "# of b\n");
        holds("b", BELL, "# of a\n");
        assertThat(get("a", BELL)).isEqualTo("# of a\n");
        holds("b", "state/cluster-replaced/rules/io.soribit.alert.rule-bell.cfg", "# of b\n");
    }

    @Test
    void whatIsNoRuleIsSaidAndAllElseIsShared() throws Exception {
        start("a", 0);
        start("b", 1);
        set("a", BELL, "sounds = doorbell\n");
        holds("b", BELL, "sounds = doorbell\n");
        String bad =
                "{'form':2,'kind':'document','of':'rules','name':'../x.cfg','content':'eA==',"
                        + "'version':{'hub':'a','edits':{'a':1}}}";
        node("a").link().send(bad.replace('\'', '"').getBytes(UTF_8));
        String said = "rule '../x.cfg' of hub 'a': no such file is shared";
        Await.until(
                () -> "b says it: " + reports(),
                () -> node("b").troubles().contains(new Trouble(Problem.NOT_SHARED, said)));
        assertThat(reports()).contains(said);
        assertThat(folder.resolve("b/x.cfg")).doesNotExist();
        set("a", BELL, "sounds = knock\n");
        holds("b", BELL, "sounds = knock\n");
    }
}
