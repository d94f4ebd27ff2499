// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import io.soribit.api.source.LentMicrophones.Receipt;
import io.soribit.testkit.Await;
import io.soribit.testkit.LogCapture;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class BrowserSourceTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final ManualClock clock = new ManualClock();
    private final BrowserSource source = source(LONG);

    private BrowserSource source(Duration silence) {
        return new BrowserSource(Phone.config("hall phone", "Hall"), silence, clock);
    }

    /** Opens it with a packet: the source waits for the first. */
    private static AudioStream open(BrowserSource source, byte[] first) throws Exception {
        CompletableFuture<AudioStream> opening =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return source.open();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        Await.until(
                "the source is open",
                () -> {
                    source.take(first); // before it is open, audio is lost; then repetitions are
                    return opening.isDone();
                });
        return opening.get(90, TimeUnit.SECONDS);
    }

    private static int next(AudioStream stream) throws IOException {
        float[] samples = new float[Phone.LENGTH];
        int read = stream.read(samples, 0, samples.length);
        assertThat(read).isPositive();
        return Phone.number(samples[read - 1]);
    }

    @Test
    void isHeardAtItsOwnRateAndInOrder() throws Exception {
        assertThat(source.id()).isEqualTo("browser.Hall");
        try (AudioStream stream = open(source, Phone.packet(7, 1, 48_000))) {
            assertThat(stream.format()).isEqualTo(new AudioFormat(48_000, 1));
            source.take(Phone.packet(7, 2, 48_000));
            source.take(Phone.packet(7, 2, 48_000)); // the answer was lost: the page sends it again
            source.take(Phone.packet(7, 3, 48_000));
            assertThat(next(stream)).isEqualTo(1);
            assertThat(next(stream)).isEqualTo(2);
            assertThat(next(stream)).isEqualTo(3);
            assertThat(stream.lostPackets()).isZero();
        }
    }

    @Test
    void aGapIsCountedAndSaid() throws Exception {
        try (LogCapture log = LogCapture.by("io.soribit.common.frame.Sequencer");
                AudioStream stream = open(source, Phone.packet(7, 1))) {
            assertThat(next(stream)).isEqualTo(1);
            source.take(Phone.packet(7, 6));
            next(stream); // 60 ms are concealed
            assertThat(next(stream)).isEqualTo(6);
            assertThat(stream.lostPackets()).isEqualTo(4);
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("browser.Hall: a gap of 800 ms"));
        }
    }

    @Test
    void aLaterWindowTakesOverAndTheEarlierOneIsToldSo() throws Exception {
        try (AudioStream stream = open(source, Phone.packet(7, 1))) {
            assertThat(source.take(Phone.packet(9, 0))).isEqualTo(Receipt.TAKEN);
            assertThat(source.take(Phone.packet(7, 2))).isEqualTo(Receipt.ELSEWHERE);
            assertThat(next(stream)).isEqualTo(1);
            assertThat(next(stream)).isZero();
            clock.advance(BrowserSource.TAKEOVER); // the phone's clock was set back
            assertThat(source.take(Phone.packet(3, 5))).isEqualTo(Receipt.TAKEN);
            assertThat(next(stream)).isEqualTo(5);
        }
    }

    @Test
    void aMicrophoneThatIsTakenBackIsCutOffAtOnce() throws Exception {
        try (AudioStream stream = open(source, Phone.packet(7, 1))) {
            assertThat(next(stream)).isEqualTo(1);
            source.lend(false);
            assertThat(source.take(Phone.packet(7, 2))).isEqualTo(Receipt.NOT_LENT);
            assertThatThrownBy(() -> next(stream)).isInstanceOf(IOException.class);
            assertThatThrownBy(source::open).hasMessageContaining("no longer lends");
            source.lend(true);
        }
        open(source, Phone.packet(7, 3)).close();
    }

    @Test
    void silenceOfTheDeviceIsALossWithARemedy() {
        assertThatThrownBy(() -> source(Duration.ofMillis(20)).open())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "the device 'hall phone' sends no sound: open the page on it");
    }

    @Test
    void anotherRateOpensItAgain() throws Exception {
        try (AudioStream stream = open(source, Phone.packet(7, 1))) {
            next(stream);
            source.take(Phone.packet(8, 0, 48_000));
            assertThatThrownBy(() -> next(stream)).hasMessageContaining("48000 Hz");
        }
    }

    @Test
    void whatIsNoPacketIsRefused() {
        assertThat(source.take(new byte[0])).isEqualTo(Receipt.MALFORMED);
        assertThat(source.take(new byte[16])).isEqualTo(Receipt.MALFORMED);
        assertThat(source.take(new byte[BrowserFormat.LARGEST + 2])).isEqualTo(Receipt.MALFORMED);
        assertThat(source.take(Phone.packet(7, 1, 500))).isEqualTo(Receipt.MALFORMED);
        byte[] half = java.util.Arrays.copyOf(Phone.packet(7, 1), 19);
        assertThat(source.take(half)).isEqualTo(Receipt.MALFORMED);
    }

    @Test
    void aFloodTakesNoMoreThanItsMemory() throws Exception {
        try (AudioStream stream = open(source, Phone.packet(7, 0))) {
            for (int i = 1; i <= 200; i++) {
                source.take(Phone.packet(7, i));
            }
            next(stream);
            assertThat(stream.lostPackets()).isBetween(100L, 199L);
        }
    }
}
