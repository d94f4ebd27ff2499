// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.setting.Teaching;
import io.soribit.teach.price.PriceText;
import io.soribit.teach.remote.Prompt.Answer;
import io.soribit.teach.take.RefusedException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Guides a person at a terminal through the takes of a sound, which a room of the hub records. */
public final class RoomGuide {
    private static final List<String> HINTS =
            List.of(
                    "let it sound, as it usually does",
                    "once more, the same way",
                    "again from elsewhere: with the door closed, or from the hall",
                    "another one, at another distance");

    private final RunningHub hub;
    private final Prompt prompt;
    private final Consumer<String> words;
    private final Wait wait;

    /** Waits a little before the hub is asked again. */
    @FunctionalInterface
    public interface Wait {
        void await() throws InterruptedException;
    }

    /**
     * @param words what is found out, line by line
     */
    public RoomGuide(RunningHub hub, Prompt prompt, Consumer<String> words, Wait wait) {
        this.hub = hub;
        this.prompt = prompt;
        this.words = words;
        this.wait = wait;
    }

    /**
     * Teaches a sound; nothing is kept of what is ended early.
     *
     * @param sound without regard to its id
     * @param count how many takes
     * @return whether it was learnt
     * @throws RefusedException if it cannot be taught, with the hub's own words
     */
    public boolean teach(Sound sound, String room, int count)
            throws IOException, RefusedException, InterruptedException {
        return taught(
                sound, room, () -> (!prompt.answered() || quiet()) && takes(count) && learn(sound));
    }

    /**
     * Teaches a sound with what a room heard in the last days.
     *
     * @param sound without regard to its id
     * @param times when it was heard
     * @return whether it was learnt
     * @throws RefusedException if it cannot be taught, with the hub's own words
     */
    public boolean pick(Sound sound, String room, List<Instant> times)
            throws IOException, RefusedException, InterruptedException {
        return taught(sound, room, () -> picked(room, times) && learn(sound));
    }

    private boolean picked(String room, List<Instant> times) throws IOException, RefusedException {
        for (Instant time : times) {
            hub.change("POST", "/take?room=" + encoded(room) + "&time=" + time);
        }
        for (JsonNode take : hub.state().path("lesson").path("takes")) {
            words.accept(line(take, hub.state().path("lesson").path("floor_db")));
        }
        return true;
    }

    /** What a person and the hub do from begin to end. */
    private interface Steps {
        boolean done() throws IOException, RefusedException, InterruptedException;
    }

    private boolean taught(Sound sound, String room, Steps steps)
            throws IOException, RefusedException, InterruptedException {
        String korean = sound.names().get("ko");
        hub.change(
                "POST",
                "?name="
                        + encoded(sound.name("en"))
                        + (korean == null ? "" : "&ko=" + encoded(korean))
                        + "&room="
                        + encoded(room));
        boolean learnt = false;
        try {
            learnt = steps.done();
        } finally {
            if (!learnt) {
                end(sound.name("en"));
            }
        }
        return learnt;
    }

    /** It may have been learnt though its answer did not come. */
    private void end(String name) throws IOException, RefusedException {
        hub.change("DELETE", "");
        for (JsonNode taught : hub.state().path("sounds")) {
            if (taught.path("names").path("en").asText().equals(name)) {
                words.accept(
                        "the hub has learnt it all the same: 'soribit teach remove "
                                + taught.path("label").asText()
                                + "' forgets it");
                return;
            }
        }
        words.accept("nothing was learnt, and nothing is kept");
    }

    private boolean quiet() throws IOException, RefusedException, InterruptedException {
        boolean done = false;
        while (!done) {
            if (prompt.ask("Press Enter, then be quiet for 5 s (q: end).") == Answer.END) {
                return false;
            }
            JsonNode lesson = recorded("/record?quiet=true");
            done = kept(lesson);
            if (done) {
                words.accept(
                        String.format(
                                Locale.ROOT,
                                "the quiet room: %.0f dB",
                                lesson.path("floor_db").asDouble()));
            }
        }
        return true;
    }

    /** Until there are enough, and none of them is of another sound. */
    private boolean takes(int count) throws IOException, RefusedException, InterruptedException {
        int wanted = count;
        JsonNode lesson = hub.state().path("lesson");
        while (lesson.path("takes").size() < wanted) {
            int taken = lesson.path("takes").size();
            Answer answer = prompt.ask(text(taken));
            if (answer == Answer.END) {
                return false;
            }
            if (answer == Answer.LEARN && lesson.path("problem").isNull()) {
                return true;
            }
            lesson = recorded("/record");
            if (kept(lesson)) {
                words.accept(line(lesson.path("takes").path(taken), lesson.path("floor_db")));
            }
            lesson = withoutOthers(lesson);
            boolean full = lesson.path("takes").size() == wanted;
            if (full && !lesson.path("good").asBoolean() && prompt.answered()) {
                words.accept("not sure yet: record more, closer to the sound (l: learn as it is)");
                wanted = Math.min(Teaching.MOST_TAKES, wanted + 1);
            }
        }
        return true;
    }

    private static String text(int taken) {
        return "Take "
                + (taken + 1)
                + ": press Enter, then "
                + HINTS.get(Math.min(taken, HINTS.size() - 1))
                + " (5 s; "
                + (taken < Teaching.LEAST_TAKES ? "" : "l: learn; ")
                + "q: end).";
    }

    /** Drops takes of other sounds, if somebody is there who records others. */
    private JsonNode withoutOthers(JsonNode lesson) throws IOException, RefusedException {
        List<Integer> others = new ArrayList<>();
        for (JsonNode take : lesson.path("takes")) {
            if (take.path("different").asBoolean()) {
                others.add(take.path("number").asInt());
            }
        }
        if (others.isEmpty() || !prompt.answered()) {
            return lesson;
        }
        words.accept(lesson.path("problem").path("message").asText());
        for (int number : others) {
            hub.change("DELETE", "/take?number=" + number);
            words.accept("take " + number + " is dropped");
        }
        return hub.state().path("lesson");
    }

    private boolean learn(Sound sound) throws IOException, RefusedException {
        JsonNode lesson = hub.state().path("lesson");
        int found = 0;
        for (JsonNode take : lesson.path("takes")) {
            found += take.path("found").asBoolean() ? 1 : 0;
        }
        hub.change(
                "POST",
                "/learn?icon="
                        + encoded(sound.icon())
                        + "&colour="
                        + encoded(sound.colour())
                        + "&urgency="
                        + sound.urgency().name().toLowerCase(Locale.ROOT)
                        + "&emergency="
                        + (sound.urgency() == Urgency.EMERGENCY));
        words.accept(
                "%s is taught from %d takes; of these, %d are recognised by what the others taught: %s"
                        .formatted(
                                sound.name("en"),
                                lesson.path("takes").size(),
                                found,
                                lesson.path("good").asBoolean()
                                        ? "good"
                                        : "record more, closer to the sound and from other"
                                                + " places"));
        sayPrice(sound.name("en"));
        return true;
    }

    /** Which alerts it would have raised, and whether it is listened for. */
    private void sayPrice(String name) throws IOException, RefusedException {
        for (JsonNode taught : hub.state().path("sounds")) {
            if (taught.path("names").path("en").asText().equals(name)) {
                String id = taught.path("label").asText();
                PriceText.lines(RemotePrice.of(hub.price(id)), ZoneId.systemDefault())
                        .forEach(words);
                words.accept(
                        taught.path("on").asBoolean()
                                ? "the hub listens for it"
                                : "it is not listened for yet: switch it on with 'soribit teach on "
                                        + id
                                        + "'");
            }
        }
    }

    /** The lesson after a recording. */
    private JsonNode recorded(String address)
            throws IOException, RefusedException, InterruptedException {
        hub.change("POST", address);
        JsonNode lesson = hub.state().path("lesson");
        while (lesson.isObject() && !lesson.path("phase").asText().equals("waiting")) {
            wait.await();
            lesson = hub.state().path("lesson");
        }
        if (!lesson.isObject()) {
            throw new RefusedException("nothing", "somebody has ended this on the page");
        }
        return lesson;
    }

    /** Whether a recording was kept; with nobody to do it again, it is over if not. */
    private boolean kept(JsonNode lesson) throws RefusedException {
        JsonNode refused = lesson.path("refused");
        if (refused.isObject() && !prompt.answered()) {
            throw new RefusedException(
                    refused.path("code").asText(), refused.path("message").asText());
        }
        if (refused.isObject()) {
            words.accept(refused.path("message").asText());
        }
        return !refused.isObject();
    }

    private static String line(JsonNode take, JsonNode floor) {
        List<String> parts = new ArrayList<>();
        JsonNode picked = take.path("picked");
        parts.add(
                picked.isTextual()
                        ? "heard in " + take.path("room").asText() + " at " + picked.asText()
                        : level(take, floor));
        take.path("remarks").forEach(r -> parts.add(r.path("message").asText()));
        take.path("heard")
                .forEach(
                        s ->
                                parts.add(
                                        "the hub hears in it: "
                                                + s.path("names").path("en").asText()));
        return "take " + take.path("number").asInt() + ": " + String.join("; ", parts);
    }

    private static String level(JsonNode take, JsonNode floor) {
        return String.format(
                Locale.ROOT,
                "loudest %.0f dB, %.0f dB above %s",
                take.path("loudest_db").asDouble(),
                take.path("above_db").asDouble(),
                floor.isNumber() ? "the quiet room" : "the quietest part");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
