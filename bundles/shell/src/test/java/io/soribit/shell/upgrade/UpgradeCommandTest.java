// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.common.release.Candidate;
import io.soribit.common.release.Candidate.Stage;
import io.soribit.common.release.Installation;
import io.soribit.common.release.InstallationFile;
import io.soribit.common.release.Release;
import io.soribit.common.release.UpgradeHistory;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradeCommandTest {
    private static final String METATYPE =
            "<m:MetaData xmlns:m=\"http://www.osgi.org/xmlns/metatype/v1.2.0\"><OCD id=\"c\">%s</OCD>"
                    + "<Designate pid=\"io.soribit.alert\"><Object ocdref=\"c\"/></Designate></m:MetaData>";

    @TempDir Path folder;
    private Path home;
    private Path data;
    private Path release;
    private Path key;
    private final ManualClock clock = new ManualClock();
    private Runnable hub = () -> {};
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void setUp() throws Exception {
        home = folder.resolve("home");
        data = folder.resolve("data");
        release = folder.resolve("release");
        for (String name : List.of("etc", "bundles")) {
            Files.createDirectories(data.resolve(name));
        }
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Base64.Encoder text = Base64.getEncoder();
        key = folder.resolve("alice.key");
        Files.writeString(key, text.encodeToString(pair.getPrivate().getEncoded()));
        Files.writeString(
                data.resolve("etc/release-keys"),
                "alice " + text.encodeToString(pair.getPublic().getEncoded()) + "\n");
        hub(home, "1.0.0", "1.2.0", "17", "least", "budget");
        jar(home.resolve("lib/old-1.jar"), Map.of(), "");
        hub(release, "1.1.0", "1.3.0", "17", "least", "budget");
        jar(release.resolve("lib/fresh-2.jar"), Map.of(), "");
    }

    private static void hub(Path home, String version, String api, String java, String... settings)
            throws IOException {
        jar(home.resolve("boot/io.soribit.launcher-" + version + ".jar"), Map.of(), "");
        jar(
                home.resolve("lib/io.soribit.api-" + version + ".jar"),
                Map.of(
                        "Export-Package",
                        "io.soribit.api;version=\""
                                + api
                                + "\";uses:=\"a,b\",io.soribit.api.hub;version="
                                + api,
                        "Require-Capability",
                        "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=" + java + "))\""),
                "");
        Path feature = Files.createDirectories(home.resolve("features")).resolve("hub.json");
        Files.writeString(
                feature, "{\"bundles\":[{\"id\":\"io.soribit:io.soribit.api:" + version + "\"}]}");
        StringBuilder attributes = new StringBuilder();
        for (String setting : settings) {
            attributes.append("<AD id=\"" + setting + "\" type=\"String\"/>");
        }
        jar(
                home.resolve("lib/io.soribit.alert-" + version + ".jar"),
                Map.of(),
                settings.length == 0 ? "" : METATYPE.formatted(attributes));
    }

    private static void jar(Path file, Map<String, String> headers, String metatype)
            throws IOException {
        Files.createDirectories(file.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        headers.forEach(manifest.getMainAttributes()::putValue);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            if (!metatype.isEmpty()) {
                jar.putNextEntry(new ZipEntry("OSGI-INF/metatype/c.xml"));
                jar.write(metatype.getBytes(UTF_8));
            }
        }
    }

    private int run(String... arguments) {
        return new UpgradeCommand(home, data, "1.0.0", clock, this::second)
                .run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private void sign() {
        assertThat(run("--sign", key.toString(), release.toString())).as(err::toString).isZero();
    }

    private int check() {
        return run("--check", release.toString(), "--language", "en");
    }

    private void assertWrong(String reason) throws IOException {
        Map<String, String> before = contents();
        assertThat(check()).isEqualTo(1);
        assertThat(out.toString() + err).contains(reason).contains("✘");
        assertThat(contents()).isEqualTo(before);
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                contents.put(
                        file.toString(),
                        Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis());
            }
        }
        return contents;
    }

    @Test
    void aSignedReleaseIsComparedAndNothingIsChanged() throws Exception {
        sign();
        Map<String, String> before = contents();
        assertThat(check()).as(out::toString).isZero();
        assertThat(out.toString())
                .contains("✔ signature: valid, of the key alice", "✔ version: 1.0.0 → 1.1.0")
                .contains("✔ plug-ins: all can use io.soribit.api 1.3.0")
                .contains("✔ configuration: every setting is kept")
                .contains("changes: + fresh 2", "changes: - old 1")
                .contains("changes: io.soribit.api 1.0.0 → 1.1.0")
                .contains("It can take the place");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void theTextIsThereInKorean() {
        sign();
        assertThat(run("--check", release.toString(), "--language", "ko")).isZero();
        assertThat(out.toString()).contains("✔ 서명: 유효합니다", "대체할 수 있습니다");
    }

    @Test
    void withoutASignatureNothingElseIsRead() throws Exception {
        sign();
        Files.delete(release.resolve("release.sig"));
        assertWrong("there is no release.sig");
        assertThat(out.toString()).doesNotContain("version:");
    }

    @Test
    void aKeyThatIsNotTrustedIsNamed() throws Exception {
        sign();
        Files.writeString(data.resolve("etc/release-keys"), "");
        assertWrong("'alice', which is not in etc/release-keys");
    }

    @Test
    void aListThatWasChangedIsRefused() throws Exception {
        sign();
        Path list = release.resolve("release.json");
        Files.writeString(list, Files.readString(list).replace("1.1.0", "1.2.0"));
        assertWrong("or it was changed since");
    }

    @Test
    void aFileThatWasChangedAddedOrLinkedIsNamed() throws Exception {
        sign();
        Files.write(release.resolve("lib/fresh-2.jar"), new byte[1]);
        Files.writeString(release.resolve("lib/evil.jar"), "");
        Path moved = Files.move(release.resolve("boot"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(release.resolve("boot"), moved);
        assertWrong("lib/fresh-2.jar was changed");
        assertThat(out.toString())
                .contains("lib/evil.jar is not listed", "boot is not listed")
                .doesNotContain("version:");
    }

    @Test
    void aListThatReachesElsewhereIsRefused() throws Exception {
        Files.createDirectories(release.resolve("x"));
        byte[] list =
                "{\"format\":1,\"version\":\"1.1.0\",\"files\":{\"../data/etc/a\":{\"bytes\":1,\"sha256\":\"\"}}}"
                        .getBytes(UTF_8);
        Files.write(release.resolve("release.json"), list);
        Files.writeString(
                release.resolve("release.sig"),
                io.soribit.common.signing.ReleaseSignature.sign(
                        "alice",
                        io.soribit.common.signing.ModelSignature.secretKey(Files.readString(key)),
                        list));
        assertThat(check()).isEqualTo(1);
        assertThat(err.toString()).contains("no name of a file in a folder");
    }

    @Test
    void anOlderVersionIsRefused() throws Exception {
        hub(home, "1.0.0", "1.2.0", "17", "least");
        Files.delete(release.resolve("boot/io.soribit.launcher-1.1.0.jar"));
        jar(release.resolve("boot/io.soribit.launcher-0.9.0.jar"), Map.of(), "");
        sign();
        assertWrong("1.0.0 → 0.9.0, which is older");
    }

    @Test
    void aVersionForALaterJavaIsRefused() throws Exception {
        hub(release, "1.1.0", "1.3.0", "99", "least", "budget");
        sign();
        assertWrong("it needs Java 99");
    }

    @Test
    void plugInsThatCannotUseTheApiAreNamed() throws Exception {
        plugIn("fits", "io.soribit.api;version=\"[1.2,2)\",org.slf4j;version=\"[9,10)\"");
        plugIn("late", "io.soribit.api.hub;version=\"[1.4,2)\"");
        plugIn("gone", "io.soribit.api.gone,io.soribit.api");
        plugIn("optional", "io.soribit.api.gone;resolution:=optional;version=\"[1,2)\"");
        Files.writeString(data.resolve("bundles/broken.jar"), "no jar");
        sign();
        assertWrong(
                "late.jar: io.soribit.api.hub [1.4,2): would not start with io.soribit.api 1.3");
        assertThat(out.toString())
                .contains("gone.jar: io.soribit.api.gone", "✘ plug-ins: broken.jar")
                .doesNotContain("fits.jar", "optional.jar");
    }

    private void plugIn(String name, String imports) throws IOException {
        jar(data.resolve("bundles/" + name + ".jar"), Map.of("Import-Package", imports), "");
    }

    @Test
    void settingsThatAreGoneAreNamed() throws Exception {
        hub(release, "1.1.0", "1.3.0", "17", "least");
        Files.writeString(
                data.resolve("etc/io.soribit.alert.cfg"), "least = info\nbudget = 3\nnever = 1\n");
        Files.writeString(data.resolve("etc/io.soribit.alert~b.cfg"), "budget = 4\n");
        sign();
        assertWrong("io.soribit.alert.cfg: budget: would be without effect");
        assertThat(out.toString()).contains("io.soribit.alert~b.cfg: budget: would be");
        assertThat(out.toString()).doesNotContain("never", "cfg: least");
    }

    @Test
    void settingsThatAreMigratedAreKept() throws Exception {
        hub(release, "1.1.0", "1.3.0", "17", "least", "allowance");
        Path guard = release.resolve("lib/io.soribit.config-1.1.0.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(guard))) {
            jar.putNextEntry(new ZipEntry("io/soribit/config/migration/migrations.txt"));
            jar.write("# comment\n3 io.soribit.alert budget allowance\n".getBytes(UTF_8));
        }
        Files.writeString(data.resolve("etc/io.soribit.alert.cfg"), "budget = 3\n");
        sign();
        assertThat(check()).as(out::toString).isZero();
        assertThat(out.toString()).contains("✔ configuration: every setting is kept");
    }

    @Test
    void aPartThatIsGoneIsNamed() throws Exception {
        hub(release, "1.1.0", "1.3.0", "17");
        Files.writeString(data.resolve("etc/io.soribit.alert.cfg"), "least = info\n");
        sign();
        assertWrong("configuration: io.soribit.alert.cfg: would be without effect");
    }

    @Test
    void aFullDiskIsSaid() throws Exception {
        sign();
        assertThat(
                        new UpgradeCheck(
                                        home.resolve("boot"),
                                        home.resolve("lib"),
                                        data,
                                        "1.0.0",
                                        any -> 0)
                                .of(release))
                .filteredOn(finding -> finding.isWrong())
                .singleElement()
                .satisfies(f -> assertThat(f.line("en")).contains("make room for both versions"));
    }

    @Test
    void whatIsNoReleaseIsSaid() {
        assertThat(check()).isEqualTo(1);
        assertThat(err.toString()).contains("is no release: it has no release.json");
        assertThat(run("--check", folder.resolve("nothing").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("is no folder: unpack the release first");
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains("name the folder of an unpacked release");
        assertThat(run("--check", "--back")).isEqualTo(2);
    }

    @Test
    void aReleaseWithoutABundleThatItNamesIsRefused() throws Exception {
        Files.delete(release.resolve("lib/io.soribit.api-1.1.0.jar"));
        jar(release.resolve("lib/io.soribit.api-1.1.1.jar"), Map.of(), "");
        sign();
        assertWrong("lib/io.soribit.api-1.1.0.jar of features/hub.json: is missing");
    }

    /** What the launcher of a running hub does while the command waits. */
    private void second() throws InterruptedException {
        clock.advance(Duration.ofSeconds(1));
        hub.run();
    }

    private Installation installed() {
        try {
            return new InstallationFile(data).read("1.0.0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void note(Installation next) {
        try {
            new InstallationFile(data).write(next);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void running() throws IOException {
        Files.writeString(
                data.resolve("status.json"), "{\"pid\":" + ProcessHandle.current().pid() + "}");
    }

    private int install() {
        return run(release.toString(), "--language", "en");
    }

    @Test
    void aReleaseIsPutBesideTheVersionThatRuns() throws Exception {
        sign();
        Map<String, String> before = contents();
        assertThat(install()).as(out + "" + err).isZero();
        assertThat(out.toString()).contains("The next start of the hub tries it");
        Candidate candidate = installed().candidate().orElseThrow();
        assertThat(candidate.stage()).isEqualTo(Stage.REQUESTED);
        Path there = new InstallationFile(data).folder(candidate.release());
        for (String file : List.of("lib/fresh-2.jar", "features/hub.json")) {
            assertThat(there.resolve(file)).hasSameBinaryContentAs(release.resolve(file));
        }
        assertThat(there.resolve("boot")).doesNotExist();
        assertThat(contents()).containsAllEntriesOf(before);
        out.getBuffer().setLength(0);
        assertThat(run("--history")).isZero();
        assertThat(out.toString())
                .contains("1.1.0 installed beside 1.0.0, signed with the key alice, by ");
    }

    @Test
    void theCommandTellsThatTheVersionListens() throws Exception {
        sign();
        running();
        hub =
                () -> {
                    Installation now = installed();
                    note(
                            now.candidate().orElseThrow().stage() == Stage.REQUESTED
                                    ? now.with(now.candidate().get().accepted(Set.of("hall")))
                                    : now.confirmed());
                };
        assertThat(install()).as(err::toString).isZero();
        assertThat(out.toString())
                .contains("The hub restarts with 1.1.0", "Version 1.1.0 listens and is active");
        assertThat(install()).isEqualTo(1);
        assertThat(err.toString()).contains("version 1.1.0 is installed already");
        hub = () -> note(installed().confirmed());
        assertThat(run("--back", "--language", "en")).as(err::toString).isZero();
        assertThat(out.toString()).contains("Version 1.0.0 listens and is active");
        assertThat(installed().active()).isEqualTo(Release.own("1.0.0"));
        assertThat(installed().previous()).map(Release::version).contains("1.1.0");
    }

    @Test
    void theCommandTellsWhyTheVersionWasTakenBack() throws Exception {
        sign();
        running();
        hub =
                () -> {
                    note(installed().takenBack());
                    try {
                        new UpgradeHistory(data, clock).add("1.1.0 taken back: not heard: hall");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                };
        assertThat(install()).isEqualTo(1);
        assertThat(out.toString()).contains("Version 1.1.0 was taken back", "not heard: hall");
    }

    @Test
    void aHubThatDoesNotRestartIsSaid() throws Exception {
        sign();
        running();
        assertThat(install()).isEqualTo(1);
        assertThat(out.toString()).contains("The hub has not restarted: restart it");
        hub = () -> note(installed().with(installed().candidate().orElseThrow().started()));
        assertThat(install()).isEqualTo(1);
        assertThat(out.toString()).contains("The trial has not ended after five minutes");
        assertThat(install()).isEqualTo(1);
        assertThat(err.toString()).contains("a version is on trial");
    }

    @Test
    void whatCannotTakeThePlaceIsNotInstalled() throws Exception {
        plugIn("late", "io.soribit.api.hub;version=\"[1.4,2)\"");
        sign();
        Map<String, String> before = contents();
        assertThat(install()).isEqualTo(1);
        assertThat(out.toString()).contains("late.jar", "It cannot take its place");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void withoutAVersionBeforeThereIsNoWayBack() {
        assertThat(run("--back")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no version to go back to");
    }

    @Test
    void aDiskThatIsFullInTheMidstLeavesNothing() throws Exception {
        sign();
        Path releases = Files.createDirectories(data.resolve("releases"));
        Path list = release.resolve("release.json");
        ReleaseList read = ReleaseList.read(Files.readAllBytes(list));
        Release target = Release.of("1.1.0", "a".repeat(64));
        Files.delete(release.resolve("lib/io.soribit.api-1.1.0.jar"));
        ReleaseStore store = new ReleaseStore(releases);
        assertThatThrownBy(() -> store.add(release, read, target)).isInstanceOf(IOException.class);
        assertThat(releases).isEmptyDirectory();
    }

    @Test
    void aFileThatChangesWhileItIsCopiedIsRefused() throws Exception {
        sign();
        Path releases = Files.createDirectories(data.resolve("releases"));
        ReleaseList read = ReleaseList.read(Files.readAllBytes(release.resolve("release.json")));
        Files.write(release.resolve("lib/fresh-2.jar"), new byte[1]);
        ReleaseStore store = new ReleaseStore(releases);
        assertThatThrownBy(() -> store.add(release, read, Release.of("1.1.0", "a".repeat(64))))
                .hasMessageContaining("was changed while it was copied");
        assertThat(releases).isEmptyDirectory();
    }

    @Test
    void whatAnInterruptedUpgradeHasLeftIsRemovedAndADamagedCopyReplaced() throws Exception {
        sign();
        assertThat(install()).isZero();
        Path releases = data.resolve("releases");
        Path there = releases.resolve(installed().candidate().orElseThrow().release().folder());
        Files.write(there.resolve("lib/fresh-2.jar"), new byte[3]);
        Files.createDirectories(releases.resolve(".new-1.1.0-aaa/lib"));
        Files.createDirectories(releases.resolve("0.9.0-bbb/lib"));
        assertThat(install()).as(err::toString).isZero();
        assertThat(there.resolve("lib/fresh-2.jar"))
                .hasSameBinaryContentAs(release.resolve("lib/fresh-2.jar"));
        try (Stream<Path> all = Files.list(releases)) {
            assertThat(all.filter(Files::isDirectory)).containsExactly(there);
        }
    }
}
