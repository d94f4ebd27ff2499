// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.soribit.api.setting.Settings;
import io.soribit.api.setting.Settings.Change;
import io.soribit.api.setting.Settings.ChangedException;
import io.soribit.api.setting.Settings.Fault;
import io.soribit.api.setting.Settings.InvalidValueException;
import io.soribit.api.setting.Settings.Kind;
import io.soribit.api.setting.Settings.Lock;
import io.soribit.api.setting.Settings.Origin;
import io.soribit.api.setting.Settings.Part;
import io.soribit.api.setting.Settings.Setting;
import io.soribit.config.probe.Probe;
import io.soribit.testkit.Await;
import io.soribit.testkit.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Settings in a real framework: from the definition of a bundle to its file and back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class SettingServiceTest {
    private static final String GUARD = "io.soribit.config";
    private static final String PROBE = "soribit.probe~hall";

    private Path etc;
    private Hub hub;
    private Settings settings;
    private ConfigurationAdmin configurations;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        etc = Files.createDirectory(folder.resolve("etc"));
        hub = new Hub(folder.resolve("data"), etc);
        configurations = hub.service(ConfigurationAdmin.class, "(service.pid=*)");
        hub.startGuard();
        hub.startBundleOf(Probe.class, folder);
        settings = hub.service(Settings.class, "(component.name=*)");
    }

    @AfterAll
    void stop() throws Exception {
        hub.close();
    }

    @AfterEach
    void remove() throws Exception {
        for (String pid : new String[] {GUARD, PROBE}) {
            Files.deleteIfExists(file(pid));
            waitUntil(
                    () -> {
                        // What was read from a file is removed by its reader: twice would be a
                        // race.
                        String own = "(&" + only(pid) + "(!(felix.fileinstall.filename=*)))";
                        Configuration[] left = configurations.listConfigurations(own);
                        if (left != null) {
                            left[0].delete();
                        }
                        return configurations.listConfigurations(only(pid)) == null;
                    });
        }
    }

    private static String only(String pid) {
        return "(service.pid=" + pid + ")";
    }

    private Path file(String pid) {
        return etc.resolve(pid.replace('~', '-') + ".cfg");
    }

    private static void waitUntil(Callable<Boolean> condition) throws Exception {
        Await.value("the hub has read the file", condition, holds -> holds);
    }

    private void write(String pid, String text) throws Exception {
        Files.writeString(file(pid), text);
        waitUntil(() -> configurations.listConfigurations(only(pid)) != null);
    }

    private Part part(String pid) throws IOException {
        return settings.list().stream()
                .filter(each -> each.pid().equals(pid))
                .findAny()
                .orElseThrow();
    }

    private Setting setting(String pid, String key) throws IOException {
        return part(pid).settings().stream()
                .filter(each -> each.key().equals(key))
                .findAny()
                .orElseThrow();
    }

    private Change set(String pid, String key, String value) throws Exception {
        return settings.set(pid, key, value, setting(pid, key).version(), "Jiwoo");
    }

    @Test
    void everySettingIsDescribed() throws Exception {
        Part guard = part(GUARD);
        assertThat(guard.names()).containsEntry("en", "Configuration guard");
        assertThat(guard.file()).isEqualTo("etc/io.soribit.config.cfg");
        Setting settle = setting(GUARD, "settle_seconds");
        assertThat(settle.names()).containsEntry("en", "Settling time");
        assertThat(settle.descriptions().get("en")).contains("0 to 3600");
        assertThat(settle.kind()).isEqualTo(Kind.WHOLE);
        assertThat(settle.least()).isEqualTo("0");
        assertThat(settle.most()).isEqualTo("3600");
        assertThat(settle.usual()).isEqualTo("5");
        assertThat(settle.value()).isNull();
        assertThat(settle.origin()).isEqualTo(Origin.DEFAULT);
        assertThat(settle.applied()).isTrue();
        assertThat(setting(GUARD, "elsewhere").list()).isTrue();
        assertThat(settings.list()).extracting(Part::pid).doesNotContain("soribit.probe");
    }

    @Test
    void aChangeReachesItsComponentAndIsUndone() throws Exception {
        write(GUARD, "# of mine\nelsewhere = a.b, c.d\n");
        Change change;
        try (LogCapture log = LogCapture.by("io.soribit.config.SettingService")) {
            change = set(GUARD, "settle_seconds", " 7 ");
            assertThat(log.lines())
                    .anyMatch(m -> m.contains("settle_seconds") && m.contains("'7'"))
                    .anyMatch(m -> m.contains("Jiwoo"));
        }
        assertThat(Files.readString(file(GUARD)))
                .isEqualTo("# of mine\nelsewhere = a.b, c.d\nsettle_seconds = 7\n");
        waitUntil(() -> setting(GUARD, "settle_seconds").applied());
        hub.service(io.soribit.api.hub.HealthCheck.class, "(settle_seconds=7)");
        assertThat(setting(GUARD, "settle_seconds").origin()).isEqualTo(Origin.FILE);
        settings.undo(change.id(), "Minsu");
        assertThat(Files.readString(file(GUARD))).isEqualTo("# of mine\nelsewhere = a.b, c.d\n");
        assertThat(setting(GUARD, "settle_seconds").value()).isNull(); // though not read yet
        assertThat(setting(GUARD, "settle_seconds").origin()).isEqualTo(Origin.DEFAULT);
        waitUntil(() -> setting(GUARD, "settle_seconds").applied());
        assertThat(settings.changes().get(0).before()).isEqualTo("7");
        assertThat(settings.changes().get(0).after()).isNull();
        assertThat(settings.changes().get(0).who()).isEqualTo("Minsu");
    }

    @Test
    void twoPeopleWhoChangeOneSettingAndTwoWhoChangeTwo() throws Exception {
        write(GUARD, "settle_seconds = 7\n");
        String seen = setting(GUARD, "settle_seconds").version();
        String other = setting(GUARD, "elsewhere").version();
        settings.set(GUARD, "settle_seconds", "8", seen, "Jiwoo");
        ChangedException refused =
                catchThrowableOfType(
                        ChangedException.class,
                        () -> settings.set(GUARD, "settle_seconds", "9", seen, "Minsu"));
        assertThat(refused.value()).isEqualTo("8");
        settings.set(GUARD, "elsewhere", "*", other, "Minsu");
        assertThat(Files.readString(file(GUARD))).isEqualTo("settle_seconds = 8\nelsewhere = *\n");
    }

    @ParameterizedTest
    @CsvSource({
        "count, often, WHOLE",
        "count, 1.5, WHOLE",
        "count, 11, RANGE",
        "gain, loud, NUMBER",
        "loud, maybe, SWITCH",
        "mode, medium, OPTION",
        "letter, ab, CHARACTER",
        "place, $[file:../secret], CHARACTERS",
        "place, ' ', MISSING",
        "steps, 'one, 2', WHOLE"
    })
    void whatIsWrongIsSaidAndNothingIsWritten(String key, String value, Fault fault)
            throws Exception {
        write(PROBE, "place = hall\n");
        InvalidValueException refused =
                catchThrowableOfType(InvalidValueException.class, () -> set(PROBE, key, value));
        assertThat(refused.fault()).isEqualTo(fault);
        assertThat(refused.setting().key()).isEqualTo(key);
        assertThat(Files.readString(file(PROBE))).isEqualTo("place = hall\n");
    }

    @Test
    void whatAFileCannotHoldIsRefused() throws Exception {
        write(PROBE, "place = hall\n");
        for (String value : new String[] {"a\nb = 1", "a\rb", "a\u0085$[env:HOME]", "\uFFFD"}) {
            assertThatThrownBy(() -> set(PROBE, "place", value))
                    .isInstanceOf(InvalidValueException.class);
        }
    }

    @Test
    void aSecretIsNeverShown() throws Exception {
        write(PROBE, "place = hall\nsecret = open\n");
        assertThat(setting(PROBE, "secret").value()).isEqualTo(Settings.SECRET);
        assertThat(setting(PROBE, "secret").usual()).isEqualTo(Settings.SECRET);
        try (LogCapture log = LogCapture.by("io.soribit.config.SettingService")) {
            Change change = set(PROBE, "secret", "sesame");
            assertThat(change.before()).isEqualTo(Settings.SECRET);
            assertThat(log.lines()).noneMatch(m -> m.contains("sesame") || m.contains("open"));
        }
        assertThat(settings.list().toString() + settings.changes()).doesNotContain("sesame");
        assertThat(Files.readString(file(PROBE))).contains("secret = sesame");
        Files.writeString(file(PROBE), "place = hall\nsecret = $[file:probe.secret]\n");
        assertThat(setting(PROBE, "secret").value()).isEqualTo("$[file:probe.secret]");
    }

    private void refusesSecrets(ThrowingCallable change) {
        InvalidValueException refused = catchThrowableOfType(InvalidValueException.class, change);
        assertThat(refused.fault()).isEqualTo(Fault.SECRETS);
        assertThat(refused).hasMessageNotContaining("sesame");
    }

    @Test
    void aSecretIsNotSentToAnAddressThatSomebodySetsWithoutKnowingIt() throws Exception {
        String text = "place = hall\nurl = https://mine\nsecret = sesame\n";
        write(PROBE, text);
        refusesSecrets(() -> set(PROBE, "url", "https://elsewhere"));
        refusesSecrets(() -> set(PROBE, "url", null));
        assertThat(Files.readString(file(PROBE))).isEqualTo(text);
        set(PROBE, "url", "https://mine");
        Change removed = set(PROBE, "secret", null);
        waitUntil(() -> setting(PROBE, "secret").applied());
        Change moved = set(PROBE, "url", "https://elsewhere");
        refusesSecrets(() -> settings.undo(removed.id(), "Minsu"));
        assertThat(Files.readString(file(PROBE)))
                .isEqualTo("place = hall\nurl = https://elsewhere\n");
        set(PROBE, "secret", "sesame");
        refusesSecrets(() -> settings.undo(moved.id(), "Minsu"));
        assertThat(Files.readString(file(PROBE)))
                .isEqualTo("place = hall\nurl = https://elsewhere\nsecret = sesame\n");
    }

    @Test
    void aSecretThatWasChangedComesBackWhileItsAddressStays() throws Exception {
        write(PROBE, "place = hall\nurl = https://mine\nsecret = $[file:probe.secret]\n");
        refusesSecrets(() -> set(PROBE, "url", "https://elsewhere"));
        Change change = set(PROBE, "secret", "sesame");
        set(PROBE, "place", "attic");
        settings.undo(change.id(), "Minsu");
        assertThat(setting(PROBE, "secret").value()).isEqualTo("$[file:probe.secret]");
    }

    @Test
    void aPasswordInAnAddressIsNotLogged() throws Exception {
        try (LogCapture log = LogCapture.by("io.soribit.config.SettingService")) {
            set(GUARD, "elsewhere", "tcp://me:hush@host:1883");
            assertThat(log.lines()).anyMatch(m -> m.contains("tcp://***@host:1883"));
            set(GUARD, "elsewhere", "tcp://hush@host:1883");
            assertThat(log.lines()).noneMatch(m -> m.contains("hush"));
        }
    }

    @Test
    void norIsItShown() throws Exception {
        set(GUARD, "elsewhere", "tcp://me:hush@host:1883");
        assertThat(setting(GUARD, "elsewhere").value()).isEqualTo(Settings.SECRET);
        set(GUARD, "elsewhere", "tcp://hush@host:1883");
        assertThat(setting(GUARD, "elsewhere").value()).isEqualTo(Settings.SECRET);
        set(GUARD, "elsewhere", "tcp://host:1883/me@home");
        assertThat(setting(GUARD, "elsewhere").value()).isEqualTo("tcp://host:1883/me@home");
        assertThat(settings.changes().toString()).doesNotContain("hush");
    }

    @Test
    void aFileThatSomebodyRemovedDoesNotComeBackByUndo() throws Exception {
        write(PROBE, "place = hall\ncount = 4\n");
        Change change = set(PROBE, "count", null);
        Files.delete(file(PROBE));
        assertThatThrownBy(() -> settings.undo(change.id(), "Minsu"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(file(PROBE)).doesNotExist();
    }

    @Test
    void whatThisFormOfTheHubSetsStaysWhenAnUndoMakesTheFile() throws Exception {
        write(GUARD, "settle_seconds = 7\n");
        Change change = set(GUARD, "settle_seconds", null);
        Files.delete(file(GUARD));
        waitUntil(() -> configurations.listConfigurations(only(GUARD)) == null);
        configurations
                .getConfiguration(GUARD, "?")
                .update(new Hashtable<>(Map.of("elsewhere", new String[] {"a", "b"})));
        settings.undo(change.id(), "Minsu");
        assertThat(Files.readString(file(GUARD)))
                .isEqualTo("elsewhere = a, b\nsettle_seconds = 7\n");
    }

    @Test
    void aFileInAnotherFormIsLeftToPeople() throws Exception {
        write(PROBE, "place = \"hall\"\ncount = I\"4\"\n");
        assertThat(setting(PROBE, "count").lock()).isEqualTo(Lock.BY_HAND);
        assertThat(setting(PROBE, "count").value()).isEqualTo("4");
        assertThatThrownBy(() -> set(PROBE, "count", "5"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsNotASettingIsRefused() throws Exception {
        for (String pid :
                new String[] {"soribit.probe", "soribit.probe~gone", "..~x", GUARD + "~x", "x"}) {
            assertThatThrownBy(() -> settings.set(pid, "count", "5", "none", "Jiwoo"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> settings.undo("gone", "Jiwoo"))
                .isInstanceOf(IllegalArgumentException.class);
        try (var files = Files.list(etc)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void whatThisFormOfTheHubSetsStaysWhenAFileTakesItsPlace() throws Exception {
        configurations
                .getConfiguration(GUARD, "?")
                .update(new Hashtable<>(Map.of("elsewhere", new String[] {"a", "b"})));
        assertThat(setting(GUARD, "elsewhere").origin()).isEqualTo(Origin.HUB);
        assertThat(setting(GUARD, "elsewhere").value()).isEqualTo("a, b");
        set(GUARD, "settle_seconds", "7");
        assertThat(Files.readString(file(GUARD)))
                .isEqualTo("elsewhere = a, b\nsettle_seconds = 7\n");
        waitUntil(() -> setting(GUARD, "elsewhere").origin() == Origin.FILE);
    }

    @Test
    void whatCannotBeCarriedIntoAFileIsLeftToPeople() throws Exception {
        configurations
                .getConfiguration(GUARD, "?")
                .update(new Hashtable<>(Map.of("elsewhere", "[a, $b")));
        assertThat(setting(GUARD, "elsewhere").fault()).isNull();
        assertThatThrownBy(() -> set(GUARD, "settle_seconds", "7"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(file(GUARD)).doesNotExist();
    }

    @Test
    void aFileThatCannotBeReadKeepsNoOtherFromBeingShown() throws Exception {
        write(PROBE, "place = hall\n");
        Files.createDirectory(file(GUARD));
        assertThat(setting(GUARD, "settle_seconds").lock()).isEqualTo(Lock.BY_HAND);
        assertThatThrownBy(() -> set(GUARD, "settle_seconds", "7"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(setting(PROBE, "place").value()).isEqualTo("hall");
    }

    @Test
    void aWrongValueInAFileIsSaid() throws Exception {
        write(PROBE, "place = hall\ncount = often\n");
        Setting count = setting(PROBE, "count");
        assertThat(count.fault()).isEqualTo(Fault.WHOLE);
        assertThat(count.value()).isEqualTo("often");
        assertThat(count.usual()).isEqualTo("3");
    }
}
