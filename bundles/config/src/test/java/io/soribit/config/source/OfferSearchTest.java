// SPDX-License-Identifier: Apache-2.0
package io.soribit.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.setting.SourceFinder;
import io.soribit.api.setting.Sources.Offer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OfferSearchTest {
    private final OfferSearch search = new OfferSearch(Duration.ofSeconds(90));

    /** What each call finds is named after its number; the first one waits. */
    private static final class Slow implements SourceFinder {
        private final AtomicInteger calls = new AtomicInteger();
        private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        private final CountDownLatch first = new CountDownLatch(1);

        @Override
        public String kind() {
            return "microphone";
        }

        @Override
        public List<Map.Entry<String, Map<String, String>>> find() {
            int call = calls.incrementAndGet();
            threads.add(Thread.currentThread());
            try {
                first.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of(Map.entry("device " + call, Map.of()));
        }
    }

    @Test
    void whatComesWhenNobodyWaitsAnyMoreIsNotShownLater() throws Exception {
        Slow finder = new Slow();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> search.ask(List.of(finder)))
                .isInstanceOf(InterruptedException.class);
        finder.first.countDown();
        finder.threads.take().join();
        assertThat(search.ask(List.of(finder)).found())
                .extracting(Offer::name)
                .containsExactly("device 2");
    }
}
