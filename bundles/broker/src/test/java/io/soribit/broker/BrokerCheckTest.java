// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.broker.users.Rights;
import io.soribit.broker.users.Users;
import io.soribit.common.security.Passwords;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerCheckTest {
    @TempDir Path folder;

    private String line(String host, TlsListener tls) {
        return BrokerCheck.line(
                        new BrokerSettings(host, 1883, false, folder, folder.resolve("users"), tls))
                .toString();
    }

    @Test
    void saysForWhomItIsThere() throws Exception {
        assertThat(line("127.0.0.1", null))
                .isEqualTo(
                        "ok the hub's own MQTT broker: 127.0.0.1:1883, for everybody on this"
                                + " machine");
        assertThat(line("0.0.0.0", null)).startsWith("critical ").contains("soribit broker user");
        new Users(folder.resolve("users"))
                .put(new Users.User("a", Passwords.hash(new char[8]), Rights.ALL));
        assertThat(line("0.0.0.0", null))
                .isEqualTo("ok the hub's own MQTT broker: 0.0.0.0:1883, for a");
        assertThat(line("0.0.0.0", new TlsListener(8883, folder.resolve("gone.pem"), null, "")))
                .startsWith("critical ")
                .contains("gone.pem");
    }
}
