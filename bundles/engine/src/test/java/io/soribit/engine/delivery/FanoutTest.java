// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FanoutTest {
    private static final Sound DOG =
            new Sound("dog", Map.of("en", "Dog"), "x", "#000000", Urgency.INFO, List.of());

    private final Fanout fanout = new Fanout();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        fanout.close();
    }

    @Test
    void listenersThatThrowOrBlockHarmNoOther() {
        fanout.add(1, "throws", () -> event -> fail());
        fanout.add(2, "blocks", () -> event -> block());
        fanout.add(3, "none", () -> null);
        fanout.add(4, "good", () -> event -> heard.add(event.id()));
        publish("a", Phase.START);
        publish("b", Phase.END);
        Await.until("both are heard", () -> heard.size() == 2);
        assertThat(heard).containsExactly("a", "b");
    }

    @Test
    void throwingListenerReceivesTheNextEventToo() {
        fanout.add(
                1,
                "throws",
                () ->
                        event -> {
                            heard.add(event.id());
                            fail();
                        });
        publish("a", Phase.START);
        publish("b", Phase.END);
        Await.until("both are heard", () -> heard.size() == 2);
    }

    @Test
    void fullQueueLeavesOutUpdatesFirstThenTheOldest() {
        EventQueue queue = new EventQueue(3);
        assertThat(queue.offer(event("a", Phase.START))).isTrue();
        assertThat(queue.offer(event("b", Phase.UPDATE))).isTrue();
        assertThat(queue.offer(event("c", Phase.END))).isTrue();
        assertThat(queue.offer(event("d", Phase.START))).isFalse();
        assertThat(queue.offer(event("e", Phase.UPDATE))).isFalse();
        assertThat(queue.offer(event("f", Phase.END))).isFalse();
        assertThat(queue.dropped()).isEqualTo(3);
        queue.close(true);
        assertThat(drain(queue)).containsExactly("c", "d", "f");
    }

    @Test
    void slowListenerLosesUpdatesAndThePublisherNeverWaits() {
        CountDownLatch busy = new CountDownLatch(1);
        fanout.add(
                1,
                "slow",
                () ->
                        event -> {
                            busy.countDown();
                            block();
                            heard.add(event.id());
                        });
        publish("first", Phase.START);
        Await.until("it is busy", () -> busy.getCount() == 0);
        for (int i = 0; i < 300; i++) {
            publish("update", Phase.UPDATE);
        }
        publish("last", Phase.END);
        assertThat(fanout.dropped()).isEqualTo(300 + 1 - 256);
        release.countDown();
        Await.until("the end is heard", () -> heard.contains("last"));
    }

    @Test
    void closeDeliversTheQueueAndEndsTheThreads() {
        fanout.add(1, "good", () -> event -> heard.add(event.id()));
        for (int i = 0; i < 100; i++) {
            publish("e" + i, Phase.START);
        }
        fanout.close();
        assertThat(heard).hasSize(100);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("soribit-listener-good"));
    }

    @Test
    void removedListenerReceivesNothingMore() {
        fanout.add(1, "good", () -> event -> heard.add(event.id()));
        publish("a", Phase.START);
        Await.until("it is heard", () -> heard.size() == 1);
        fanout.remove(1);
        publish("b", Phase.END);
        assertThat(heard).containsExactly("a");
    }

    private void publish(String id, Phase phase) {
        fanout.publish(event(id, phase));
    }

    private static void fail() {
        throw new IllegalStateException("listener's fault");
    }

    private void block() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> drain(EventQueue queue) {
        List<String> ids = new CopyOnWriteArrayList<>();
        try {
            for (SoundEvent e = queue.take(); e != null; e = queue.take()) {
                ids.add(e.id());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return ids;
    }

    private static SoundEvent event(String id, Phase phase) {
        return new SoundEvent(
                id,
                phase,
                false,
                List.of("kitchen"),
                DOG,
                Instant.EPOCH,
                phase == Phase.END ? Instant.EPOCH : null,
                1,
                List.of(),
                -20,
                "model",
                null,
                Duration.ZERO);
    }
}
