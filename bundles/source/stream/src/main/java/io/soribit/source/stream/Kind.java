// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an address leads to, and what ffmpeg may and must do for it. */
enum Kind {
    RTSP("tcp,udp,rtp", 554, "rtsp"),
    RTSPS("tcp,tls,udp,rtp,srtp", 322, "rtsps"),
    /** A playlist arrives in pieces of some seconds. */
    HLS("http,https,tcp,tls,crypto,data", 80, ""),
    HTTP("http,https,tcp,tls,crypto,data", 80, "http https"),
    RTMP("rtmp,rtmps,rtmpt,rtmpts,tcp,tls,http,https", 1935, "rtmp rtmps"),
    SRT("srt,udp", 0, "srt"),
    UDP("udp", 0, "udp"),
    RTP("rtp,udp", 0, "rtp"),
    /** A file that describes an RTP stream. */
    SDP("file,rtp,udp,srtp", 0, ""),
    FILE("file,crypto,data", 0, "file");

    private final String protocols;
    private final int port;
    private final String schemes;

    Kind(String protocols, int port, String schemes) {
        this.protocols = protocols;
        this.port = port;
        this.schemes = schemes;
    }

    static Optional<Kind> ofScheme(String scheme) {
        return Arrays.stream(values()).filter(kind -> kind.has(scheme)).findFirst();
    }

    private boolean has(String scheme) {
        return Arrays.asList(schemes.split(" ")).contains(scheme);
    }

    /** All schemes, for people. */
    static String schemes() {
        return Arrays.stream(values())
                .flatMap(kind -> Arrays.stream(kind.schemes.split(" ")))
                .filter(scheme -> !scheme.isEmpty())
                .map(scheme -> scheme + "://")
                .collect(Collectors.joining(", "));
    }

    /** The protocols that ffmpeg may use; a playlist or a redirect leads nowhere else. */
    String whitelist() {
        return "pipe," + protocols;
    }

    /** The usual TCP port; 0 for what does not begin with a TCP connection. */
    int port(String scheme) {
        return switch (scheme) {
            case "https", "rtmps" -> 443;
            default -> port;
        };
    }

    boolean isFile() {
        return this == FILE || this == SDP;
    }

    /** Whether it can be read faster than it sounds, so that it must be paced. */
    boolean isPaced() {
        return this == FILE || this == HLS;
    }
}
