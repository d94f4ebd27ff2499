// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.microphone;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.source.LentMicrophones.Lent;
import io.soribit.common.security.Passwords;
import io.soribit.common.security.UserFile;
import io.soribit.testkit.LogCapture;
import io.soribit.web.TestServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may lend a microphone, and how much of it is asked and logged. */
class MicrophoneServletTest {
    private static final String SECRET = "a secret of a device";

    @TempDir Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private UserFile users;
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        users = new UserFile(folder.resolve("page-users"));
        add("phone", "resident");
        add("wall", "viewer");
        server = new TestServer(0, TestServer.config(8), folder.resolve("page-users"));
    }

    private void add(String name, String role) throws Exception {
        users.put(new UserFile.User(name, Passwords.hash(SECRET.toCharArray()), role));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private HttpResponse<String> send(String device, String method, String address, int bytes)
            throws Exception {
        String credentials =
                Base64.getEncoder()
                        .encodeToString((device + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        HttpRequest request =
                HttpRequest.newBuilder(server.uri(address))
                        .method(method, BodyPublishers.ofByteArray(new byte[bytes]))
                        .header("Soribit-Request", "test")
                        .header("Authorization", "Basic " + credentials)
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private int status(String device, String method, String address, int bytes) throws Exception {
        return send(device, method, address, bytes).statusCode();
    }

    @Test
    void audioIsTakenOfTheDeviceThatIsLoggedInAndIsNeitherLimitedNorLogged() throws Exception {
        try (LogCapture audit = LogCapture.by("io.soribit.web.audit")) {
            assertThat(status("phone", "PUT", "/api/microphone", 20)).isEqualTo(404);
            assertThat(status("phone", "POST", "/api/microphone?room=Hall", 0)).isEqualTo(200);
            assertThat(server.microphones.list()).containsExactly(new Lent("phone", "Hall"));
            for (int i = 0; i < 100; i++) {
                assertThat(status("phone", "PUT", "/api/microphone", 20)).isEqualTo(200);
            }
            assertThat(server.microphones.packets).hasSize(100);
            assertThat(send("wall", "GET", "/api/microphone", 0).body())
                    .isEqualTo(
                            "{\"microphones\":[{\"device\":\"phone\",\"room\":\"Hall\",\"own\":false}]}");
            assertThat(status("phone", "DELETE", "/api/microphone", 0)).isEqualTo(200);
            assertThat(status("phone", "PUT", "/api/microphone", 20)).isEqualTo(404);
            assertThat(audit.lines())
                    .hasSize(2)
                    .anyMatch(line -> line.contains("POST /api/microphone?room=Hall"))
                    .anyMatch(line -> line.contains("DELETE /api/microphone from"));
        }
    }

    @Test
    void whoMayOnlyLookMayNotLend() throws Exception {
        assertThat(status("wall", "POST", "/api/microphone?room=Hall", 0)).isEqualTo(403);
        assertThat(status("wall", "PUT", "/api/microphone", 20)).isEqualTo(403);
        assertThat(server.microphones.list()).isEmpty();
    }

    @Test
    void aRevokedDeviceIsCutOffAtOnceAndNotAskedForAPassword() throws Exception {
        status("phone", "POST", "/api/microphone?room=Hall", 0);
        assertThat(status("phone", "PUT", "/api/microphone", 20)).isEqualTo(200);
        users.remove("phone");
        HttpResponse<String> refused = send("phone", "PUT", "/api/microphone", 20);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(send("phone", "GET", "/api/microphone", 0).headers().map())
                .containsKey("www-authenticate");
        assertThat(server.microphones.packets).hasSize(1);
    }

    @Test
    void aRoomThatIsNoneIsRefusedWithTheReason() throws Exception {
        HttpResponse<String> refused = send("phone", "POST", "/api/microphone?room=a%2Fb%23", 0);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("a/b#").contains("cannot be used");
    }
}
