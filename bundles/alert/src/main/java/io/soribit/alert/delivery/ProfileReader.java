// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import io.soribit.api.Receipt;
import io.soribit.common.plugin.Thrown;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a notifier for its id, targets and retry window. It is foreign code: what it throws is
 * logged once for each method, and what it returns is limited. Not thread-safe: used by the
 * notifier's own thread.
 */
final class ProfileReader {
    private static final Logger LOG = LoggerFactory.getLogger(ProfileReader.class);
    private static final int MAX_NAME = 256;
    private static final int MAX_TARGETS = 1_000;
    private static final Duration MAX_WINDOW = Duration.ofDays(7);

    private final Notifier notifier;
    private final Set<String> reported = new HashSet<>();
    private @Nullable Profile last;

    ProfileReader(Notifier notifier) {
        this.notifier = notifier;
    }

    /** As it is now; where reading fails, as it was before. */
    Profile read() {
        Profile before = last;
        String id = before == null ? id() : before.id();
        Set<String> usual = before == null ? Set.of(id) : before.targets();
        Optional<Duration> window = before == null ? Optional.empty() : before.retryWindow();
        Profile now =
                new Profile(
                        id,
                        ask(id, "targets", () -> targets(notifier.targets()), usual),
                        ask(id, "retryWindow", () -> window(notifier.retryWindow()), window));
        last = now;
        return now;
    }

    /** What it means that the notifier has the start of an alert. */
    Receipt receipt(String id, Alert alert) {
        return ask(
                id,
                "receipt",
                () -> Objects.requireNonNull(notifier.receipt(alert), "null"),
                Receipt.DELIVERED);
    }

    private String id() {
        String name = notifier.getClass().getName();
        return ask(name, "id", () -> checked(notifier.id()), name);
    }

    private static String checked(String id) {
        if (id.isBlank() || id.length() > MAX_NAME) {
            throw new IllegalArgumentException("an id has 1 to " + MAX_NAME + " characters");
        }
        return id.replaceAll("\\p{Cntrl}", " ");
    }

    private static Set<String> targets(Collection<String> names) {
        return names.stream()
                .limit(MAX_TARGETS)
                .filter(Objects::nonNull)
                .filter(name -> name.length() <= MAX_NAME)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Duration> window(Optional<Duration> window) {
        return window.filter(w -> !w.isNegative())
                .map(w -> w.compareTo(MAX_WINDOW) > 0 ? MAX_WINDOW : w);
    }

    private <T> T ask(String id, String method, Callable<T> question, T otherwise) {
        try {
            T answer = question.call();
            reported.remove(method);
            return answer;
        } catch (Throwable e) { // foreign code
            if (reported.add(method)) {
                LOG.warn(
                        "notifier {} failed in {}(): using {}",
                        id,
                        method,
                        otherwise,
                        Thrown.readable(e));
            }
            return otherwise;
        }
    }
}
