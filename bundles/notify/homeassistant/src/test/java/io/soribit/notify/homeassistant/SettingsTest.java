// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private final List<String> problems = new ArrayList<>();

    private Settings settings(String prefix, String language, Locale machine) {
        return Settings.of(true, prefix, language, machine, problems::add);
    }

    @Test
    void theLanguageOfTheMachineUnlessAPersonSaysOtherwise() {
        assertThat(settings("homeassistant", "", Locale.KOREA).language()).isEqualTo("ko");
        assertThat(settings("homeassistant", "", Locale.FRANCE).language()).isEqualTo("en");
        assertThat(settings("homeassistant", " EN ", Locale.KOREA).language()).isEqualTo("en");
        assertThat(problems).isEmpty();
        assertThat(settings("homeassistant", "fr", Locale.KOREA).language()).isEqualTo("ko");
        assertThat(problems).containsExactly("language 'fr' is none of en, ko: ko is used");
    }

    @Test
    void aPrefixMayHaveLevels() {
        Settings settings = settings(" home/ha ", "", Locale.ROOT);
        assertThat(settings.topicOf("soribit_hub")).isEqualTo("home/ha/device/soribit_hub/config");
        assertThat(settings.birthTopic()).isEqualTo("home/ha/status");
        assertThat(problems).isEmpty();
    }

    @Test
    void aPrefixThatIsNoTopicIsNamed() {
        for (String bad : List.of("", "a/", "/a", "home/#", "a+")) {
            assertThat(settings(bad, "", Locale.ROOT).prefix()).isEqualTo("homeassistant");
            assertThat(problems).last().asString().contains("prefix '" + bad + "'");
        }
    }
}
