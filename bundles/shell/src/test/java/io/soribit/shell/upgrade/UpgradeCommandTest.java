// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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
        return new UpgradeCommand(home, data, "1.0.0")
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
        sign();
        assertWrong("io.soribit.alert.cfg: budget: would be without effect");
        assertThat(out.toString()).doesNotContain("never", "cfg: least");
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
        assertThat(new UpgradeCheck(home, data, "1.0.0", any -> 0).of(release))
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
        assertThat(run(release.toString())).isEqualTo(2);
    }
}
