// SPDX-License-Identifier: Apache-2.0
package io.soribit.config.source;

import io.soribit.api.setting.SourceFinder;
import io.soribit.api.setting.Sources.Offer;
import io.soribit.api.setting.Sources.Offers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks all finders at once, each on a thread of its own. One that has not answered in time is not
 * asked again before it has; what it then says is old, and left out. Thread-safe.
 */
final class OfferSearch {
    private static final Logger LOG = LoggerFactory.getLogger(OfferSearch.class);

    private final Map<SourceFinder, FutureTask<List<Offer>>> running = new ConcurrentHashMap<>();
    private final Duration timeout;

    /**
     * @param timeout of all of them together
     */
    OfferSearch(Duration timeout) {
        this.timeout = timeout;
    }

    Offers ask(Collection<SourceFinder> known) throws InterruptedException {
        List<SourceFinder> finders = List.copyOf(known); // they come and go meanwhile
        List<FutureTask<List<Offer>>> asked = new ArrayList<>();
        finders.forEach(finder -> asked.add(running.computeIfAbsent(finder, this::start)));
        long end = System.nanoTime() + timeout.toNanos();
        List<Offer> found = new ArrayList<>();
        Set<String> unanswered = new TreeSet<>();
        int next = 0;
        for (SourceFinder finder : finders) {
            FutureTask<List<Offer>> task = asked.get(next++);
            try {
                found.addAll(task.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
                running.remove(finder, task);
            } catch (TimeoutException expected) {
                LOG.warn(
                        "{} does not say within {} which sources there are", name(finder), timeout);
                unanswered.add(name(finder));
            } catch (ExecutionException e) {
                running.remove(finder, task);
                LOG.warn("{} cannot say which sources there are", name(finder), e.getCause());
                unanswered.add(name(finder));
            }
        }
        return new Offers(found, unanswered);
    }

    private static String name(SourceFinder finder) {
        String of = finder.getClass().getPackageName();
        return of.substring(of.lastIndexOf('.') + 1);
    }

    private FutureTask<List<Offer>> start(SourceFinder finder) {
        FutureTask<List<Offer>> task = new FutureTask<>(() -> find(finder));
        Thread thread = new Thread(() -> run(finder, task), "soribit-sources-" + name(finder));
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private void run(SourceFinder finder, FutureTask<List<Offer>> task) {
        task.run();
        running.remove(finder, task);
    }

    private static List<Offer> find(SourceFinder finder) throws Exception {
        String kind = finder.kind();
        return finder.find().stream()
                .map(offer -> new Offer(kind, offer.getKey(), offer.getValue()))
                .toList();
    }
}
