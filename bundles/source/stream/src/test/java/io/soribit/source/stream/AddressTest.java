// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "rtsp://camera/live, RTSP, camera, 554, rtsp://camera",
        "RTSP://camera:8554/live, RTSP, camera, 8554, rtsp://camera:8554",
        "rtsps://[fd00::7]/live, RTSPS, fd00::7, 322, rtsps://[fd00::7]",
        "https://radio.example/live.aac, HTTP, radio.example, 443, https://radio.example",
        "http://radio.example/a/live.m3u8?t=1, HLS, radio.example, 80, http://radio.example",
        "rtmp://server/app/key, RTMP, server, 1935, rtmp://server",
        "srt://server:9000?passphrase=0123456789, SRT, server, 0, srt://server:9000",
        "udp://@:5004, UDP, '', 0, udp://:5004",
        "rtp://239.0.0.1:5004, RTP, 239.0.0.1, 0, rtp://239.0.0.1:5004",
        "/etc/board.sdp, SDP, '', 0, /etc/board.sdp",
        "file:///home/me/a.wav, FILE, '', 0, /home/me/a.wav",
        "/home/me/a.wav, FILE, '', 0, /home/me/a.wav",
    })
    void isRead(String url, Kind kind, String host, int port, String shown) {
        Address address = Address.of(url, "", "");
        assertThat(address.kind()).isEqualTo(kind);
        assertThat(address.host()).isEqualTo(host);
        assertThat(address.port()).isEqualTo(port);
        assertThat(address).hasToString(shown);
    }

    @Test
    void credentialsOfTheirOwnKeysAreEncoded() {
        Address address = Address.of("rtsp://old:login@camera/live?a=b", "me", "p@ss/w:r d+'");
        assertThat(address.url()).isEqualTo("rtsp://me:p%40ss%2Fw%3Ar%20d%2B%27@camera/live?a=b");
    }

    @Test
    void showsNoSecret() {
        Address address =
                Address.of("rtsp://me:pa%40ss@camera:8554/live/key77?token=t0ken", "", "");
        assertThat(address).hasToString("rtsp://camera:8554");
        assertThat(address.secrets()).contains("me:pa%40ss", "pa%40ss", "pa@ss");
    }

    @ParameterizedTest
    @CsvSource({
        "gopher://camera/live, gopher://",
        "rtsp:///live, names no host",
        "rtsp://camera:x/live, port",
        "rtsp://camera:70000/live, port",
        "'rtsp://camera/live\nfile /etc/passwd', line break",
    })
    void refusesWhatItCannotRead(String url, String reason) {
        assertThatThrownBy(() -> Address.of(url, "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aPasswordWithASlashIsNotShownInTheRefusal() {
        assertThatThrownBy(() -> Address.of("rtsp://me:top/secret@camera/live", "", ""))
                .hasMessageNotContaining("top")
                .hasMessageNotContaining("secret@")
                .hasMessageContaining("'user' and 'password'");
    }
}
