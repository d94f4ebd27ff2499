// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private final AtomicInteger status = new AtomicInteger();
    private HttpServer server;
    private URI page;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/health/live",
                exchange -> {
                    exchange.sendResponseHeaders(status.get(), -1);
                    exchange.close();
                });
        server.start();
        page = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whatThePageSaysCounts() {
        status.set(200);
        assertThat(Answer.of(page)).isEqualTo(Answer.LIVE);
        status.set(503);
        assertThat(Answer.of(page)).isEqualTo(Answer.STUCK);
    }

    @Test
    void whereNobodyListensNobodyAnswers() {
        server.stop(0);
        assertThat(Answer.of(page)).isEqualTo(Answer.SILENT);
    }
}
