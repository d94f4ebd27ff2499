// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosisTest {
    @ParameterizedTest
    @CsvSource({
        "'[rtsp @ 0x1] [error] method DESCRIBE failed: 401 Unauthorized', user or password",
        "'Server returned 404 Not Found', no such stream",
        "'[tls @ 0x1] [error] Peer certificate failed verification', certificate",
        "'[error] Output file #0 does not contain any stream', has no audio",
        "'[rtsp @ 0x1] [error] method PLAY failed: 501 Not Implemented', has no audio",
        "'[error] Decoder (codec ac4) not found for input stream #0:0', cannot decode",
        "'[concat @ 0x1] [error] Line 3: unknown keyword ''option''', too old",
        "'[file @ 0x1] [error] Protocol ''file'' not on whitelist ''http''', not allowed",
        "'[rtsp @ 0x1] [error] method SETUP failed: 461 Unsupported Transport', to udp",
        "'[rtsp @ 0x1] [error] Nonmatching transport in server reply', to udp",
        "'[rtsp @ 0x1] [error] method SETUP failed: 453 Not Enough Bandwidth', close other viewers",
        "'[rtsp @ 0x1] [error] method PLAY failed: 453 Not Enough Bandwidth', close other viewers",
        "'[rtsp @ 0x1] [error] method SETUP failed: 454 Session Not Found', close other viewers",
        "'[rtsp @ 0x1] [error] method PLAY failed: 454 Session Not Found', has no audio",
        "'[rtsp @ 0x1] [error] method DESCRIBE failed: 503 Service Unavailable', it is busy",
        "'[error] pipe:0: Server returned 5XX Server Error reply', error of its own",
        "'[tcp @ 0x1] [error] Failed to resolve hostname cam: Name or service not known', not known",
        "'[error] pipe:0: No route to host', in this network",
        "'[tcp @ 0x1] [error] Connection to tcp://cam failed: Network is unreachable', in this network",
        "'[error] pipe:0: No such file or directory', no such file",
        "'[error] pipe:0: Permission denied', may not read it",
        "'[error] pipe:0: Connection timed out', no firewall",
        "'[error] pipe:0: Invalid data found when processing input', not to a web page",
    })
    void namesCauseAndRemedy(String line, String expected) {
        assertThat(Diagnosis.explain("rtsp://camera", List.of("something else", line)))
                .hasMessageStartingWith("rtsp://camera: ")
                .hasMessageContaining(expected)
                .hasMessageContaining(line);
    }

    /** What ffmpeg 5.1 prints. */
    @Test
    void theLineThatSaysMoreDecides() {
        assertThat(
                        Diagnosis.explain(
                                "x",
                                List.of(
                                        "method DESCRIBE failed: 503 Service Unavailable",
                                        "Impossible to open 'rtsp://cam/...'",
                                        "pipe:0: Server returned 5XX Server Error reply")))
                .hasMessageContaining("it is busy");
        assertThat(
                        Diagnosis.explain(
                                "x",
                                List.of(
                                        "method PLAY failed: 501 Not Implemented",
                                        "pipe:0: Server returned 5XX Server Error reply")))
                .hasMessageContaining("has no audio");
        assertThat(
                        Diagnosis.explain(
                                "x",
                                List.of(
                                        "Failed to resolve hostname cam: Name or service not known",
                                        "pipe:0: Input/output error")))
                .hasMessageContaining("host name is not known");
        assertThat(
                        Diagnosis.explain(
                                "x",
                                List.of(
                                        "Connection to tcp://cam failed: Network is unreachable",
                                        "pipe:0: Connection refused")))
                .hasMessageContaining("refuses connections");
    }

    @Test
    void onlyARefusedLogInIsOne() {
        assertThat(Diagnosis.explain("x", List.of("401 Unauthorized")).isLogin()).isTrue();
        assertThat(Diagnosis.explain("x", List.of("404 Not Found")).isLogin()).isFalse();
        assertThat(Diagnosis.explain("x", List.of()).isLogin()).isFalse();
    }
}
