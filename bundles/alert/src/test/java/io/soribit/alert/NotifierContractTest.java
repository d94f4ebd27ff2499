// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import static io.soribit.alert.Events.NOW;
import static io.soribit.alert.Events.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Notifier;
import io.soribit.api.Phase;
import io.soribit.api.Receipt;
import io.soribit.testkit.Await;
import io.soribit.testkit.LogCapture;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A notifier that blocks, throws or lies in any of its methods harms no other. */
@Timeout(240)
class NotifierContractTest {
    private final ManualClock clock = new ManualClock(NOW);
    private final AlertDesk desk = Desks.desk(clock, (monitor, time) -> clock.advance(time));
    private final CountDownLatch end = new CountDownLatch(1);
    private final Recorder good = new Recorder();

    private static class Recorder implements Notifier {
        final BlockingQueue<String> received = new LinkedBlockingQueue<>();

        @Override
        public String id() {
            return "good";
        }

        /** The retries of the bad one let the clock run: nothing may expire here meanwhile. */
        @Override
        public Optional<Duration> retryWindow() {
            return Optional.of(Duration.ofDays(365));
        }

        @Override
        public void deliver(Alert alert) throws IOException {
            received.add(alert.id() + " " + alert.event().phase());
        }

        String next() throws InterruptedException {
            return String.valueOf(received.poll(90, TimeUnit.SECONDS));
        }
    }

    private enum Method {
        ID,
        TARGETS,
        RETRY_WINDOW,
        DELIVER,
        RECEIPT,
        ACKNOWLEDGED,
        REMIND
    }

    /** What a bad method does before it returns. */
    private interface Badness {
        void run() throws IOException;
    }

    /** Bad in one method. */
    private static final class Bad extends Recorder {
        private final Method method;
        private final Badness badness;

        Bad(Method method, Badness badness) {
            this.method = method;
            this.badness = badness;
        }

        private void at(Method called) {
            if (called == method) {
                try {
                    badness.run();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public String id() {
            at(Method.ID);
            return "bad";
        }

        @Override
        public Set<String> targets() {
            at(Method.TARGETS);
            return Set.of("bad");
        }

        @Override
        public Optional<Duration> retryWindow() {
            at(Method.RETRY_WINDOW);
            return Optional.empty();
        }

        @Override
        public void deliver(Alert alert) throws IOException {
            at(Method.DELIVER);
            super.deliver(alert);
        }

        @Override
        public Receipt receipt(Alert alert) {
            at(Method.RECEIPT);
            return super.receipt(alert);
        }

        @Override
        public void acknowledged(Alert alert, String by) {
            at(Method.ACKNOWLEDGED);
        }

        @Override
        public void remind(Alert alert) {
            at(Method.REMIND);
        }
    }

    @AfterEach
    void stop() {
        end.countDown();
        desk.close();
    }

    private void block() throws IOException {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private static void recurse(int depth) {
        recurse(depth + 1);
    }

    private void liveThrough(String id) throws InterruptedException {
        DeliveryOptions both = new DeliveryOptions(Set.of("good", "bad"), null, false);
        desk.send(alert(id, Phase.START).with(both));
        assertThat(good.next()).isEqualTo(id + " START");
        Await.until("confirmed", () -> desk.unconfirmed() == 0);
        clock.advance(Duration.ofSeconds(1));
        desk.tick();
        assertThat(desk.acknowledge(id, "Minsu")).isTrue();
        desk.send(alert(id, Phase.END).with(both));
        assertThat(good.next()).isEqualTo(id + " END");
        assertThat(desk.targets()).contains("good");
        assertThat(desk.active()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void oneThatBlocksDelaysNoOther(Method method) throws Exception {
        Desks.add(desk, good);
        var unused = desk.addNotifier(new Bad(method, this::block));
        liveThrough("a");
        liveThrough("b");
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void oneThatThrowsAnErrorHarmsNoOther(Method method) throws Exception {
        Desks.add(desk, good);
        Desks.add(desk, new Bad(method, () -> recurse(0)));
        liveThrough("a");
        Desks.add(
                desk,
                new Bad(
                        method,
                        () -> {
                            throw new NoClassDefFoundError("gone");
                        }));
        liveThrough("b");
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void oneThatThrowsWhatCannotBePrintedHarmsNoOther(Method method) throws Exception {
        class Unreadable extends RuntimeException {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
                throw new IllegalStateException("unreadable");
            }
        }
        int[] left = {1};
        Bad once =
                new Bad(
                        method,
                        () -> {
                            if (left[0]-- > 0) {
                                throw new Unreadable();
                            }
                        });
        Desks.add(desk, good);
        Desks.add(desk, once);
        liveThrough("a");
        assertThat(once.next()).isEqualTo("a START");
    }

    @Test
    void anErrorInDeliverDoesNotEndItsWorker() throws Exception {
        int[] left = {1};
        Bad once =
                new Bad(
                        Method.DELIVER,
                        () -> {
                            if (left[0]-- > 0) {
                                recurse(0);
                            }
                        });
        Desks.add(desk, once);
        desk.send(alert("a", Phase.START));
        assertThat(once.next()).isEqualTo("a START");
    }

    @Test
    void oneThatBlocksInDeliverIsNamedInterruptedAndRetried() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        Notifier slow =
                new Recorder() {
                    @Override
                    public String id() {
                        return "slow";
                    }

                    @Override
                    public Optional<Duration> retryWindow() {
                        return Optional.of(Duration.ofMinutes(5));
                    }

                    @Override
                    public void deliver(Alert alert) throws IOException {
                        if (entered.getCount() > 0) {
                            entered.countDown();
                            block();
                        }
                        good.deliver(alert);
                    }
                };
        try (LogCapture log = LogCapture.by("io.soribit.alert")) {
            Desks.add(desk, slow);
            desk.send(alert("a", Phase.START));
            assertThat(entered.await(90, TimeUnit.SECONDS)).isTrue();
            assertThat(desk.blocked()).isEmpty();
            clock.advance(Duration.ofSeconds(30));
            assertThat(desk.blocked())
                    .containsExactly(
                            entry(
                                    slow.getClass(),
                                    "notifier slow does not return from START: its alerts wait"));
            desk.tick();
            assertThat(good.next()).isEqualTo("a START");
            log.await("notifier slow does not return from START for 30 s");
            log.await("notifier slow works again");
            Await.until("it has returned", () -> desk.blocked().isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "empty", "huge", "null inside"})
    void oneThatLiesIsUsedAllTheSame(String lie) throws Exception {
        Recorder liar =
                new Recorder() {
                    @Override
                    @SuppressWarnings("NullAway") // A plug-in may do so.
                    public @Nullable String id() {
                        return switch (lie) {
                            case "empty" -> "";
                            case "huge" -> "x".repeat(1_000_000);
                            default -> null;
                        };
                    }

                    @Override
                    @SuppressWarnings("NullAway") // A plug-in may do so.
                    public @Nullable Set<String> targets() {
                        return switch (lie) {
                            case "empty" -> Set.of();
                            case "huge" ->
                                    IntStream.range(0, 200_000)
                                            .mapToObj(i -> "t" + i)
                                            .collect(java.util.stream.Collectors.toSet());
                            case "null inside" ->
                                    new HashSet<>(Collections.singleton((String) null));
                            default -> null;
                        };
                    }

                    @Override
                    @SuppressWarnings("NullAway") // A plug-in may do so.
                    public @Nullable Optional<Duration> retryWindow() {
                        return switch (lie) {
                            case "empty" -> Optional.of(Duration.ofSeconds(-1));
                            case "huge" -> Optional.of(Duration.ofSeconds(Long.MAX_VALUE));
                            default -> null;
                        };
                    }
                };
        Desks.add(desk, liar);
        assertThat(desk.targets()).hasSizeLessThanOrEqualTo(1_000);
        desk.send(alert("a", Phase.START));
        assertThat(liar.next()).isEqualTo("a START");
    }

    @Test
    void aNotifierThatIsRegisteredWhileItBlocksReceivesWhatIsActiveLater() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        Bad late =
                new Bad(
                        Method.TARGETS,
                        () -> {
                            try {
                                slow.await();
                            } catch (InterruptedException e) {
                                throw new IOException(e);
                            }
                        });
        var ready = desk.addNotifier(late);
        desk.send(alert("a", Phase.START));
        slow.countDown();
        Await.until("ready", ready::isDone);
        assertThat(late.next()).isEqualTo("a START");
    }
}
