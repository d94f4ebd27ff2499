// SPDX-License-Identifier: Apache-2.0
package io.soribit.plugins;

import io.soribit.api.hub.PlugInState;
import io.soribit.api.hub.PlugInStatus;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One jar and the bundle made of it. Its code runs in attempts, at most one at a time, of which
 * none is waited for. Thread-safe.
 */
final class PlugIn {
    private static final Logger LOG = LoggerFactory.getLogger(PlugIn.class);

    /** Stopped last: what blocks in its stop keeps no part of the hub from stopping. */
    private static final int START_LEVEL = 1;

    private static final Pattern OWN_IMPORT =
            Pattern.compile("(?:^|[,;])\\s*" + Pattern.quote(Remedy.API) + "\\s*(?:[,;]|$)");

    private final Path jar;
    private final BundleContext context;
    private final MonotonicClock clock;
    private final Components components;
    private final StartMarker marker;
    private final Duration limit;

    private volatile @Nullable Bundle bundle;
    private @Nullable Attempt attempt;
    private volatile boolean endedHub;
    private volatile boolean endsHub;
    private volatile @Nullable JarVersion tried;
    private Verdict verdict = Verdict.STARTING;
    private final RetryBackoff backoff;

    /** What its services do not return from, by their classes. */
    private final Map<String, String> blocked = new ConcurrentSkipListMap<>();

    private boolean restart;

    /**
     * @param limit how long an attempt may take
     */
    PlugIn(
            Path jar,
            BundleContext context,
            MonotonicClock clock,
            Components components,
            StartMarker marker,
            Duration limit) {
        this.jar = jar;
        this.context = context;
        this.clock = clock;
        this.components = components;
        this.marker = marker;
        this.limit = limit;
        backoff = new RetryBackoff(clock);
    }

    private String file() {
        return String.valueOf(jar.getFileName());
    }

    synchronized PlugInStatus status() {
        Bundle known = bundle;
        String name = known == null ? null : known.getSymbolicName();
        return new PlugInStatus(
                file(),
                name == null ? file() : name,
                known == null ? "" : known.getVersion().toString(),
                verdict.state(),
                verdict.message());
    }

    /** Whether it waits for what another plug-in may bring. */
    synchronized boolean waits() {
        return verdict.state() == PlugInState.WAITING && !isActive();
    }

    /** Lets the next look try it again, unless it is started or its last attempt still runs. */
    synchronized boolean retry() {
        backoff.skip();
        endedHub = false;
        restart = verdict.state() == PlugInState.QUARANTINED && attempt == null;
        return verdict.state() != PlugInState.STARTED;
    }

    /** The jar is there; goes one step further if there is one. */
    synchronized void look(JarVersion version) {
        if (stillRuns()) {
            return;
        }
        if (!version.equals(tried)) {
            begin(version);
        } else if (isActive()) {
            decide(judge());
            restartIfDue();
        } else if (!endedHub) {
            restartIfDue();
        }
    }

    /**
     * The jar is gone.
     *
     * @return whether its bundle is, too
     */
    synchronized boolean lookForRemoval() {
        if (stillRuns()) {
            return false;
        }
        marker.clear();
        if (bundle == null) {
            LOG.info("plug-in {}: removed", file());
            return true;
        }
        attempt = new Attempt("plug-in-" + file(), clock, this::uninstall);
        return false;
    }

    /**
     * The hub is being ended: if by a class of this one, it is quarantined after the restart.
     *
     * @param frame of the thread that ends it
     * @return whether it is of this one
     */
    boolean ends(StackTraceElement frame) {
        Bundle known = bundle;
        String type = frame.getClassName().replace('.', '/') + ".class";
        if (known == null || known.getEntry(type) == null) {
            return false;
        }
        JarVersion version = tried;
        endsHub = true;
        if (version != null) {
            marker.set(version, "it ended the hub: " + frame);
        }
        LOG.error("plug-in {}: {} ends the hub: {}", file(), known.getSymbolicName(), frame);
        return true;
    }

    /**
     * Another one ends the hub: that this one is starting says nothing; that it ended an earlier
     * one stays.
     */
    void exonerate() {
        if (!endedHub) {
            clearMarker();
        }
    }

    /** What one of its services does not return from; empty if it has returned. */
    void note(Class<?> type, String problem) {
        Bundle known = bundle;
        if (known == null || !known.equals(FrameworkUtil.getBundle(type))) {
            return;
        }
        if (problem.isEmpty()) {
            blocked.remove(type.getName());
        } else {
            blocked.put(type.getName(), problem);
        }
    }

    private Verdict judge() {
        Verdict now = components.of(active());
        return now.state() != PlugInState.STARTED || blocked.isEmpty()
                ? now
                : new Verdict(PlugInState.QUARANTINED, String.join("; ", blocked.values()));
    }

    private void begin(JarVersion version) {
        tried = version;
        backoff.reset();
        Optional<String> ended = marker.read(version);
        endedHub = ended.isPresent();
        if (ended.isPresent()) {
            decide(Verdict.endedHub(ended.get()));
        } else {
            run(version, this::replace);
        }
    }

    private void restartIfDue() {
        JarVersion version = tried;
        boolean failed = verdict.state() == PlugInState.FAILED || !isActive() || restart;
        if (failed && version != null && backoff.isDue()) {
            run(version, this::replace);
        }
    }

    private void run(JarVersion version, Attempt.Work work) {
        restart = false;
        if (backoff.isFirst()) {
            verdict = Verdict.STARTING;
        }
        attempt =
                new Attempt(
                        "plug-in-" + file(),
                        clock,
                        () -> {
                            marker.set(version, StartMarker.STARTING);
                            try {
                                work.run();
                            } finally {
                                clearMarker();
                            }
                        });
    }

    private void clearMarker() {
        if (!endsHub) {
            marker.clear();
        }
    }

    /** Takes the result of an attempt that has ended. */
    private boolean stillRuns() {
        Attempt current = attempt;
        if (current == null) {
            return false;
        }
        if (current.over()) {
            attempt = null;
            Throwable failure = current.failure();
            if (failure != null) {
                decide(Verdict.of(failure));
                LOG.debug("plug-in {}", file(), failure);
            } else if (isActive()) {
                decide(judge());
            }
            return false;
        }
        if (verdict.state() != PlugInState.QUARANTINED && current.isOlderThan(limit)) {
            String position = current.position();
            decide(
                    new Verdict(
                            PlugInState.QUARANTINED,
                            "does not start or stop within "
                                    + limit.toSeconds()
                                    + " s"
                                    + (position.isEmpty() ? "" : ": blocks in " + position)
                                    + "; replace or remove it, and restart the hub"));
            current.interrupt();
        }
        return true;
    }

    private void decide(Verdict next) {
        if (next.state() == PlugInState.FAILED || !isActive()) {
            if (!next.equals(verdict) || backoff.isDue()) {
                backoff.failed();
            }
        } else {
            backoff.reset();
        }
        if (next.equals(verdict)) {
            return;
        }
        verdict = next;
        String name = status().name();
        switch (next.state()) {
            case STARTING, STARTED ->
                    LOG.info("plug-in {}: {} {}", file(), name, next.state().text());
            case WAITING -> LOG.warn("plug-in {}: {} waits: {}", file(), name, next.message());
            case FAILED ->
                    LOG.error(
                            "plug-in {}: {} failed: {}; next attempt in {} s, or when the file changes",
                            file(),
                            name,
                            next.message(),
                            backoff.remaining().toSeconds());
            case QUARANTINED ->
                    LOG.error("plug-in {}: {} is quarantined: {}", file(), name, next.message());
        }
    }

    private boolean isActive() {
        Bundle known = bundle;
        return known != null && known.getState() == Bundle.ACTIVE;
    }

    private Bundle active() {
        Bundle known = bundle;
        if (known == null) {
            throw new IllegalStateException(file() + " is not installed");
        }
        return known;
    }

    private void replace() throws BundleException, IOException {
        uninstall();
        try (InputStream content = Files.newInputStream(jar)) {
            Bundle fresh = context.installBundle("plug-in:" + file(), content);
            bundle = fresh;
            if (fresh.getSymbolicName() == null) {
                throw new BundleException(
                        "it is no OSGi bundle: its manifest has no Bundle-SymbolicName");
            }
            if (bringsTheApi(fresh)) {
                throw new BundleException(
                        "it brings a copy of "
                                + Remedy.API
                                + ", so that the hub does not know its services: build it with the"
                                + " API as 'provided', and import its packages");
            }
            fresh.adapt(BundleStartLevel.class).setStartLevel(START_LEVEL);
            fresh.start(Bundle.START_TRANSIENT);
        }
    }

    private static boolean bringsTheApi(Bundle fresh) {
        String imports = String.valueOf(fresh.getHeaders("").get("Import-Package"));
        return fresh.findEntries(Remedy.API.replace('.', '/'), "*.class", false) != null
                && !OWN_IMPORT.matcher(imports).find();
    }

    private void uninstall() throws BundleException {
        Bundle old = bundle;
        if (old != null) {
            old.uninstall();
            bundle = null;
            blocked.clear();
        }
    }
}
