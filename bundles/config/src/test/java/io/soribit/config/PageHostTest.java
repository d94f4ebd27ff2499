// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import io.soribit.common.security.UserFile.User;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageHostTest {
    private static final String HOST = "org.apache.felix.http.host";

    @TempDir Path data;
    private final Hashtable<String, Object> properties = new Hashtable<>();

    private List<Finding> check(String pid, String host) {
        properties.put("service.pid", pid);
        properties.put(HOST, host);
        return new PageHost(data).check(Origin.of(properties), properties);
    }

    private void add(String role) throws Exception {
        new UserFile(data.resolve("etc/page-users"))
                .put(new User("a", Passwords.hash("open sesame".toCharArray()), role));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.168.1.7", "::", "no.such.host.invalid"})
    void withoutAnAdministratorThePageStaysAtLoopback(String host) throws Exception {
        add("resident");
        assertThat(check(PageHost.PID, host))
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains(host, "soribit page open");
        assertThat(properties).doesNotContainKey(HOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", " 127.0.0.1", "localhost", "::1"})
    void loopbackIsAlwaysAllowed(String host) {
        assertThat(check(PageHost.PID, host)).isEmpty();
        assertThat(properties).containsEntry(HOST, host);
    }

    @Test
    void anAdministratorMayOpenThePage() throws Exception {
        add("admin");
        assertThat(check(PageHost.PID, "0.0.0.0")).isEmpty();
        assertThat(properties).containsEntry(HOST, "0.0.0.0");
    }

    @Test
    void otherConfigurationsAreNotTouched() {
        assertThat(check("io.soribit.broker", "0.0.0.0")).isEmpty();
        assertThat(properties).containsEntry(HOST, "0.0.0.0");
    }
}
