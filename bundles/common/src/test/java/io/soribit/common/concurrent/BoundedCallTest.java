// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BoundedCallTest {
    private final BoundedCall patient = new BoundedCall("test-call", Duration.ofMinutes(1));

    @Test
    void returnsWhatTheCallReturns() throws Exception {
        String name = patient.call(() -> Thread.currentThread().getName());
        assertThat(name).isEqualTo("test-call");
    }

    @Test
    void saysWhatTheCallThrew() {
        Error gone = new NoClassDefFoundError("gone");
        assertThatThrownBy(
                        () ->
                                patient.call(
                                        () -> {
                                            throw gone;
                                        }))
                .isInstanceOf(ExecutionException.class)
                .hasCause(gone);
    }

    @Test
    void runsATaskToItsEndAlthoughTheCallerIsInterrupted() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Thread.currentThread().interrupt();
        assertThat(patient.run(ended::countDown)).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(ended.getCount()).isZero();
    }

    @Test
    void leavesATaskBehindThatDoesNotEnd() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        BoundedCall brief = new BoundedCall("test-call", Duration.ofMillis(1));
        assertThat(
                        brief.run(
                                () -> {
                                    try {
                                        never.await();
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                }))
                .isFalse();
    }

    @Test
    void leavesACallBehindThatDoesNotReturn() {
        CountDownLatch never = new CountDownLatch(1);
        BoundedCall brief = new BoundedCall("test-call", Duration.ofMillis(1));
        assertThatThrownBy(
                        () ->
                                brief.call(
                                        () -> {
                                            never.await();
                                            return null;
                                        }))
                .isInstanceOf(TimeoutException.class);
    }
}
