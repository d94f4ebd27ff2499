// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NtfySettingsTest {
    @TempDir Path folder;
    private final List<String> problems = new ArrayList<>();

    private NtfySettings settings(TestConfig expected) {
        return NtfySettings.of(expected, "ntfy", "key", problems::add);
    }

    @Test
    void nothingIsPushedWithoutATopic() {
        assertThatThrownBy(() -> settings(TestConfig.of("https://ntfy.sh", " ")))
                .hasMessageContaining("topic '' cannot be used")
                .hasMessageContaining("Nothing is pushed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "소리", "x?y"})
    void topicsAreAsNtfyTakesThem(String topic) {
        assertThatThrownBy(() -> settings(TestConfig.of("https://ntfy.sh", topic)))
                .hasMessageContaining("topic '" + topic + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ntfy.sh", "ftp://ntfy.sh", "https://u:secret@ntfy.sh", "http:// x"})
    void urlsThatCannotBeUsedAreRefusedWithoutSayingThem(String url) {
        assertThatThrownBy(() -> settings(TestConfig.of(url, "home")))
                .hasMessageContaining("url cannot be used")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void theReplyTopicCannotBeGuessedAndStaysTheSame() {
        TestConfig expected = TestConfig.of("https://ntfy.example", "home");
        NtfySettings settings = settings(expected);
        assertThat(settings.replyTopic()).matches("soribit-[0-9a-f]{32}");
        assertThat(settings(expected)).isEqualTo(settings);
        assertThat(NtfySettings.of(expected, "ntfy", "other key", p -> {}).replyTopic())
                .isNotEqualTo(settings.replyTopic());
        assertThat(settings(expected.replies("back")).replyTopic()).isEqualTo("back");
        assertThat(settings(expected.page("https://home.example")).replyTopic()).isEmpty();
        assertThat(problems).isEmpty();
        assertThat(settings(expected.replies("home")).replyTopic()).startsWith("soribit-");
        assertThat(problems).singleElement().asString().contains("reply_topic 'home'");
    }

    @Test
    void riskySettingsAreReported() {
        settings(TestConfig.of("https://ntfy.sh", "home"));
        settings(TestConfig.of("http://192.168.1.5", "home").token("tk"));
        settings(TestConfig.of("http://127.0.0.1", "home").token("tk"));
        settings(TestConfig.of("https://ntfy.sh", "a-long-topic-7f3a").language("tlh"));
        assertThat(problems)
                .satisfiesExactly(
                        first -> assertThat(first).contains("guesses the topic"),
                        second -> assertThat(second).contains("unencrypted"),
                        third -> assertThat(third).contains("language 'tlh'"));
    }

    @Test
    void theKeyIsMadeOnceAndForItsUserOnly() throws Exception {
        Path file = folder.resolve("state").resolve("push-key");
        String key = PushKey.of(file);
        assertThat(key).matches("[0-9a-f]{64}");
        assertThat(PushKey.of(file)).isEqualTo(key);
        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
        Files.writeString(file, "damaged");
        assertThat(PushKey.of(file)).matches("[0-9a-f]{64}").isNotEqualTo(key);
        assertThat(PushKey.of(null)).isNotEqualTo(PushKey.of(null));
    }
}
