// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Serves files, to whoever knows the password if there is one. */
final class WebServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    final AtomicInteger refusals = new AtomicInteger();

    /** Serves one file at each path. */
    WebServer(byte[] file) throws IOException {
        this(file, null, null);
    }

    /** Serves one file at each path. */
    WebServer(byte[] file, @Nullable String password, @Nullable SSLContext tls) throws IOException {
        this(path -> file, password, tls);
    }

    /**
     * Serves files.
     *
     * @param files gives the bytes of a path
     */
    WebServer(Function<String, byte[]> files, @Nullable String password, @Nullable SSLContext tls)
            throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (tls == null) {
            server = HttpServer.create(address, 0);
        } else {
            HttpsServer secure = HttpsServer.create(address, 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(tls));
            server = secure;
        }
        HttpContext context =
                server.createContext(
                        "/",
                        exchange -> {
                            byte[] file = files.apply(exchange.getRequestURI().getPath());
                            exchange.sendResponseHeaders(200, file.length);
                            try (var body = exchange.getResponseBody()) {
                                body.write(file);
                            }
                        });
        if (password != null) {
            context.setAuthenticator(
                    new BasicAuthenticator("camera") {
                        @Override
                        public boolean checkCredentials(String user, String given) {
                            boolean right = user.equals("me") && given.equals(password);
                            refusals.addAndGet(right ? 0 : 1);
                            return right;
                        }
                    });
        }
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
