// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.soribit.api.setting.NtfyTopics;
import io.soribit.api.setting.NtfyTopics.Topic;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NtfyFilesTest {
    @TempDir Path folder;

    private NtfyTopics topics() {
        return new NtfyFiles(folder.resolve("etc"));
    }

    private Path file(String name) {
        return folder.resolve("etc/io.soribit.notify.push.ntfy-" + name + ".cfg");
    }

    /** As the hub reads what was written. */
    private NtfySettings read(String name) throws IOException {
        Properties all = new Properties();
        try (Reader reader = Files.newBufferedReader(file(name))) {
            all.load(reader);
        }
        List<String> problems = new ArrayList<>();
        TestConfig config =
                TestConfig.of(all.getProperty("url"), all.getProperty("topic"))
                        .language(all.getProperty("language"));
        NtfySettings settings = NtfySettings.of(config, "ntfy:" + name, "key", problems::add);
        assertThat(problems).isEmpty();
        return settings;
    }

    @Test
    void aTopicThatNobodyCanGuessIsConfigured() throws Exception {
        assertThat(topics().names()).isEmpty();
        Topic made = topics().add("minsu", NtfyTopics.PUBLIC_SERVER, "ko");
        assertThat(made.topic()).matches("soribit-[-_A-Za-z0-9]{32}");
        assertThat(made.link()).isEqualTo("ntfy://ntfy.sh/" + made.topic() + "?display=Soribit");
        NtfySettings settings = read("minsu");
        assertThat(settings.server()).isEqualTo("https://ntfy.sh");
        assertThat(settings.topic()).isEqualTo(made.topic());
        assertThat(settings.language()).isEqualTo("ko");
        assertThat(Files.getPosixFilePermissions(file("minsu")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(topics().names()).containsExactly("minsu");
        assertThat(topics().topic("minsu")).isEqualTo(made);
        assertThat(topics().add("sora", NtfyTopics.PUBLIC_SERVER, "ko").topic())
                .isNotEqualTo(made.topic());
    }

    @Test
    void aServerOfOnesOwnMayBeWithoutTls() throws Exception {
        Topic made = topics().add("a", "http://push.home.arpa:8080/", "en");
        assertThat(made.link())
                .isEqualTo(
                        "ntfy://push.home.arpa:8080/"
                                + made.topic()
                                + "?display=Soribit&secure=false");
        assertThat(read("a").server()).isEqualTo("http://push.home.arpa:8080");
    }

    @Test
    void whatPeopleWroteIsNeitherShownNorReplacedNorRemoved() throws Exception {
        Files.createDirectories(folder.resolve("etc"));
        Files.writeString(file("mine"), "topic = of-my-own-123456\n");
        assertThat(topics().names()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> topics().topic("mine"));
        assertThatIllegalArgumentException().isThrownBy(() -> topics().remove("mine"));
        assertThatIllegalStateException()
                .isThrownBy(() -> topics().add("mine", NtfyTopics.PUBLIC_SERVER, "en"));
        assertThat(file("mine")).hasContent("topic = of-my-own-123456");
        Files.write(file("old"), new byte[] {'#', (byte) 0xb0, (byte) 0xa1}); // EUC-KR
        topics().add("minsu", NtfyTopics.PUBLIC_SERVER, "ko");
        assertThat(topics().names()).containsExactly("minsu");
    }

    @Test
    void aServerThatIsTooLongForACodeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> topics().add("a", "https://x/" + "y".repeat(200), "en"));
        assertThat(file("a")).doesNotExist();
    }

    @Test
    void aPhoneIsRemoved() throws Exception {
        topics().add("minsu", NtfyTopics.PUBLIC_SERVER, "en");
        topics().remove("minsu");
        assertThat(file("minsu")).doesNotExist();
        assertThat(topics().names()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> topics().remove("minsu"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a/b", "..", "민수", "a b", "-a"})
    void aNameIsThatOfAFile(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> topics().add(name, NtfyTopics.PUBLIC_SERVER, "en"));
        assertThatIllegalArgumentException().isThrownBy(() -> topics().topic(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ntfy.sh", "https://u:p@ntfy.sh", "https://x/$[env:A]", "ftp://x"})
    void aServerIsAnAddress(String server) {
        assertThatIllegalArgumentException().isThrownBy(() -> topics().add("a", server, "en"));
        assertThat(file("a")).doesNotExist();
    }
}
