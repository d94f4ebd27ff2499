// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private final List<String> problems = new ArrayList<>();

    private Settings settings(String domain, String language) {
        return Settings.of(true, domain, language, Locale.KOREA, problems::add);
    }

    @Test
    void whatIsUsable() {
        assertThat(settings(" home ", "")).isEqualTo(new Settings(true, "home", "ko"));
        assertThat(settings("homie", "EN").language()).isEqualTo("en");
        assertThat(problems).isEmpty();
    }

    @Test
    void whatIsNotIsNamed() {
        for (String bad : List.of("", "a/b", "home+", "#", "$SYS")) {
            assertThat(settings(bad, "").domain()).isEqualTo("homie");
            assertThat(problems).last().asString().contains("domain '" + bad + "'");
        }
        assertThat(settings("homie", "fr").language()).isEqualTo("ko");
        assertThat(problems).last().asString().contains("language 'fr' is not en or ko");
    }

    @Test
    void noTwoNamesGiveOneId() {
        List<String> names =
                List.of("a", "A", "a b", "a-b", "a--b", "ab", "거실", "-ac70-", "_", "-");
        assertThat(names.stream().map(Ids::room)).doesNotHaveDuplicates();
        assertThat(names.stream().map(Ids::room)).allMatch(id -> id.matches("[a-z0-9-]+"));
        assertThat(Ids.device("soribit/hub")).isEqualTo("soribit-hub");
    }
}
