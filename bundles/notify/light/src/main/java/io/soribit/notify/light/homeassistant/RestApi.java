// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.homeassistant;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Home Assistant's REST API. Each call waits for its answer, for some seconds at most. */
final class RestApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String url;
    private final String token;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(TIMEOUT)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();

    /**
     * @param url without a slash at its end
     * @param token a long-lived access token
     */
    RestApi(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** All states. */
    JsonNode states() throws IOException {
        return send(request("/api/states").GET());
    }

    JsonNode state(String entity) throws IOException {
        return send(request("/api/states/" + entity).GET());
    }

    /** Calls a service of lights. */
    void call(String service, ObjectNode data) throws IOException {
        send(
                request("/api/services/light/" + service)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(data.toString(), UTF_8)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException {
        HttpResponse<String> answer;
        try {
            answer = client.send(request.build(), BodyHandlers.ofString(UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + url);
        } catch (IOException e) {
            throw new IOException(
                    "Home Assistant at "
                            + url
                            + " cannot be reached ("
                            + e
                            + "): check url in etc/"
                            + HomeAssistantLights.PID
                            + ".cfg, and whether it runs",
                    e);
        }
        if (answer.statusCode() != 200) {
            String advice =
                    answer.statusCode() == 401
                            ? "make a long-lived access token in your profile there, and set token"
                            : "its log says why";
            throw new IOException(
                    "Home Assistant at "
                            + url
                            + " refuses ("
                            + answer.statusCode()
                            + "): "
                            + advice);
        }
        return JSON.readTree(answer.body());
    }
}
