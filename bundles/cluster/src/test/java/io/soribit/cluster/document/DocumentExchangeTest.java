// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.common.security.Passwords;
import io.soribit.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentExchangeTest {
    private static final String BELL = "io.soribit.alert.rule-bell.cfg";

    @TempDir Path data;
    private final List<ObjectNode> sent = new CopyOnWriteArrayList<>();

    private DocumentExchange exchange() {
        return new DocumentExchange("a", data, Set.of(Kind.RULES), (kind, json) -> sent.add(json));
    }

    /** As another hub with nothing says it. */
    private static JsonNode nothing() {
        return JsonNodeFactory.instance.objectNode().put("rules", "0");
    }

    @Test
    void aHubOfAnOlderVersionIsNamedAndNothingIsSentToIt() throws Exception {
        try (DocumentExchange exchange = exchange()) {
            exchange.compare("old", MissingNode.getInstance());
            assertThat(exchange.strangers()).containsExactly("old");
            Files.createDirectories(data.resolve("etc"));
            exchange.look();
            Await.until("it has looked", () -> exchange.digests().has("rules"));
            Files.writeString(data.resolve("etc").resolve(BELL), "sounds = doorbell");
            JsonNode before = exchange.digests();
            Await.until(
                    "it has seen the rule",
                    () -> {
                        exchange.look();
                        return !exchange.digests().equals(before);
                    });
            exchange.present(List.of());
            assertThat(exchange.strangers()).isEmpty();
        }
        assertThat(sent).isEmpty();
    }

    @Test
    void whatIsTooLargeIsSaidAndAllElseIsSent() throws Exception {
        Path etc = Files.createDirectories(data.resolve("etc"));
        Files.writeString(etc.resolve(BELL), "sounds = doorbell");
        String large = "io.soribit.alert.rule-large.cfg";
        Files.writeString(etc.resolve(large), "#".repeat(DocumentExchange.LARGEST + 1));
        try (DocumentExchange exchange = exchange()) {
            exchange.look();
            Await.until("it has looked", () -> exchange.digests().has("rules"));
            exchange.compare("b", nothing());
            exchange.versions(JsonNodeFactory.instance.objectNode().put("of", "rules"));
            Await.until(
                    () -> "all is said: " + sent + exchange.problems(),
                    () -> {
                        exchange.look();
                        return sent.stream().anyMatch(json -> json.has("versions"))
                                && sent.stream()
                                        .anyMatch(json -> json.path("name").asText().equals(BELL))
                                && !exchange.problems().isEmpty();
                    });
            assertThat(exchange.problems())
                    .containsExactly("rule '" + large + "' is not shared: it has more than 512 kB");
        }
    }

    @Test
    void aFileThatCannotBeReadIsSaidUntilItCan() throws Exception {
        Path etc = Files.createDirectories(data.resolve("etc"));
        Path bell = Files.createDirectory(etc.resolve(BELL));
        try (DocumentExchange exchange = exchange()) {
            Await.until(
                    "it is said",
                    () -> {
                        exchange.look();
                        return exchange.problems().toString().contains("'" + BELL + "' cannot be");
                    });
            Files.delete(bell);
            Files.writeString(bell, "sounds = doorbell");
            Await.until(
                    "it is solved",
                    () -> {
                        exchange.look();
                        return exchange.problems().isEmpty();
                    });
        }
    }

    @Test
    void whatWasRefusedIsSettledByALaterVersionOfThisHub() throws Exception {
        String hash = Passwords.hash("a password".toCharArray());
        Path file = Files.createDirectories(data.resolve("etc")).resolve("page-users");
        Files.writeString(file, "ada:" + hash + ":admin\n");
        try (DocumentExchange exchange =
                new DocumentExchange("a", data, Set.of(Kind.USERS), (kind, json) -> {})) {
            exchange.look();
            Await.until("it has looked", () -> exchange.digests().has("users"));
            Document bad = new Document("eve", Version.first("b"), new byte[] {'x'});
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("of", "users");
            json.put("name", "eve").put("content", "eA==").set("version", bad.version().json());
            exchange.document("b", json);
            Await.until("it is refused", () -> !exchange.problems().isEmpty());
            Files.writeString(file, "ada:" + hash + ":admin\neve:" + hash + ":admin\n");
            Await.until(
                    () -> "it is settled: " + exchange.problems(),
                    () -> {
                        exchange.look();
                        return exchange.problems().isEmpty();
                    });
        }
    }

    @Test
    void hubsThatStayDifferentAreComparedLessAndLess() {
        Differences differences = new Differences();
        List<Integer> due = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 20; i++) {
            if (differences.isDue("b", Kind.RULES, false)) {
                due.add(i);
            }
        }
        assertThat(due).containsExactly(0, 2, 5, 10, 19);
        assertThat(differences.isDue("b", Kind.RULES, true)).isFalse();
        assertThat(differences.isDue("b", Kind.RULES, false)).isTrue();
    }
}
