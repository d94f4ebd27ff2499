// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.teach.remote.Prompt.Answer;
import io.soribit.teach.take.RefusedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoomGuideTest {
    private static final Sound BELL =
            new Sound(
                    "own_our_bell",
                    Map.of("en", "Our bell", "ko", "종"),
                    "🎵",
                    "#00BFA5",
                    Urgency.URGENT,
                    List.of());

    private final Hub hub = new Hub();
    private final List<String> words = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final Prompt person =
            text -> {
                words.add(text);
                return answers.isEmpty() ? Answer.GO : answers.remove();
            };

    @Test
    void takesAreRecordedOneAfterAnotherAndLearnt() throws Exception {
        assertThat(guide(Prompt.NOBODY).teach(BELL, "hall way", 3)).isTrue();
        assertThat(hub.asked)
                .containsExactly(
                        "POST ?name=Our+bell&ko=%EC%A2%85&room=hall+way",
                        "POST /record",
                        "POST /record",
                        "POST /record",
                        "POST /learn?icon=%F0%9F%8E%B5&colour=%2300BFA5&urgency=urgent"
                                + "&emergency=false");
        assertThat(words)
                .contains("take 2: loudest -21 dB, 39 dB above the quietest part; clipped")
                .anyMatch(
                        w ->
                                w.startsWith("Our bell is taught from 3 takes; of these, 3 are")
                                        && w.endsWith("good"));
        assertThat(words.subList(words.size() - 4, words.size()))
                .satisfiesExactly(
                        w ->
                                assertThat(w)
                                        .startsWith(
                                                "in the last 7 days it would have alerted you 3"),
                        w -> assertThat(w).contains("  kitchen  score 0.93  refused"),
                        w -> assertThat(w).isEqualTo("  and 2 before"),
                        w -> assertThat(w).endsWith("'soribit teach on own_our_bell'"));
    }

    @Test
    void whatARoomHeardIsLearntWithoutRecording() throws Exception {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        List<Instant> times = List.of(noon, noon.plusSeconds(60), noon.plusSeconds(120));
        assertThat(guide(Prompt.NOBODY).pick(BELL, "hall", times)).isTrue();
        assertThat(hub.asked)
                .contains("POST /take?room=hall&time=2026-03-01T12:01:00Z")
                .doesNotContain("POST /record");
        assertThat(words).contains("take 1: heard in hall at 2026-03-01T12:00:00Z");
        hub.busy = true;
        assertThatThrownBy(() -> guide(Prompt.NOBODY).pick(BELL, "hall", times))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void withNobodyThereARefusedTakeEndsIt() {
        hub.next.addAll(List.of("fine", "silent"));
        assertThatThrownBy(() -> guide(Prompt.NOBODY).teach(BELL, "hall", 3))
                .isInstanceOf(RefusedException.class)
                .hasMessage("take 2 is silent");
        assertThat(hub.asked).last().isEqualTo("DELETE ");
        assertThat(words).contains("nothing was learnt, and nothing is kept");
    }

    @Test
    void aPersonDoesARefusedTakeAgainAndOneOfAnotherSound() throws Exception {
        hub.next.addAll(List.of("fine", "silent", "fine", "other", "fine"));
        assertThat(guide(person).teach(BELL, "hall", 3)).isTrue();
        assertThat(words)
                .contains("the quiet room: -60 dB")
                .contains("take 1: loudest -21 dB, 39 dB above the quiet room")
                .contains("take 2 is silent", "a take is unlike", "take 3 is dropped");
        assertThat(hub.asked).contains("DELETE /take?number=3");
        assertThat(hub.lesson.path("takes")).hasSize(3);
    }

    @Test
    void whatIsNotSureIsRecordedOnceMoreOrLearntAsItIs() throws Exception {
        hub.good = false;
        answers.addAll(List.of(Answer.GO, Answer.GO, Answer.GO, Answer.GO, Answer.LEARN));
        assertThat(guide(person).teach(BELL, "hall", 3)).isTrue();
        assertThat(words).anyMatch(w -> w.startsWith("not sure yet"));
        assertThat(words).anyMatch(w -> w.startsWith("Take 4: press Enter"));
        assertThat(hub.lesson.path("takes")).hasSize(3);
    }

    @Test
    void aPersonEndsItAndNothingIsKept() throws Exception {
        answers.addAll(List.of(Answer.GO, Answer.GO, Answer.END));
        assertThat(guide(person).teach(BELL, "hall", 3)).isFalse();
        assertThat(hub.asked).last().isEqualTo("DELETE ");
    }

    @Test
    void whatTheHubHasLearntThoughItsAnswerDidNotComeIsSaid() {
        hub.silent = true;
        assertThatThrownBy(() -> guide(Prompt.NOBODY).teach(BELL, "hall", 3))
                .isInstanceOf(IOException.class);
        assertThat(hub.asked).last().isEqualTo("DELETE ");
        assertThat(words)
                .last()
                .asString()
                .contains("has learnt it all the same", "soribit teach remove own_our_bell");
        assertThat(HubPage.timeout("/learn?icon=x")).isGreaterThan(HubPage.timeout("/record"));
    }

    @Test
    void whatTheHubRefusesAtOnceIsNotEnded() {
        hub.busy = true;
        assertThatThrownBy(() -> guide(person).teach(BELL, "hall", 3))
                .isInstanceOf(RefusedException.class)
                .hasMessage("another sound is being taught");
        assertThat(hub.asked).hasSize(1);
    }

    @Test
    void answersAreWordsOrNothing() throws Exception {
        Prompt prompt =
                Prompt.of(new BufferedReader(new StringReader("\nLearn\nquit\n")), words::add);
        assertThat(prompt.ask("a")).isEqualTo(Answer.GO);
        assertThat(prompt.ask("b")).isEqualTo(Answer.LEARN);
        assertThat(prompt.ask("c")).isEqualTo(Answer.END);
        assertThat(prompt.ask("d")).isEqualTo(Answer.END);
        assertThat(words).containsExactly("a", "b", "c", "d");
    }

    private RoomGuide guide(Prompt prompt) {
        return new RoomGuide(hub, prompt, words::add, hub::finish);
    }

    /** As {@code /api/teach} answers; a recording is done when the guide has waited once. */
    private static final class Hub implements RunningHub {
        private final ObjectNode lesson = new ObjectMapper().createObjectNode();
        private final ArrayNode takes = lesson.putArray("takes");
        private final List<String> asked = new ArrayList<>();
        private final Deque<String> next = new ArrayDeque<>();
        private boolean good = true;
        private boolean busy;

        /** It learns, and does not answer. */
        private boolean silent;

        private boolean learnt;
        private int last;

        @Override
        public JsonNode state() {
            lesson.put("good", good && takes.size() >= 3).putNull("problem");
            for (JsonNode take : takes) {
                if (take.path("different").asBoolean()) {
                    lesson.putObject("problem").put("message", "a take is unlike");
                }
            }
            ObjectNode state = new ObjectMapper().createObjectNode();
            ArrayNode sounds = state.putArray("sounds");
            if (learnt) {
                ObjectNode sound = sounds.addObject();
                sound.put("label", "own_our_bell").put("on", false);
                sound.putObject("names").put("en", "Our bell");
            }
            return state.set("lesson", lesson.deepCopy());
        }

        @Override
        public JsonNode price(String id) throws RefusedException {
            if (!id.equals("own_our_bell")) {
                throw new RefusedException("unknown", "there is no " + id);
            }
            ObjectNode price = new ObjectMapper().createObjectNode();
            price.put("kept", true).put("days", 7).put("since", "2026-03-01T08:00:00Z");
            price.put("count", 3).put("missed", 0.01);
            price.putArray("events")
                    .addObject()
                    .put("room", "kitchen")
                    .put("start", "2026-03-02T08:00:00Z")
                    .put("end", "2026-03-02T08:00:03Z")
                    .put("score", 0.93)
                    .put("confirmed", false);
            return price;
        }

        @Override
        public void change(String method, String address) throws IOException, RefusedException {
            asked.add(method + " " + address);
            if (busy) {
                throw new RefusedException("busy", "another sound is being taught");
            }
            learnt |= address.startsWith("/learn");
            if (learnt && silent && !method.equals("DELETE")) {
                throw new IOException("the hub does not answer: timeout");
            }
            if (address.startsWith("/record")) {
                lesson.put("phase", address.contains("quiet") ? "quiet" : "recording");
            } else if (address.startsWith("/take?room")) {
                last++;
                ObjectNode take = takes.addObject().put("number", last).put("room", "hall");
                take.put("picked", address.substring(address.indexOf("time=") + 5));
            } else if (address.startsWith("/take")) {
                takes.remove(takes.size() - 1);
            }
        }

        private void finish() {
            boolean quiet = lesson.path("phase").asText().equals("quiet");
            String what = quiet || next.isEmpty() ? "fine" : next.remove();
            lesson.put("phase", "waiting").putNull("refused");
            if (quiet) {
                lesson.put("floor_db", -60);
            } else if (what.equals("silent")) {
                lesson.putObject("refused")
                        .put("code", "silent")
                        .put("message", "take 2 is silent");
            } else {
                last++;
                ObjectNode take = takes.addObject().put("number", last);
                take.put("loudest_db", -21).put("above_db", 39).put("found", good);
                take.put("different", what.equals("other")).putArray("heard");
                ArrayNode remarks = take.putArray("remarks");
                if (last == 2) {
                    remarks.addObject().put("code", "clipped").put("message", "clipped");
                }
            }
        }
    }
}
