// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UploadTest {
    private Duration now = Duration.ZERO;

    private Upload upload(int bytes, long limit) {
        return new Upload(new ByteArrayInputStream(new byte[bytes]), limit, () -> now);
    }

    @Test
    void aBodyUpToTheLimitIsRead() throws IOException {
        Upload upload = upload(2 << 20, 2 << 20);
        assertThat(upload.readAllBytes()).hasSize(2 << 20);
        assertThat(upload.problem()).isEmpty();
    }

    @Test
    void aLargerBodyIsRefusedWhileItIsRead() {
        Upload upload = upload((2 << 20) + 1, 2 << 20);
        assertThatThrownBy(upload::readAllBytes)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("larger than 2 MB");
        assertThat(upload.problem()).isPresent();
    }

    @Test
    void aSlowBodyIsRefusedAfterTheFirstSeconds() throws IOException {
        InputStream upload = upload(100, 1 << 20);
        now = Upload.GRACE;
        assertThat(upload.read()).isZero();
        now = Upload.GRACE.plusSeconds(1);
        assertThatThrownBy(upload::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("too slowly");
    }

    @Test
    void aSteadyBodyMayTakeItsTime() throws IOException {
        Upload upload = upload(20 * Upload.MINIMUM_RATE, Long.MAX_VALUE);
        for (int second = 0; second < 20; second++) {
            now = Duration.ofSeconds(second);
            upload.readNBytes(Upload.MINIMUM_RATE);
        }
        assertThat(upload.read()).isEqualTo(-1);
    }
}
