// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.common.release.Candidate;
import io.soribit.common.release.Candidate.Stage;
import io.soribit.common.release.Installation;
import io.soribit.common.release.InstallationFile;
import io.soribit.common.release.Release;
import io.soribit.common.release.UpgradeHistory;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradesTest {
    private static final String OWN = "1.0.0";
    private static final Release NEXT = Release.of("1.1.0", "a".repeat(64));

    @TempDir Path data;
    private InstallationFile file;
    private UpgradeHistory history;
    private Releases releases;
    private final ManualClock clock = new ManualClock();
    private final List<String> problems = new ArrayList<>();
    private Optional<Set<String>> heard = Optional.empty();
    private int restarts;

    @BeforeEach
    void setUp() throws IOException {
        file = new InstallationFile(data);
        history = new UpgradeHistory(data, clock);
        releases = new Releases(file, history, OWN, true, problems::add);
        Files.createDirectories(file.folder(NEXT));
    }

    private void request() throws IOException {
        file.write(Installation.of(OWN).with(Candidate.requested(NEXT, "ada")));
    }

    private Upgrades hub(Optional<Candidate> trial) {
        return new Upgrades(releases, trial, () -> heard, () -> restarts++, problems::add, clock);
    }

    /** A hub that heard two rooms restarts with the candidate. */
    private Upgrades trial() throws IOException {
        request();
        heard = Optional.of(Set.of("hall", "kitchen"));
        hub(Optional.empty()).look();
        assertThat(restarts).isEqualTo(1);
        restarts = 0;
        heard = Optional.empty();
        Releases.Choice choice = releases.choose(Command.RUN);
        assertThat(choice.release()).isEqualTo(NEXT);
        return hub(choice.trial());
    }

    private void seconds(Upgrades hub, int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.advance(Duration.ofSeconds(1));
            hub.look();
            hub.limit();
        }
    }

    private void assertTakenBack(String reason) throws IOException {
        assertThat(file.read(OWN)).isEqualTo(Installation.of(OWN));
        assertThat(releases.choose(Command.RUN).release()).isEqualTo(Release.own(OWN));
        assertThat(history.lines())
                .last()
                .asString()
                .contains("1.1.0 taken back: " + reason, "1.0.0 runs");
        assertThat(String.join("\n", problems)).contains("1.1.0 taken back: " + reason);
    }

    @Test
    void aHubThatWasNeverUpgradedRunsItsOwnVersion() throws IOException {
        for (Command command : Command.values()) {
            assertThat(releases.choose(command))
                    .isEqualTo(new Releases.Choice(Release.own(OWN), Optional.empty()));
        }
        seconds(hub(Optional.empty()), 300);
        assertThat(restarts).isZero();
        assertThat(file.path()).doesNotExist();
    }

    @Test
    void aVersionThatHearsAllRoomsIsConfirmed() throws IOException {
        Upgrades hub = trial();
        seconds(hub, 60);
        heard = Optional.of(Set.of("kitchen", "hall", "bath"));
        seconds(hub, 15);
        assertThat(file.read(OWN).active()).isEqualTo(Release.own(OWN));
        seconds(hub, 1);
        assertThat(file.read(OWN))
                .isEqualTo(
                        new Installation(
                                OWN, NEXT, Optional.of(Release.own(OWN)), Optional.empty()));
        heard = Optional.empty();
        seconds(hub, 300);
        assertThat(restarts).as("what happens later is no part of the trial").isZero();
        assertThat(releases.choose(Command.RUN))
                .isEqualTo(new Releases.Choice(NEXT, Optional.empty()));
        assertThat(releases.choose(Command.HISTORY).release()).isEqualTo(NEXT);
        assertThat(history.lines())
                .singleElement()
                .asString()
                .contains("1.1.0 confirmed", "asked for by ada");
    }

    @Test
    void aVersionThatIsNotReadyIsTakenBackAfterTwoMinutes() throws IOException {
        Upgrades hub = trial();
        seconds(hub, 119);
        assertThat(restarts).isZero();
        clock.stepWall(Duration.ofHours(3));
        seconds(hub, 1);
        assertThat(restarts).isEqualTo(1);
        seconds(hub, 100);
        assertThat(restarts).isEqualTo(1);
        assertTakenBack("it was not ready to hear");
    }

    @Test
    void aVersionThatLosesARoomIsTakenBack() throws IOException {
        Upgrades hub = trial();
        heard = Optional.of(Set.of("kitchen"));
        seconds(hub, 120);
        assertThat(restarts).isEqualTo(1);
        assertTakenBack("not heard: hall");
    }

    @Test
    void aVersionThatHearsNowAndThenIsTakenBack() throws IOException {
        Upgrades hub = trial();
        for (int i = 0; i < 12; i++) {
            heard = Optional.of(Set.of("hall", "kitchen"));
            seconds(hub, 9);
            heard = Optional.of(Set.of("hall"));
            seconds(hub, 1);
        }
        assertThat(restarts).isEqualTo(1);
        assertTakenBack("not heard: kitchen");
    }

    @Test
    void aVersionThatBlocksIsTakenBack() throws IOException {
        Upgrades hub = trial(); // nobody looks: that thread waits for an answer
        clock.advance(Trial.LIMIT);
        hub.limit();
        assertThat(restarts).isEqualTo(1);
        assertTakenBack("it was not ready to hear");
    }

    @Test
    void aVersionThatThrowsIsTakenBack() throws IOException {
        Releases.Choice choice = begun();
        Upgrades hub =
                new Upgrades(
                        releases,
                        choice.trial(),
                        () -> {
                            throw new NoClassDefFoundError("gone/Class");
                        },
                        () -> restarts++,
                        problems::add,
                        clock);
        seconds(hub, 120);
        assertThat(restarts).isEqualTo(1);
        assertThat(problems).filteredOn(p -> p.contains("gone/Class")).hasSize(1);
        assertTakenBack("it was not ready to hear");
    }

    private Releases.Choice begun() throws IOException {
        request();
        return releases.choose(Command.RUN);
    }

    @Test
    void aVersionThatCannotStartIsTakenBackAtOnce() throws IOException {
        Upgrades hub = trial();
        assertThat(hub.fail("base.json names a bundle that is not there")).isTrue();
        assertThat(hub.fail("again")).isFalse();
        assertThat(restarts).isEqualTo(1);
        assertTakenBack("base.json names a bundle that is not there");
    }

    @Test
    void aVersionDuringWhoseTrialTheHubWasKilledIsTakenBack() throws IOException {
        trial();
        Releases.Choice choice = releases.choose(Command.RUN);
        assertThat(choice).isEqualTo(new Releases.Choice(Release.own(OWN), Optional.empty()));
        assertTakenBack("it ended before it was confirmed");
    }

    @Test
    void aHubThatWasKilledBeforeTheTrialTriesTheVersion() throws IOException {
        request();
        assertThat(releases.choose(Command.RUN).trial())
                .map(Candidate::stage)
                .contains(Stage.STARTED);
    }

    @Test
    void aHubThatJustStartsWaitsUntilItHears() throws IOException {
        request();
        Upgrades hub = hub(Optional.empty());
        heard = Optional.of(Set.of());
        seconds(hub, 20);
        assertThat(restarts).isZero();
        heard = Optional.of(Set.of("hall"));
        seconds(hub, 1);
        assertThat(restarts).isEqualTo(1);
        assertThat(file.read(OWN).candidate()).map(Candidate::rooms).contains(Set.of("hall"));
    }

    @Test
    void aHubThatHearsNothingRestartsAfterAMinute() throws IOException {
        request();
        seconds(hub(Optional.empty()), 60);
        assertThat(restarts).isEqualTo(1);
        heard = Optional.of(Set.of());
        seconds(hub(releases.choose(Command.RUN).trial()), 16);
        assertThat(file.read(OWN).active()).isEqualTo(NEXT);
    }

    @Test
    void onlyTheHubTriesAVersionAndUpgradeRunsWithItsOwn() throws IOException {
        request();
        Installation before = file.read(OWN);
        assertThat(releases.choose(Command.STATUS).release()).isEqualTo(Release.own(OWN));
        assertThat(file.read(OWN)).isEqualTo(before);
        file.write(before.confirmed());
        assertThat(releases.choose(Command.STATUS).release()).isEqualTo(NEXT);
        assertThat(releases.choose(Command.UPGRADE).release()).isEqualTo(Release.own(OWN));
    }

    @Test
    void anotherPackageOfTheHubTakesThePlaceOfAll() throws IOException {
        request();
        file.write(file.read(OWN).confirmed());
        Releases newer = new Releases(file, history, "1.2.0", true, problems::add);
        assertThat(newer.choose(Command.RUN).release()).isEqualTo(Release.own("1.2.0"));
    }

    @Test
    void aFolderThatIsGoneIsSaid() throws IOException {
        request();
        Files.delete(file.folder(NEXT));
        assertThat(releases.choose(Command.RUN).release()).isEqualTo(Release.own(OWN));
        assertThat(history.lines()).singleElement().asString().contains("is gone");
        file.write(Installation.of(OWN).with(Candidate.requested(NEXT, "ada")).confirmed());
        assertThat(releases.choose(Command.RUN).release()).isEqualTo(Release.own(OWN));
        assertThat(problems).last().asString().contains("is gone; version 1.0.0 runs");
    }

    @Test
    void aMalformedFileIsSaidAndItsOwnVersionRuns() throws IOException {
        for (String text : List.of("no", "format=2", "format=1\nown=1.0.0\nactive=../x\t1")) {
            Files.writeString(file.path(), text);
            assertThat(releases.choose(Command.RUN).release()).isEqualTo(Release.own(OWN));
            assertThat(problems).last().asString().contains("is malformed", "delete it");
        }
    }

    @Test
    void aFullDiskKeepsTheVersionThatRuns() throws IOException {
        request();
        Path blocked = file.path().resolveSibling(".installed.new");
        Files.createDirectories(blocked.resolve("in-the-way"));
        assertThat(releases.choose(Command.RUN))
                .isEqualTo(new Releases.Choice(Release.own(OWN), Optional.empty()));
        assertThat(problems).last().asString().contains("1.1.0 is not tried");
        heard = Optional.of(Set.of("hall"));
        Upgrades hub = hub(Optional.empty());
        seconds(hub, 10);
        assertThat(restarts).isZero();
        assertThat(problems).filteredOn(p -> p.contains("read or written")).hasSize(1);
        Files.delete(blocked.resolve("in-the-way"));
        seconds(hub, 1);
        assertThat(restarts).isEqualTo(1);
    }

    @Test
    void aTrialWhoseEndCannotBeNotedEndsAllTheSame() throws IOException {
        Upgrades hub = trial();
        Path blocked = file.path().resolveSibling(".installed.new/in-the-way");
        Files.createDirectories(blocked);
        seconds(hub, 120);
        assertThat(restarts).isEqualTo(1);
        assertThat(releases.choose(Command.RUN).release())
                .as("it has been started once: that is enough to know")
                .isEqualTo(Release.own(OWN));
        Files.delete(blocked);
        assertThat(releases.choose(Command.RUN).release()).isEqualTo(Release.own(OWN));
        assertTakenBack("it");
    }

    @Test
    void aHubThatNobodyWouldStartAgainTriesNothing() throws IOException {
        releases = new Releases(file, history, OWN, false, problems::add);
        request();
        heard = Optional.of(Set.of("hall"));
        hub(Optional.empty()).look();
        assertThat(restarts).isZero();
        assertTakenBack("nobody would start the hub again");
        request();
        assertThat(releases.choose(Command.RUN).trial()).isEmpty();
        assertTakenBack("nobody would start the hub again");
    }

    @Test
    void aTrialWhoseFileSomebodyDeletedIsNotConfirmed() throws IOException {
        Upgrades hub = trial();
        Files.delete(file.path());
        heard = Optional.of(Set.of("hall", "kitchen"));
        seconds(hub, 120);
        assertThat(restarts).isEqualTo(1);
        assertThat(problems).filteredOn(p -> p.contains("no longer has the trial")).hasSize(1);
        assertThat(releases.choose(Command.RUN).release()).isEqualTo(Release.own(OWN));
    }

    @Test
    void aRequestDuringATrialIsNotConfirmedUntried() throws IOException {
        Upgrades hub = trial();
        Release other = new Release("1.2.0-0123456789ab", "1.2.0");
        file.write(Installation.of(OWN).with(Candidate.requested(other, "ada")));
        heard = Optional.of(Set.of("hall", "kitchen"));
        seconds(hub, 120);
        assertThat(file.read(OWN).active()).isEqualTo(Release.own(OWN));
        assertThat(restarts).isEqualTo(1);
    }
}
