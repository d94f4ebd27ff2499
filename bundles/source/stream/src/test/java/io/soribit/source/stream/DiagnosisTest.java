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
        "'[error] pipe:0: Connection timed out', no firewall",
        "'[error] pipe:0: Invalid data found when processing input', not to a web page",
    })
    void namesCauseAndRemedy(String line, String expected) {
        assertThat(Diagnosis.explain("rtsp://camera", List.of("something else", line)))
                .hasMessageStartingWith("rtsp://camera: ")
                .hasMessageContaining(expected)
                .hasMessageContaining(line);
    }

    @Test
    void onlyARefusedLogInIsOne() {
        assertThat(Diagnosis.explain("x", List.of("401 Unauthorized")).isLogin()).isTrue();
        assertThat(Diagnosis.explain("x", List.of("404 Not Found")).isLogin()).isFalse();
        assertThat(Diagnosis.explain("x", List.of()).isLogin()).isFalse();
    }
}
