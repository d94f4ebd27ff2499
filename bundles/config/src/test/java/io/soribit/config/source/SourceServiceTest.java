// SPDX-License-Identifier: Apache-2.0
package io.soribit.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.setting.SettingCheck;
import io.soribit.api.setting.SettingFiles.Entry;
import io.soribit.api.setting.SettingFiles.InvalidSettingException;
import io.soribit.api.setting.SettingFiles.Problem;
import io.soribit.api.setting.SourceFinder;
import io.soribit.api.setting.Sources.Offer;
import io.soribit.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class SourceServiceTest {
    private static final SettingCheck CHECK =
            (pid, values) ->
                    values.containsKey("no such key")
                                    && (pid.endsWith(".microphone") || pid.endsWith(".stream"))
                            ? Map.of("no such key", "there is no such key")
                            : Map.of();

    @TempDir Path data;
    private SourceService sources;

    @BeforeEach
    void start() {
        sources = with(Duration.ofSeconds(30));
    }

    private SourceService with(Duration timeout) {
        return new SourceService(CHECK, data, Clock.systemUTC(), timeout);
    }

    private Path file(String name) {
        return data.resolve("etc").resolve("io.soribit.source." + name + ".cfg");
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(data.resolve("etc"));
        Files.writeString(file(name), text);
    }

    private void add(String... keysAndValues) throws Exception {
        Map<String, String> entries = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            entries.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        sources.save(null, null, entries, "Jiwoo");
    }

    private static SourceFinder finder(
            String kind, Callable<List<Map.Entry<String, Map<String, String>>>> all) {
        return new SourceFinder() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public List<Map.Entry<String, Map<String, String>>> find() throws IOException {
                try {
                    return all.call();
                } catch (Exception e) {
                    throw new IOException(e);
                }
            }
        };
    }

    @Test
    void aNewOneIsAFileNamedAfterItsKindAndRoom() throws Exception {
        add("kind", "microphone", "room", "Living room");
        assertThat(Files.readString(file("microphone-living_room")))
                .contains("# Written on the page")
                .contains("room = Living room\n");
        add("kind", "microphone", "room", "거실");
        add("kind", "microphone", "room", "욕실");
        assertThat(sources.list())
                .extracting(Entry::name)
                .containsExactly("microphone-living_room", "microphone-room", "microphone-room2");
        assertThat(Files.readString(file("microphone-room2"))).contains("room = 욕실");
    }

    @Test
    void anAddressWithAPasswordIsWrittenAndNeverShown() throws Exception {
        String url = "rtsp://user:secret@camera/stream";
        add("kind", "stream", "room", "Hall", "url", url);
        Entry made = sources.list().get(0);
        assertThat(made.entries()).isEqualTo(Map.of("room", "Hall"));
        assertThat(sources.changes().get(0).after()).isEqualTo(Map.of("room", "Hall"));
        sources.save(made.name(), made.version(), Map.of("room", "Door"), "Jiwoo");
        assertThat(Files.readString(file("stream-hall")))
                .contains("url = " + url)
                .contains("room = Door");
        sources.undo(sources.changes().get(0).id(), "Jiwoo");
        assertThat(Files.readString(file("stream-hall"))).contains("room = Hall").contains(url);
    }

    @Test
    void aPasswordInAFileIsNotSentToAnotherAddress() throws Exception {
        String text = "room = Yard\nurl = rtsp://camera/1\nuser = me\npassword = barley\n";
        write("stream-yard", text);
        Entry seen = sources.list().get(0);
        Map<String, String> elsewhere = Map.of("room", "Yard", "url", "rtsp://elsewhere/1");
        assertThatThrownBy(() -> sources.save(seen.name(), seen.version(), elsewhere, "Jiwoo"))
                .isInstanceOfSatisfying(
                        InvalidSettingException.class,
                        e ->
                                assertThat(e.problems())
                                        .extracting(Problem::key)
                                        .containsExactly("url"));
        assertThat(Files.readString(file("stream-yard"))).isEqualTo(text);
        Map<String, String> same = Map.of("room", "Garden", "url", "rtsp://camera/1");
        sources.save(seen.name(), seen.version(), same, "Jiwoo");
        assertThat(Files.readString(file("stream-yard"))).contains("room = Garden", "barley");
    }

    @Test
    void whatAPersonWroteStaysAndWhatSomebodyElseChangedIsNotOverwritten() throws Exception {
        write("microphone-desk", "# mine\nroom = Desk\nchannel = 2\n");
        Entry seen = sources.list().get(0);
        sources.save(seen.name(), seen.version(), Map.of("room", "Office"), "Jiwoo");
        assertThat(Files.readString(file("microphone-desk")))
                .isEqualTo("# mine\nroom = Office\nchannel = 2\n");
        assertThatThrownBy(
                        () -> sources.save(seen.name(), seen.version(), Map.of("room", "A"), "B"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("somebody else has changed this source");
        assertThatThrownBy(() -> sources.remove("microphone-gone", "1", "B"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingIsWrittenThatCannotBeUsed() {
        assertThatThrownBy(() -> add("kind", "stream", "room", "a/b#"))
                .isInstanceOfSatisfying(
                        InvalidSettingException.class,
                        e ->
                                assertThat(e.problems())
                                        .extracting(Problem::key)
                                        .containsExactlyInAnyOrder("room", "url"));
        for (String value :
                List.of(
                        "a\nexec = b",
                        "a\r\nexec = b",
                        "${env:HOME}",
                        "a\u2028$[file:b]",
                        "[a, b]",
                        "\\u0041")) {
            assertThatThrownBy(() -> add("kind", "microphone", "room", "Hall", "device", value))
                    .as(value)
                    .isInstanceOf(InvalidSettingException.class);
        }
        assertThatThrownBy(() -> add("kind", "stream", "room", "Hall", "command", "sh"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(data.resolve("etc")).doesNotExist();
    }

    @Test
    void onlyKindsThatTheHubHasAreOfferedAndOnlyWhatIsNotSetUp() throws Exception {
        assertThat(sources.kinds()).containsOnlyKeys("microphone", "stream");
        write("microphone-desk", "room = Desk\ndevice = usb\n");
        sources.bindFinder(
                finder(
                        "microphone",
                        () ->
                                List.of(
                                        Map.entry("USB Audio", Map.of("device", "USB Audio")),
                                        Map.entry("Built-in", Map.of("device", "Built-in")))));
        assertThat(sources.offers().found())
                .containsExactly(new Offer("microphone", "Built-in", Map.of("device", "Built-in")));
        assertThat(sources.offers().unanswered()).isEmpty();
    }

    @Test
    void anAddressThatBeginsWithAKnownOneIsOffered() throws Exception {
        write("wyoming-desk", "room = Desk\nhost = 192.168.1.1\nport = 10700\n");
        Map<String, String> known = Map.of("host", "192.168.1.1", "port", "10700");
        Map<String, String> other = Map.of("host", "192.168.1.10", "port", "10700");
        sources.bindFinder(
                finder("wyoming", () -> List.of(Map.entry("A", known), Map.entry("B", other))));
        assertThat(sources.offers().found()).containsExactly(new Offer("wyoming", "B", other));
    }

    @Test
    void whatWasAnsweredTooLateIsAskedAnew() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch twice = new CountDownLatch(2);
        BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        SourceService impatient = with(Duration.ZERO);
        impatient.bindFinder(
                finder(
                        "wyoming",
                        () -> {
                            threads.add(Thread.currentThread());
                            twice.countDown();
                            end.await();
                            return List.of();
                        }));
        assertThat(impatient.offers().unanswered()).hasSize(1);
        end.countDown();
        threads.take().join();
        impatient.offers();
        assertThat(twice.await(50, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aFinderThatHangsOrFailsIsUnansweredAndHoldsNobodyUp() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        SourceService impatient = with(Duration.ofMillis(200));
        impatient.bindFinder(
                finder(
                        "wyoming",
                        () -> {
                            asked.incrementAndGet();
                            end.await();
                            return List.of();
                        }));
        assertThat(impatient.offers().unanswered()).hasSize(1);
        Await.until("it is asked", () -> asked.get() > 0);
        assertThat(impatient.offers().unanswered()).hasSize(1);
        assertThat(asked).hasValue(1);
        end.countDown();
        sources.bindFinder(
                finder(
                        "wyoming",
                        () -> {
                            throw new NoClassDefFoundError("gone");
                        }));
        sources.bindFinder(
                finder("microphone", () -> List.of(Map.entry("A", Map.of("device", "A")))));
        assertThat(sources.offers().found()).hasSize(1);
        assertThat(sources.offers().unanswered()).hasSize(1);
    }
}
