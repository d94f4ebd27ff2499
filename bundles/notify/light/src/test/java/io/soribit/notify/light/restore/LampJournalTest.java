// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.Urgency;
import io.soribit.notify.light.Alerts;
import io.soribit.notify.light.LampHub;
import io.soribit.notify.light.ManualTimer;
import io.soribit.notify.light.VirtualHome;
import io.soribit.notify.light.lamp.LampState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class LampJournalTest {
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(LampJournal.class);

    @TempDir Path data;

    @BeforeEach
    void listen() {
        said.start();
        logger.addAppender(said);
        logger.setLevel(ch.qos.logback.classic.Level.INFO);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(said);
    }

    private Path file() {
        return data.resolve("state").resolve("lamps.json");
    }

    private static LampState state(String json) {
        try {
            return new LampState(new ObjectMapper().readTree(json));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private List<String> said() {
        return said.list.stream().map(e -> e.getLevel() + " " + e.getFormattedMessage()).toList();
    }

    @Test
    void whatIsOwedIsKnownToTheNextHubUntilItIsStruckOff() {
        PendingRestore on =
                new PendingRestore(
                        state("{\"state\":\"ON\",\"color_temp\":370}"),
                        Set.of("#00C853", ""),
                        false);
        PendingRestore unknown = new PendingRestore(null, Set.of("#0057FF"), true);
        LampJournal journal = new LampJournal(file());
        journal.owe("one", on);
        journal.owe("two", unknown);
        journal.save();
        LampJournal next = new LampJournal(file());
        assertThat(next.of("one")).contains(on);
        assertThat(next.of("two")).contains(unknown);
        next.strike("one");
        next.save();
        assertThat(new LampJournal(file()).of("one")).isEmpty();
        assertThat(new LampJournal(file()).of("two")).contains(unknown);
        next.strike("two");
        next.save();
        assertThat(file()).doesNotExist();
        assertThat(said()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"one\":",
                "[]",
                "{\"one\":7}",
                "{\"one\":{\"state\":{},\"colours\":[]}}"
            })
    void damagedFileIsSetAsideAndSaid(String text) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), text);
        LampJournal journal = new LampJournal(file());
        assertThat(journal.of("one")).isEmpty();
        assertThat(file()).doesNotExist();
        assertThat(file().resolveSibling("lamps.json.damaged")).hasContent(text);
        assertThat(said()).hasSize(1).first().asString().startsWith("WARN").contains("damaged");
    }

    @Test
    void folderThatCannotBeWrittenIsSaidOnceAndLampsFlash() throws IOException {
        Path folder = Files.writeString(data.resolve("state"), "a file in the way");
        ManualTimer timer = new ManualTimer();
        VirtualHome home = new VirtualHome(timer);
        home.lamp("lamp", "{\"state\":\"ON\",\"brightness\":77,\"color_temp\":370}");
        LampHub hub = new LampHub(timer, home, file(), 1, "lamp");
        said.list.clear();
        hub.deliver(Alerts.start("a", Urgency.NOTICE, Alerts.GREEN));
        timer.advance(10_000);
        hub.deliver(Alerts.start("b", Urgency.NOTICE, Alerts.BLUE));
        timer.advance(10_000);
        assertThat(home.coloursOf("lamp")).contains(Alerts.GREEN, Alerts.BLUE).endsWith("old");
        assertThat(said()).hasSize(1).first().asString().contains("cannot be written");

        Files.delete(folder);
        hub.deliver(Alerts.start("c", Urgency.NOTICE, Alerts.BLUE));
        timer.advance(1_000);
        assertThat(said()).hasSize(2).last().asString().contains("written again");
        assertThat(file()).exists();
    }
}
