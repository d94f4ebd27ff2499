// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.common.security.PairingFile;
import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageCommandTest {
    @TempDir Path data;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String password, String... arguments) {
        return new PageCommand(
                        data, () -> password == null ? null : password.toCharArray(), Duration.ZERO)
                .run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void usersAreAddedListedAndRemoved() throws Exception {
        assertThat(run("open sesame", "user", "Minsu")).isZero();
        assertThat(run("open sesame", "user", "Jin", "viewer")).isZero();
        assertThat(run(null)).isZero();
        assertThat(out.toString()).contains("Minsu admin", "Jin viewer");
        UserFile file = new UserFile(data.resolve("etc/page-users"));
        assertThat(Passwords.verify("open sesame".toCharArray(), file.read().get("Minsu").hash()))
                .isTrue();
        assertThat(run(null, "remove", "Jin")).isZero();
        assertThat(run(null, "remove", "Jin")).isEqualTo(1);
        assertThat(file.read()).containsOnlyKeys("Minsu");
    }

    @Test
    void badInputChangesNothing() {
        assertThat(run("short", "user", "Minsu")).isEqualTo(1);
        assertThat(run(null, "user", "Minsu")).isEqualTo(1);
        assertThat(run("open sesame", "user", "Minsu", "king")).isEqualTo(2);
        assertThat(run("open sesame", "user", "a:b")).isEqualTo(1);
        assertThat(err.toString())
                .contains(
                        "8 characters",
                        "differ",
                        "viewer, resident, household, admin",
                        "without a colon");
        assertThat(data.resolve("etc/page-users")).doesNotExist();
    }

    @Test
    void aDeviceIsPairedWithACode() throws Exception {
        assertThat(run(null, "pair", "kitchen wall")).isEqualTo(2);
        assertThat(err.toString()).contains("add an administrator first");
        run("open sesame", "user", "Minsu");
        assertThat(run(null, "pair", "Minsu")).isEqualTo(2);
        assertThat(run(null, "pair", "phone", "king")).isEqualTo(2);
        assertThat(run(null, "pair", "kitchen wall", "viewer")).isZero();
        assertThat(err.toString())
                .contains("is taken", "the roles are", "cannot open the page yet");
        Matcher link =
                Pattern.compile("http://127\\.0\\.0\\.1:8780/pair\\.html#(\\S+)")
                        .matcher(out.toString());
        assertThat(link.find()).isTrue();
        assertThat(
                        new PairingFile(data.resolve("etc/page-pairing"))
                                .redeem(link.group(1), Instant.now()))
                .contains(new PairingFile.Offer("kitchen wall", "viewer"));
    }

    @Test
    void theQrCodeHasAQuietEdgeAndFinders() {
        String[] lines = PageAddress.qr("http://192.168.1.2:8780/").split("\\R");
        assertThat(lines[0]).matches("█+");
        assertThat(lines[1]).startsWith("██ ▄▄▄▄▄ █").endsWith("█ ▄▄▄▄▄ ██");
    }

    @Test
    void theAddressIsThatOfTheConfiguration() throws Exception {
        Files.createDirectories(data.resolve("etc"));
        Files.writeString(
                data.resolve("etc/org.apache.felix.http.cfg"),
                "org.apache.felix.http.host = 192.168.7.9\norg.osgi.service.http.port = 9000\n");
        PageAddress address = new PageAddress(data.resolve("etc"));
        assertThat(address.url()).isEqualTo("http://192.168.7.9:9000/");
        assertThat(address.isHidden()).isFalse();
    }

    @Test
    void thePageIsOpenedWithAnAdministrator() throws Exception {
        assertThat(run("short", "open")).isEqualTo(1);
        assertThat(data.resolve("etc/io.soribit.https.cfg")).doesNotExist();
        assertThat(run("open sesame", "open", "Minsu")).isZero();
        assertThat(new UserFile(data.resolve("etc/page-users")).read().get("Minsu").role())
                .isEqualTo("admin");
        assertThat(out.toString()).contains("opens as the hub starts: https://", ":8743/");
        PageAddress address = new PageAddress(data.resolve("etc"));
        assertThat(address.isHidden()).isFalse();
        assertThat(run(null, "pair", "kitchen wall")).isZero();
        assertThat(out.toString()).contains(address.url() + "pair.html#");
        assertThat(err.toString()).doesNotContain("cannot open the page yet");
    }

    @Test
    void openingKeepsWhatIsConfigured() throws Exception {
        Path file = data.resolve("etc/io.soribit.https.cfg");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "# ours\nport = 9443\nenabled = false\n");
        assertThat(run("open sesame", "open")).isZero();
        assertThat(file).hasContent("# ours\nport = 9443\nenabled = true\n");
        assertThat(run(null, "open")).isZero(); // there is an administrator: no password is asked
        assertThat(new PageAddress(data.resolve("etc")).url()).endsWith(":9443/");
        assertThat(run(null, "close")).isZero();
        assertThat(file).hasContent("# ours\nport = 9443\nenabled = false\n");
        assertThat(new PageAddress(data.resolve("etc")).isHidden()).isTrue();
    }
}
