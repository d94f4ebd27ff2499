// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.teach.take.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Asks the page of the hub that runs with a data folder. */
public final class HubPage implements RunningHub {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** It reads up to two weeks of what was heard. */
    private static final Duration LEARNING = Duration.ofMinutes(5);

    private static final String API = "/api/teach";

    private final URI page;
    private final @Nullable String login;

    private HubPage(URI page, @Nullable String login) {
        this.page = page;
        this.login = login;
    }

    /**
     * The page of the hub that runs.
     *
     * @param data the folder of the hub, in which it says where its page is
     * @param login user and password with a colon between; null where the page has no users
     * @throws RefusedException if no hub runs with that folder, or it has no page
     */
    public static HubPage of(Path data, @Nullable String login)
            throws IOException, RefusedException {
        Path file = data.resolve("status.json");
        JsonNode status =
                Files.exists(file)
                        ? JSON.readTree(Files.readAllBytes(file))
                        : JSON.createObjectNode();
        boolean runs =
                ProcessHandle.of(status.path("pid").asLong())
                        .filter(ProcessHandle::isAlive)
                        .isPresent();
        if (!runs || !status.path("page").isTextual()) {
            throw new RefusedException(
                    "no_hub",
                    "no hub with a page runs with the data folder "
                            + data
                            + ": start it with 'soribit run', or teach from files");
        }
        return new HubPage(URI.create(status.path("page").asText()), login);
    }

    @Override
    public JsonNode state() throws IOException, RefusedException {
        return ask("GET", "");
    }

    @Override
    public JsonNode price(String id) throws IOException, RefusedException {
        return ask("GET", "/price?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8));
    }

    @Override
    public void change(String method, String address) throws IOException, RefusedException {
        ask(method, address);
    }

    private JsonNode ask(String method, String address) throws IOException, RefusedException {
        HttpURLConnection connection =
                (HttpURLConnection) page.resolve(API + address).toURL().openConnection();
        try {
            connection.setRequestMethod(method);
            connection.setConnectTimeout((int) TIMEOUT.toMillis());
            connection.setReadTimeout((int) timeout(address).toMillis());
            connection.setRequestProperty("Soribit-Request", "terminal");
            if (login != null) {
                byte[] bytes = login.getBytes(StandardCharsets.UTF_8);
                connection.setRequestProperty(
                        "Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
            }
            return answer(connection);
        } catch (RefusedException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("the hub at " + page + " does not answer: " + e.getMessage(), e);
        } finally {
            connection.disconnect();
        }
    }

    /**
     * How long an answer may take.
     *
     * @param address after {@code /api/teach}
     */
    static Duration timeout(String address) {
        return address.startsWith("/learn") ? LEARNING : TIMEOUT;
    }

    private static JsonNode answer(HttpURLConnection connection)
            throws IOException, RefusedException {
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
            throw new RefusedException(
                    "login",
                    "the page of the hub has users: name one that may change settings with --user"
                            + " NAME");
        }
        InputStream body =
                status < HttpURLConnection.HTTP_BAD_REQUEST
                        ? connection.getInputStream()
                        : connection.getErrorStream();
        JsonNode answer = body == null ? JSON.missingNode() : JSON.readTree(body.readAllBytes());
        if (status != HttpURLConnection.HTTP_OK) {
            throw new RefusedException(
                    answer.path("code").asText("refused"),
                    answer.path("message").asText("the hub answers " + status));
        }
        return answer;
    }
}
