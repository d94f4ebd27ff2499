// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import io.soribit.api.FeatureStream;
import io.soribit.api.FrontEnd;
import io.soribit.api.MessageBus;
import io.soribit.api.Model;
import io.soribit.api.hub.HealthCheck;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.MqttBroker;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.testkit.Await;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The services of the hub under test, looked up each time: they come and go. */
final class Hub {
    static final Duration HOP = Duration.ofMillis(240);
    private final BundleContext context;

    Hub(BundleContext context) {
        this.context = context;
    }

    /** Waits until the hub can hear and alert. */
    Hub ready() {
        Await.until(
                () -> "an active model: " + hearing().modelReason(),
                () -> hearing().model() != null);
        Await.until("a connection to the broker", () -> bus().connected());
        return this;
    }

    Hearing hearing() {
        return service(Hearing.class);
    }

    MessageBus bus() {
        return service(MessageBus.class);
    }

    /** The hub's own broker. */
    URI broker() {
        Await.until("the hub's own broker", () -> find(MqttBroker.class) != null);
        return service(MqttBroker.class).uri();
    }

    boolean hasBroker() {
        return find(MqttBroker.class) != null;
    }

    Optional<SourceStatus> source(String id) {
        return hearing().sources().stream().filter(s -> s.source().equals(id)).findFirst();
    }

    /** Waits until all of a source is heard and scored. */
    void awaitEnd(String id) {
        Await.until(
                () -> "the end of " + source(id),
                () -> source(id).filter(s -> s.state() == SourceState.ENDED).isPresent());
    }

    /** Windows scored of a source so far. */
    long scored(String id) {
        return source(id).map(s -> s.windows().scored()).orElse(0L);
    }

    /** The bundle of the active model. */
    Bundle activeModel() {
        return models().stream()
                .filter(r -> r.getProperty("model.id").equals(hearing().model()))
                .map(ServiceReference::getBundle)
                .findFirst()
                .orElseThrow();
    }

    /** The results of the health check of that name, a line each. */
    List<String> doctor(String name) {
        return references(HealthCheck.class).stream()
                .map(context::getService)
                .filter(Objects::nonNull) // it has gone just now
                .filter(check -> check.name().equals(name))
                .flatMap(check -> check.check().stream())
                .map(HealthCheck.Result::toString)
                .toList();
    }

    /**
     * How many windows there are in so many samples: the last one reaches to their end or beyond.
     */
    long windows(long samples) {
        ServiceReference<Model> model =
                models().stream()
                        .filter(r -> r.getProperty("model.id").equals(hearing().model()))
                        .findFirst()
                        .orElseThrow();
        try (FeatureStream features =
                frontEnd(context.getService(model))
                        .open(
                                context.getService(model).descriptor().frontEnd(),
                                Synthesis.RATE,
                                HOP)) {
            long hop = HOP.toMillis() * Synthesis.RATE / 1000;
            long beyondFirst = Math.max(0, samples - features.windowSamples());
            return 1 + (beyondFirst + hop - 1) / hop;
        }
    }

    private FrontEnd frontEnd(Model model) {
        String type = model.descriptor().frontEnd().type();
        return references(FrontEnd.class).stream()
                .map(context::getService)
                .filter(f -> f.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private Collection<ServiceReference<Model>> models() {
        return references(Model.class);
    }

    private <T> Collection<ServiceReference<T>> references(Class<T> type) {
        try {
            return context.getServiceReferences(type, null);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("there is no filter to be wrong", e);
        }
    }

    private <T> T find(Class<T> type) {
        ServiceReference<T> reference = context.getServiceReference(type);
        return reference == null ? null : context.getService(reference);
    }

    private <T> T service(Class<T> type) {
        AtomicReference<T> found = new AtomicReference<>();
        Await.until(
                () -> "a service " + type.getName(),
                () -> {
                    found.set(find(type));
                    return found.get() != null;
                });
        return found.get();
    }
}
