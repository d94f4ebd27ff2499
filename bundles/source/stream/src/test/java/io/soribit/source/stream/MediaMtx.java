// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import io.soribit.testkit.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A real RTSP server, as many cameras and hubs for cameras run one. */
final class MediaMtx implements AutoCloseable {
    static final String MISSING =
            "MediaMTX: bundles/source/stream/src/test/mediamtx/build runtime/.cache/mediamtx";

    private final List<Peer> peers = new ArrayList<>();
    private final String login;
    final int port;

    /**
     * Starts a server that {@code user} may read from.
     *
     * @param method how passwords are asked for: {@code basic} or {@code digest}
     */
    MediaMtx(Path folder, String method, String user, String password) throws IOException {
        this(folder, method, user, password, Ports.free());
    }

    MediaMtx(Path folder, String method, String user, String password, int port)
            throws IOException {
        this.port = port;
        login = user + ":" + password;
        String configuration =
                """
                logLevel: warn
                rtmp: no
                hls: no
                webrtc: no
                srt: no
                rtspAddress: 127.0.0.1:%d
                rtspTransports: [tcp]
                rtspAuthMethods: [%s]
                authInternalUsers:
                - {user: sender, pass: sender, permissions: [{action: publish}]}
                - {user: "%s", pass: "%s", permissions: [{action: read}]}
                paths: {all_others: }
                """
                        .formatted(port, method, user, password);
        Path file = Files.writeString(folder.resolve("mediamtx.yml"), configuration);
        peers.add(new Peer(program().orElseThrow().toString(), file.toString()));
    }

    static Optional<Path> program() throws IOException {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path cache = at.resolve("runtime/.cache/mediamtx");
            if (Files.isDirectory(cache)) {
                try (Stream<Path> files = Files.list(cache)) {
                    return files.filter(Files::isExecutable)
                            .filter(Files::isRegularFile)
                            .findFirst();
                }
            }
        }
        return Optional.empty();
    }

    boolean takesConnections() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends a stream to it, from what ffmpeg is given. */
    void publish(String path, String... options) throws IOException {
        List<String> line = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error"));
        line.addAll(List.of(options));
        line.addAll(List.of("-t", "120", "-f", "rtsp", "-rtsp_transport", "tcp"));
        line.add("rtsp://sender:sender@127.0.0.1:" + port + "/" + path);
        peers.add(new Peer(line.toArray(String[]::new)));
    }

    /** The address with the password. */
    String url(String path) {
        return "rtsp://" + login + "@127.0.0.1:" + port + "/" + path;
    }

    @Override
    public void close() {
        for (int i = peers.size() - 1; i >= 0; i--) {
            peers.get(i).close();
        }
    }
}
