// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.engine.fake.FakeSource;
import io.soribit.engine.fake.Ramp;
import io.soribit.engine.fake.TestClocks;
import io.soribit.engine.fake.Tone;
import io.soribit.testkit.Await;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EarTest {
    private static final int RATE = 8_000;
    private static final Duration QUIET = Duration.ofSeconds(60);

    private final ManualClock clock = TestClocks.clock();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<Segment> segments = new CopyOnWriteArrayList<>();
    private final Random random = new Random(1);
    private long given;
    private double jitter = 0.5;
    private volatile @Nullable Error failing;
    private final EarListener listener =
            new EarListener() {
                @Override
                public void opened(Segment segment) {
                    segments.add(segment);
                    calls.add("opened");
                }

                @Override
                public void advanced(Segment segment) {
                    Error failure = failing;
                    failing = null;
                    if (failure != null) {
                        throw failure;
                    }
                    segment.ring().release(segment.ring().written());
                }

                @Override
                public void ended(Segment segment) {
                    calls.add("ended");
                    segment.setScored();
                }

                @Override
                public void stalled() {
                    calls.add("stalled");
                }
            };
    private FakeSource source = new FakeSource("mic", "kitchen", RATE, true, true);
    private Ear ear = ear();

    @AfterEach
    void close() {
        ear.close();
    }

    @Test
    void listensAndKnowsTheLevel() {
        assertThat(ear.state()).isEqualTo(SourceState.STARTING);
        ear.start();
        float[] loud = new float[RATE];
        Tone.fill(loud, 0, loud.length, 0.1f);
        source.give(loud);
        Await.until("a second is heard", () -> written() == RATE);
        assertThat(ear.state()).isEqualTo(SourceState.LISTENING);
        assertThat(ear.levelDb()).isBetween(-20.1f, -19.9f);
        assertThat(ear.message()).isEmpty();
    }

    @Test
    void aDcOffsetIsNoLevel() {
        ear.start();
        source.give(constant(RATE, 655));
        Await.until("a second is heard", () -> written() == RATE);
        assertThat(ear.levelDb()).isEqualTo(-120);
        float[] heard = new float[RATE];
        assertThat(segments.get(0).ring().read(0, heard, RATE)).isTrue();
        assertThat(heard).containsOnly(0);
    }

    @Test
    void pausesGrowUntilTheSourceIsHeardAgain() {
        for (int i = 0; i < 7; i++) {
            source.fail(new FakeSource.OpenFailure("no device"));
        }
        source.give(Ramp.samples(0, RATE));
        source.fail(new IOException("unplugged"));
        ear.start();
        Await.until("it was lost again", () -> pauses.size() == 8);
        assertThat(pauses.stream().map(Duration::toMillis))
                .containsExactly(500L, 1_000L, 2_000L, 3_500L, 3_500L, 3_500L, 3_500L, 500L);
    }

    @Test
    void whatIsLostTogetherDoesNotComeBackTogether() {
        jitter = 0;
        for (int i = 0; i < 5; i++) {
            source.fail(new FakeSource.OpenFailure("no device"));
        }
        ear.start();
        Await.until("it was tried often", () -> pauses.size() == 5);
        assertThat(pauses.stream().map(Duration::toMillis))
                .containsExactly(400L, 800L, 1_600L, 2_800L, 2_800L);
    }

    @Test
    void aSourceOfAnotherRateThanItSaysIsNotHeard() {
        ear.start();
        window(2);
        assertThat(ear.state()).isEqualTo(SourceState.LISTENING);
        window(2);
        assertThat(ear.state()).isEqualTo(SourceState.QUIET);
        assertThat(ear.message()).contains("16000 samples a second instead of 8000");
        window(1);
        assertThat(ear.state()).isEqualTo(SourceState.LISTENING);
        assertThat(ear.message()).isEmpty();
    }

    /** Noise of so many times the samples of a window; the last of it ends the window. */
    private void window(int times) {
        int count = times * RATE * (int) (RateMonitor.WINDOW_MILLIS / 1_000);
        noise(count - RATE / 50);
        clock.advance(Duration.ofMillis(RateMonitor.WINDOW_MILLIS));
        noise(RATE / 50);
    }

    private void noise(int count) {
        given += count;
        long all = given;
        float[] noise = new float[count];
        for (int i = 0; i < count; i++) {
            noise[i] = (float) random.nextGaussian() * 0.1f;
        }
        source.give(noise);
        Await.until("the noise is heard", () -> written() == all);
    }

    @Test
    void countsWhatItReceives() {
        ear.start();
        source.give(Ramp.samples(0, 2 * RATE));
        Await.until("two seconds are heard", () -> ear.reception().seconds() == 2);
        assertThat(ear.reception()).isEqualTo(new SourceStatus.Reception(2, 0, 0, null));
        source.fail(new IOException("unplugged"));
        source.give(Ramp.samples(0, RATE));
        Await.until("it is heard again", () -> ear.reception().seconds() == 3);
        assertThat(ear.reception().reconnects()).isEqualTo(1);
    }

    @Test
    void lostSourceSaysWhyAndStartsANewSegment() {
        CountDownLatch goOn = new CountDownLatch(1);
        ear =
                new Ear(
                        source,
                        listener,
                        TestClocks.of(clock),
                        () -> QUIET,
                        pause -> {
                            pauses.add(pause);
                            goOn.await();
                        },
                        () -> 0.5);
        source.give(Ramp.samples(0, 100));
        source.fail(new IOException("unplugged"));
        ear.start();
        Await.until("it is lost", () -> !pauses.isEmpty());
        assertThat(ear.state()).isEqualTo(SourceState.LOST);
        assertThat(ear.message()).startsWith("unplugged").contains("tries again");
        assertThat(ear.levelDb()).isEqualTo(-120);
        assertThat(segments.get(0).ended()).isTrue();
        source.give(Ramp.samples(0, 50));
        goOn.countDown();
        Await.until("it is heard again", () -> ear.state() == SourceState.LISTENING);
        assertThat(calls).containsExactly("opened", "ended", "opened");
        assertThat(segments).hasSize(2);
    }

    @Test
    void standingByClosesTheSourceAndLosesNothingAfterwards() {
        ear.start();
        source.give(Ramp.samples(0, 100));
        Await.until("it is heard", () -> ear.heard());
        ear.standBy(true);
        assertThat(ear.heard()).isFalse();
        Await.until("it is closed", () -> source.open.get() == 0 && calls.contains("ended"));
        Await.until("nothing is wrong", () -> ear.state() == SourceState.STARTING);
        assertThat(ear.message()).isEmpty();
        clock.advance(Duration.ofSeconds(60));
        ear.check();
        assertThat(ear.state()).isEqualTo(SourceState.STARTING);
        assertThat(source.opened).hasValue(1);
        ear.standBy(false);
        source.give(Ramp.samples(0, 100));
        Await.until("it is heard again", () -> ear.heard());
        assertThat(calls).containsExactly("opened", "ended", "opened");
        assertThat(pauses).isEmpty();
    }

    @Test
    void aSourceThatStandsByFromTheStartIsNotOpened() {
        ear.standBy(true);
        ear.start();
        Await.until("it waits", () -> waits("soribit-ear-mic"));
        assertThat(source.opened).hasValue(0);
    }

    private static boolean waits(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(t -> t.getName().equals(name) && t.getState() == Thread.State.WAITING);
    }

    @Test
    void faultyCodeInASourceIsALossLikeAnyOther() {
        source.fail(new IllegalStateException("bug"));
        source.give(Ramp.samples(0, 50));
        ear.start();
        Await.until("it is heard after all", () -> ear.state() == SourceState.LISTENING);
        assertThat(pauses).hasSize(1);
    }

    @Test
    void anErrorEndsNothingForGood() {
        source.fail(new OutOfMemoryError("injected"));
        source.give(Ramp.samples(0, 50));
        ear.start();
        Await.until("it is heard after all", () -> ear.state() == SourceState.LISTENING);
        assertThat(pauses).hasSize(1);
        assertThat(segments).hasSize(2);
    }

    @Test
    void whatCannotBePrintedEndsNothingForGood() {
        ear.start();
        source.fail(
                new IllegalStateException() {
                    private static final long serialVersionUID = 1;

                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("unreadable");
                    }
                });
        Await.until("it says so", () -> ear.message().contains("cannot be printed"));
        source.give(0.1f);
        Await.until("it is heard again", () -> ear.state() == SourceState.LISTENING);
    }

    @Test
    void anErrorOfWhoeverListensEndsNothingForGood() {
        failing = new StackOverflowError("injected");
        ear.start();
        source.give(Ramp.samples(0, 50));
        Await.until("it is opened again", () -> source.opened.get() == 2);
        source.give(Ramp.samples(0, 50));
        Await.until("it is heard after all", () -> ear.state() == SourceState.LISTENING);
        assertThat(calls).containsExactly("opened", "ended", "opened");
    }

    @Test
    void stallsWhenNoAudioComesAndRecovers() {
        ear.start();
        source.give(Ramp.samples(0, 100));
        Await.until("it is heard", () -> ear.state() == SourceState.LISTENING);
        clock.advance(Duration.ofMillis(1_999));
        ear.check();
        assertThat(ear.state()).isEqualTo(SourceState.LISTENING);
        clock.advance(Duration.ofMillis(1));
        ear.check();
        ear.check();
        assertThat(ear.state()).isEqualTo(SourceState.STALLED);
        assertThat(ear.message()).isNotEmpty();
        assertThat(calls).containsExactly("opened", "stalled");
        source.give(Ramp.samples(100, 100));
        Await.until("it is heard again", () -> ear.state() == SourceState.LISTENING);
    }

    @Test
    void aClockThatIsSetChangesNothing() {
        ear.start();
        source.give(Ramp.samples(0, 100));
        Await.until("it is heard", () -> ear.state() == SourceState.LISTENING);
        Await.until("it waits for more", () -> waits("soribit-ear-mic"));
        clock.stepWall(Duration.ofHours(1));
        ear.check();
        assertThat(ear.state()).isEqualTo(SourceState.LISTENING);
        clock.stepWall(Duration.ofHours(-2));
        clock.advance(Duration.ofSeconds(2));
        ear.check();
        assertThat(ear.state()).isEqualTo(SourceState.STALLED);
        assertThat(segments.get(0).timeline().at(0)).isEqualTo(Duration.ofSeconds(1_000));
    }

    @Test
    void streamThatStaysStalledIsOpenedAnew() {
        ear.start();
        source.give(Ramp.samples(0, 100));
        Await.until("it is heard", () -> ear.state() == SourceState.LISTENING);
        clock.advance(Duration.ofSeconds(9));
        ear.check();
        assertThat(source.opened).hasValue(1);
        clock.advance(Duration.ofSeconds(1));
        ear.check();
        Await.until("it is opened anew", () -> source.opened.get() == 2);
        source.give(Ramp.samples(100, 100));
        Await.until("it is heard again", () -> ear.state() == SourceState.LISTENING);
        assertThat(source.open).hasValue(1);
    }

    @Test
    void aStreamThatDoesNotCloseKeepsNobodyWaiting() throws InterruptedException {
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        source.onClose =
                () -> {
                    closing.countDown();
                    awaitQuietly(goOn);
                };
        stall();
        assertThat(closing.await(90, TimeUnit.SECONDS)).isTrue();
        ear.check();
        assertThat(ear.state()).isEqualTo(SourceState.STALLED);
        goOn.countDown();
        Await.until("it is opened anew", () -> source.opened.get() == 2);
    }

    @Test
    void aStreamThatFailsToCloseIsClosedAgain() throws InterruptedException {
        CountDownLatch closing = new CountDownLatch(1);
        source.onClose =
                () -> {
                    source.onClose = () -> {};
                    closing.countDown();
                    throw new NoClassDefFoundError("injected");
                };
        stall();
        assertThat(closing.await(90, TimeUnit.SECONDS)).isTrue();
        Await.until(
                "it is opened anew",
                () -> {
                    ear.check();
                    return source.opened.get() == 2;
                });
    }

    private void stall() {
        ear.start();
        source.give(Ramp.samples(0, 100));
        Await.until("it is heard", () -> ear.state() == SourceState.LISTENING);
        clock.advance(Duration.ofSeconds(10));
        ear.check();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void streamThatIsOpenedAgainRecoversUntilAudioComes() {
        source.give(Ramp.samples(0, 100));
        source.fail(new IOException("unplugged"));
        ear.start();
        Await.until("it is open again", () -> ear.state() == SourceState.RECOVERING);
        assertThat(ear.message()).startsWith("unplugged");
        assertThat(ear.levelDb()).isEqualTo(-120);
        clock.advance(Duration.ofSeconds(2));
        ear.check();
        assertThat(ear.state()).isEqualTo(SourceState.STALLED);
        clock.advance(Duration.ofSeconds(8));
        ear.check();
        Await.until("it is opened anew", () -> source.opened.get() == 3);
        source.give(Ramp.samples(0, 50));
        Await.until("it is heard again", () -> ear.state() == SourceState.LISTENING);
        assertThat(ear.message()).isEmpty();
    }

    @Test
    void digitalSilenceThatLastsIsQuiet() {
        ear.start();
        source.give(0.1f);
        source.give(constant(60 * RATE, -1));
        Await.until("it is heard", () -> written() == 60 * RATE + 1);
        assertThat(ear.state()).isEqualTo(SourceState.LISTENING);
        source.give(constant(1, -1));
        Await.until("it is quiet", () -> ear.state() == SourceState.QUIET);
        assertThat(ear.message()).contains("60 s").contains("muted").contains("quiet_seconds");
        assertThat(ear.levelDb()).isEqualTo(-120);
        clock.advance(Duration.ofSeconds(2));
        ear.check();
        assertThat(ear.state()).isEqualTo(SourceState.STALLED);
        source.give(constant(1, -1));
        Await.until("it is quiet as before", () -> ear.state() == SourceState.QUIET);
        source.give(constant(1, 1));
        Await.until("it is heard again", () -> ear.state() == SourceState.LISTENING);
        assertThat(ear.message()).isEmpty();
    }

    @Test
    void noiseOfASilentRoomIsNotQuiet() {
        ear.start();
        float[] noise = new float[61 * RATE];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (i % 400 == 0 ? 2 : 0) / 32_768f;
        }
        source.give(noise);
        Await.until("it is heard", () -> written() == noise.length);
        assertThat(ear.state()).isEqualTo(SourceState.LISTENING);
    }

    @Test
    void aMicrophoneThatFallsFarBelowItsOwnNoiseIsQuiet() {
        ear.start();
        source.give(noise(20 * RATE, 100));
        source.give(noise(59 * RATE, 1));
        Await.until("it is heard", () -> written() == 79 * RATE);
        assertThat(ear.state()).isEqualTo(SourceState.LISTENING);
        source.give(noise(RATE, 1));
        Await.until("it is quiet", () -> ear.state() == SourceState.QUIET);
        assertThat(ear.message()).contains("less than its own noise");
        source.give(noise(RATE, 100));
        Await.until("it is heard again", () -> ear.state() == SourceState.LISTENING);
    }

    @Test
    void aDriverThatRepeatsItsBufferIsQuiet() {
        ear.start();
        float[] buffer = noise(RATE / 2, 100);
        for (int i = 0; i < 122; i++) {
            source.give(buffer);
        }
        Await.until("it is quiet", () -> ear.state() == SourceState.QUIET);
        assertThat(ear.message()).contains("over and over");
        source.give(noise(RATE, 100));
        Await.until("it is heard again", () -> ear.state() == SourceState.LISTENING);
    }

    /** Of whole steps of 16 bits. */
    private float[] noise(int length, int steps) {
        float[] noise = new float[length];
        for (int i = 0; i < length; i++) {
            noise[i] = (random.nextInt(2 * steps + 1) - steps) / 32_768f;
        }
        return noise;
    }

    @Test
    void silenceOfARecordingIsNotQuiet() {
        source = new FakeSource("file", "kitchen", RATE, false, false);
        ear = ear();
        source.give(constant(61 * RATE, 0));
        ear.start();
        Await.until("it is heard", () -> written() == 61 * RATE);
        assertThat(ear.state()).isEqualTo(SourceState.LISTENING);
        source.end();
        Await.until("it ended", () -> ear.state() == SourceState.ENDED);
    }

    @Test
    void sourceThatEndsIsNotOpenedAgain() {
        source = new FakeSource("file", "kitchen", RATE, false, false);
        ear = ear();
        source.give(Ramp.samples(0, 100));
        source.end();
        ear.start();
        Await.until("it ended", () -> ear.state() == SourceState.ENDED);
        assertThat(source.opened).hasValue(1);
        assertThat(source.open).hasValue(0);
    }

    @Test
    void endlessSourceIsOpenedAgainAtOnce() {
        source.give(Ramp.samples(0, 100));
        source.end();
        source.give(Ramp.samples(0, 100));
        ear.start();
        Await.until("second opening", () -> segments.size() == 2);
        assertThat(pauses).isEmpty();
    }

    @Test
    void closingEndsTheThreadAndTheStream() {
        ear.start();
        source.give(Ramp.samples(0, 100));
        Await.until("it is heard", () -> ear.state() == SourceState.LISTENING);
        ear.close();
        Await.until("the stream is closed", () -> source.open.get() == 0);
        Await.until(
                "the thread has ended",
                () ->
                        Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(thread -> thread.getName().equals("soribit-ear-mic")));
    }

    private Ear ear() {
        return new Ear(
                source, listener, TestClocks.of(clock), () -> QUIET, pauses::add, () -> jitter);
    }

    private static float[] constant(int length, int steps) {
        float[] samples = new float[length];
        Arrays.fill(samples, steps / 32_768f);
        return samples;
    }

    private long written() {
        return segments.isEmpty() ? 0 : segments.get(0).ring().written();
    }
}
