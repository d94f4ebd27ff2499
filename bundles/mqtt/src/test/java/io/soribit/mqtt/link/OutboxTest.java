// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox(3);

    private void add(String topic, String text, boolean retained) {
        outbox.add(new Message(topic, text.getBytes(UTF_8), 1, retained));
    }

    private List<Outbox.Entry> takeAll() throws InterruptedException {
        List<Outbox.Entry> taken = new ArrayList<>();
        for (var e = outbox.take(Duration.ZERO); e != null; e = outbox.take(Duration.ZERO)) {
            taken.add(e);
        }
        return taken;
    }

    private static List<String> text(List<Outbox.Entry> entries) {
        return entries.stream()
                .map(e -> e.message().topic + "=" + new String(e.message().payload, UTF_8))
                .toList();
    }

    @Test
    void keepsTheNewestOfTheOthersAndTheLastOfEachRetainedTopic() throws Exception {
        add("r", "old", true);
        for (int i = 0; i < 5; i++) {
            add("o", "" + i, false);
        }
        add("r", "new", true);
        add("o", "5", false);
        outbox.connectionOpened(100);
        assertThat(text(takeAll())).containsExactly("o=3", "o=4", "r=new", "o=5");
        assertThat(outbox.takeDropped()).isEqualTo(3);
        assertThat(outbox.takeDropped()).isZero();
    }

    @Test
    void keptMessagesAreNotEvictedAndTheirReceiptsComplete() throws Exception {
        Message kept = Message.kept("k", "kept".getBytes(UTF_8), 1);
        outbox.add(kept);
        for (int i = 0; i < 5; i++) {
            add("o", "" + i, false);
        }
        outbox.connectionOpened(100);
        List<Outbox.Entry> sent = takeAll();
        assertThat(text(sent)).containsExactly("k=kept", "o=2", "o=3", "o=4");
        assertThat(kept.receipt().toCompletableFuture()).isNotDone();
        outbox.acknowledge(sent.get(0));
        assertThat(kept.receipt().toCompletableFuture()).isCompleted();
    }

    @Test
    void sendsAgainWhatWasNotAcknowledgedAndAllThatIsRetained() throws Exception {
        outbox.connectionOpened(100);
        add("r", "1", true);
        add("o", "1", false);
        add("o", "2", false);
        List<Outbox.Entry> sent = takeAll();
        outbox.acknowledge(sent.get(0));
        outbox.acknowledge(sent.get(1));
        add("o", "3", false);
        outbox.connectionOpened(100);
        assertThat(text(takeAll())).containsExactly("r=1", "o=2", "o=3");
    }

    @Test
    void whatIsAcknowledgedLateIsNotSentAgainUnlessItIsRetained() throws Exception {
        outbox.connectionOpened(100);
        add("r", "1", true);
        add("o", "1", false);
        add("o", "2", false);
        List<Outbox.Entry> sent = takeAll();
        outbox.connectionClosed();
        outbox.connectionOpened(100);
        outbox.acknowledge(sent.get(0));
        outbox.acknowledge(sent.get(1));
        assertThat(text(takeAll())).containsExactly("r=1", "o=2");
    }

    @Test
    void olderRetainedMessageIsNotSentAfterANewerOne() throws Exception {
        outbox.connectionOpened(100);
        add("r", "old", true);
        takeAll();
        add("r", "new", true);
        outbox.connectionOpened(100);
        assertThat(text(takeAll())).containsExactly("r=new");
    }

    @Test
    void whileConnectedEachRetainedMessageIsSent() throws Exception {
        outbox.connectionOpened(100);
        add("r", "1", true);
        add("r", "2", true);
        assertThat(text(takeAll())).containsExactly("r=1", "r=2");
        add("r", "3", true);
        add("r", "4", true);
        outbox.connectionClosed();
        outbox.connectionOpened(100);
        assertThat(text(takeAll())).containsExactly("r=4");
    }

    @Test
    void onlyTheLastOfARetainedTopicIsSentToABrokerThatDoesNotKeepUp() throws Exception {
        outbox.connectionOpened(100);
        add("r", "1", true);
        add("o", "1", false);
        add("r", "2", true);
        add("r", "3", true);
        assertThat(text(takeAll())).containsExactly("o=1", "r=3");
    }

    @Test
    void whatSomebodyWaitsForGoesFirstInOrder() throws Exception {
        outbox.connectionOpened(100);
        add("o", "1", false);
        outbox.add(Message.kept("k", "1".getBytes(UTF_8), 1));
        outbox.add(Message.kept("k", "2".getBytes(UTF_8), 1));
        assertThat(outbox.waiting()).isEqualTo(3);
        assertThat(text(takeAll())).containsExactly("k=1", "k=2", "o=1");
        outbox.connectionOpened(100);
        assertThat(text(takeAll())).containsExactly("k=1", "k=2", "o=1");
    }

    @Test
    void deletedTopicIsForgotten() throws Exception {
        outbox.connectionOpened(100);
        add("r", "1", true);
        add("r", "", true);
        takeAll().forEach(outbox::acknowledge);
        outbox.connectionOpened(100);
        assertThat(takeAll()).isEmpty();
    }

    @Test
    void waitsForReceiptsWhenTheWindowIsFull() throws Exception {
        outbox.connectionOpened(2);
        add("o", "1", false);
        add("o", "2", false);
        add("o", "3", false);
        List<Outbox.Entry> sent = takeAll();
        assertThat(text(sent)).containsExactly("o=1", "o=2");
        outbox.acknowledge(sent.get(0));
        assertThat(text(takeAll())).containsExactly("o=3");
        assertThat(outbox.isEmpty()).isFalse();
    }

    @Test
    void wakeEndsAWait() throws Exception {
        outbox.connectionOpened(2);
        outbox.wake();
        assertThat(outbox.take(Duration.ofDays(1))).isNull();
    }
}
