// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvocationTest {
    private static Invocation of(String url, String certificate) {
        return Invocation.ffmpeg(
                "ffmpeg",
                Address.of(url, "", ""),
                new StreamOptions(16_000, 1, "tcp", Duration.ofSeconds(7), true, certificate));
    }

    @Test
    void theAddressIsNoArgument() {
        Invocation invocation = of("rtsp://me:it's@camera/live", "");
        assertThat(invocation.line()).noneMatch(word -> word.contains("camera"));
        assertThat(invocation.input())
                .startsWith("ffconcat version 1.0\nfile 'rtsp://me:it'\\''s@camera/live'\n")
                .contains("option rtsp_transport 'tcp'\n", "option allowed_media_types 'audio'\n")
                .contains("option timeout '7000000'\n");
    }

    @ParameterizedTest
    @CsvSource({
        "rtsp://camera/live, 'pipe,tcp,udp,rtp', false",
        "https://radio/live, 'pipe,http,https,tcp,tls,crypto,data', false",
        "https://radio/live.m3u8, 'pipe,http,https,tcp,tls,crypto,data', true",
        "udp://@:5004, 'pipe,udp', false",
        "/etc/board.sdp, 'pipe,file,rtp,udp,srtp', false",
        "/home/me/a.wav, 'pipe,file,crypto,data', true",
    })
    void onlyWhatTheAddressNeedsIsAllowed(String url, String protocols, boolean paced) {
        assertThat(of(url, "").line())
                .containsSequence("-protocol_whitelist", protocols)
                .satisfies(line -> assertThat(line.contains("-re")).isEqualTo(paced));
    }

    @Test
    void certificatesAreChecked() {
        assertThat(of("https://radio/live", "").input())
                .contains("option tls_verify '1'\n")
                .doesNotContain("ca_file");
        assertThat(of("https://radio/live", "/etc/radio.pem").input())
                .contains("option ca_file '/etc/radio.pem'\n");
    }
}
