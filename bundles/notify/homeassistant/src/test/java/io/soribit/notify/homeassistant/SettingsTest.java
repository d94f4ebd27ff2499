// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private final List<String> problems = new ArrayList<>();

    private Settings settings(String prefix, String language, Locale machine) {
        return Settings.of(true, "device", prefix, language, "", machine, problems::add);
    }

    @Test
    void theLanguageOfTheMachineUnlessAPersonSaysOtherwise() {
        assertThat(settings("homeassistant", "", Locale.KOREA).language()).isEqualTo("ko");
        assertThat(settings("homeassistant", "", Locale.FRANCE).language()).isEqualTo("en");
        assertThat(settings("homeassistant", " EN ", Locale.KOREA).language()).isEqualTo("en");
        assertThat(problems).isEmpty();
        assertThat(settings("homeassistant", "fr", Locale.KOREA).language()).isEqualTo("ko");
        assertThat(problems).containsExactly("language 'fr' is not en or ko: using ko");
    }

    @Test
    void aPrefixMayHaveLevels() {
        Settings settings = settings(" home/ha ", "", Locale.ROOT);
        ObjectNode device = JsonNodeFactory.instance.objectNode();
        assertThat(settings.form().messages(settings.prefix(), "soribit_hub", device))
                .containsOnlyKeys("home/ha/device/soribit_hub/config");
        assertThat(Form.deviceOf("home/ha", "home/ha/device/soribit_hub/config"))
                .isEqualTo("soribit_hub");
        assertThat(Form.deviceOf("home/ha", "home/ha/select/soribit_hub/model/config"))
                .isEqualTo("soribit_hub");
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

    @Test
    void theFormOfDiscoveryAndNoneWhenItIsOff() {
        assertThat(form(true, "device")).isEqualTo(Form.DEVICE);
        assertThat(form(true, " Entity ")).isEqualTo(Form.ENTITY);
        assertThat(form(true, "none")).isEqualTo(Form.NONE);
        assertThat(form(false, "entity")).isEqualTo(Form.NONE);
        assertThat(problems).isEmpty();
        assertThat(form(true, "both")).isEqualTo(Form.DEVICE);
        assertThat(problems)
                .containsExactly("discovery 'both' is not device, entity or none: using device");
    }

    private Form form(boolean enabled, String discovery) {
        return Settings.of(enabled, discovery, "homeassistant", "", "", Locale.ROOT, problems::add)
                .form();
    }
}
