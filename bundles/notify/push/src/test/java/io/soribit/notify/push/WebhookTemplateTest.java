// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static io.soribit.notify.push.Samples.alert;
import static io.soribit.notify.push.Samples.doorbell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import org.junit.jupiter.api.Test;

class WebhookTemplateTest {
    private static String body(String template, String type) {
        return WebhookTemplate.of(template, type)
                .body(
                        alert("7f3a", Phase.END, Urgency.URGENT, 2, "the \"den\"", "hall"),
                        "end",
                        "",
                        "up & down");
    }

    @Test
    void valuesAreEscapedForTheContentType() {
        assertThat(body("{\"text\":\"{{icon}} {{ name }}: {{rooms}}\"}", ""))
                .isEqualTo("{\"text\":\"🔔 Doorbell: the \\\"den\\\", hall\"}");
        assertThat(body("text={{hub}}", "application/x-www-form-urlencoded"))
                .isEqualTo("text=up+%26+down");
        assertThat(
                        body(
                                "{{hub}} {{phase}} {{times}} {{by}}{{age_s}}{{end}} {{name_ko}}",
                                "text/plain"))
                .isEqualTo("up & down end 2 2026-03-01T20:15:33.250Z 초인종");
    }

    @Test
    void withoutATemplateItIsTheDocumentOfTheHub() {
        assertThat(WebhookTemplate.of("", "").body(doorbell(), "start", "", "hub"))
                .isEqualTo(WebhookDocument.of(doorbell(), "start", "", "hub").toString());
    }

    @Test
    void anUnknownFieldIsNamed() {
        assertThatThrownBy(() -> WebhookTemplate.of("{{nmae}}", ""))
                .hasMessageContaining("unknown field {{nmae}}")
                .hasMessageContaining("name, name_ko");
    }
}
