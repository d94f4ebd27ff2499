// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.AudioSource;
import io.soribit.api.Phase;
import io.soribit.api.hub.SourceStatus;
import io.soribit.testkit.Await;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.test.common.annotation.InjectBundleContext;

/** Parts of the hub come and go while audio flows from two rooms, and nobody notices. */
class HotSwapTest {
    private static final String ACTIVE_MODEL = "the active model";
    private static final int WINDOWS_BETWEEN = 3;
    private static final int ATTEMPTS = 3;

    @InjectBundleContext BundleContext context;
    @TempDir Path folder;
    private Hub hub;

    @BeforeEach
    void warmUp() throws Exception {
        hub = new Hub(context).ready();
        try (Flow flow = new Flow("warm", false)) {
            flow.heard(WINDOWS_BETWEEN);
            flow.end();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.soribit.source.file",
                "io.soribit.dsp.mel",
                "io.soribit.dsp.cadence",
                ACTIVE_MODEL,
                "io.soribit.alert",
                "io.soribit.notify.light",
                "io.soribit.notify.display",
                "io.soribit.notify.mqtt",
                "io.soribit.web"
            })
    void isStoppedUpdatedAndReplacedWhileAudioFlows(String name) throws Exception {
        Bundle first =
                name.equals(ACTIVE_MODEL) ? hub.activeModel() : new Part(context, name).bundle();
        String model = hub.hearing().model();
        Census before = Census.take(context);
        List<WeakReference<ClassLoader>> old = new ArrayList<>();

        try (Heard heard = new Heard(context);
                Settings settings = new Settings(context);
                Flow study = new Flow("study", false)) {
            loop(settings);
            Part part = new Part(context, first.getSymbolicName());
            int attempt = 1;
            while (!swapped(part, old, study, heard, attempt)) {
                attempt++;
            }
            study.end();
            study.assertNothingLost(heard);
            hub.ready();
            Await.until(
                    () -> model + " is active again: " + hub.hearing().modelReason(),
                    () -> model.equals(hub.hearing().model()));
        }

        before.assertSame();
        assertUnloaded(name, old);
    }

    /**
     * Stops, updates and replaces a part beside live audio, of which nothing may be lost.
     *
     * @return false if the machine did not keep pace with the live audio: to be tried again
     */
    private boolean swapped(
            Part part, List<WeakReference<ClassLoader>> old, Flow study, Heard heard, int attempt)
            throws Exception {
        awaitPace();
        try (Flow hall = new Flow("hall" + attempt, true)) {
            between(study, hall);
            part.stop();
            part.start();
            between(study, hall);
            old.add(part.update());
            between(study, hall);
            old.add(part.replace());
            between(study, hall);
            assertPublished();
            hall.end();
            if (attempt < ATTEMPTS && hall.wasOverloaded()) {
                return false;
            }
            hall.assertNothingLost(heard);
            return true;
        }
    }

    /** Waits until live audio is scored window by window again, as after an overload it is not. */
    private void awaitPace() {
        try (Flow live = new Flow("pace", true)) {
            Await.until(
                    () -> "each window of " + hub.source(live.source.id()) + " is scored",
                    Duration.ofMinutes(5),
                    () ->
                            hub.source(live.source.id())
                                    .filter(status -> status.windows().hop() == 1)
                                    .isPresent());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.soribit.engine", "io.soribit.broker", "io.soribit.config"})
    void leavesNothingBehindWhenItIsStoppedUpdatedAndReplaced(String name) throws Exception {
        Census before = Census.take(context);
        Part part = new Part(context, name);

        part.stop();
        part.start();
        hub.ready();
        List<WeakReference<ClassLoader>> old = List.of(part.update(), part.replace());
        warmUp();

        before.assertSame();
        assertUnloaded(name, old);
    }

    @Test
    void anotherModelIsHeardFromTheNextWindowOn() throws Exception {
        try (Heard heard = new Heard(context);
                Settings settings = new Settings(context);
                Flow study = new Flow("study", false)) {
            String before = hub.hearing().model();
            for (String id : hub.hearing().models()) {
                between(study);
                settings.set("io.soribit.engine", Map.of("model", id));
                Await.until(
                        () -> id + " is active: " + hub.hearing().modelReason(),
                        () -> id.equals(hub.hearing().model()));
            }
            between(study);
            study.end();
            study.assertNothingLost(heard);
            assertThat(hub.hearing().models()).contains(before).hasSizeGreaterThan(4);
        }
    }

    @Test
    void memoryStaysAsItIsHoweverOftenTheModelIsReplaced() throws Exception {
        try (Flow study = new Flow("study", false)) {
            Part part = new Part(context, hub.activeModel().getSymbolicName());
            String model = hub.hearing().model();
            NativeMemory memory = new NativeMemory(context);
            for (int i = 0; i < 20; i++) {
                replace(part, model, study);
            }
            long objects = memory.objects();
            long bytes = memory.bytes();
            long resident = NativeMemory.resident();
            for (int i = 0; i < 30; i++) {
                replace(part, model, study);
            }
            Await.until(
                    () -> objects + " native objects, are " + memory.objects(),
                    () -> memory.objects() <= objects && memory.bytes() <= bytes);
            assertThat((double) NativeMemory.resident() / resident)
                    .as("resident memory after 30 models, to that before")
                    .isLessThan(1.1);
            study.end();
        }
    }

    /** The next doorbell reaches the lamp, the display and the topics. */
    private void assertPublished() throws Exception {
        hub.ready();
        try (Inbox inbox =
                new Inbox(
                        hub.broker(),
                        "zigbee2mqtt/soribit-lamp/set",
                        "soribit/hub/display",
                        "soribit/hub/study/sound")) {
            inbox.await("zigbee2mqtt/soribit-lamp/set", text -> text.contains("#00C853"));
            inbox.await("soribit/hub/display", text -> text.contains("Doorbell"));
            inbox.await("soribit/hub/study/sound", text -> text.contains("\"doorbell\""));
        }
    }

    private static void assertUnloaded(String name, List<WeakReference<ClassLoader>> old) {
        Await.until(
                () -> name + ": its old classes are unloaded",
                () -> {
                    System.gc();
                    return old.stream().allMatch(classes -> classes.get() == null);
                });
    }

    private void replace(Part part, String model, Flow flow) throws Exception {
        part.replace();
        Await.until(
                () -> model + " is active: " + hub.hearing().modelReason(),
                () -> model.equals(hub.hearing().model()));
        flow.heard(1);
    }

    /** A recording that plays all the time, so that the bundle of its source has work to do. */
    private void loop(Settings settings) throws Exception {
        Path wav = Recording.wav(folder.resolve("quiet.wav"), Synthesis.quiet(3));
        settings.add(
                "io.soribit.source.file",
                "loop",
                Map.of("id", "loop", "room", "attic", "path", wav.toString(), "loop", true));
        Await.until("a window of the recording", () -> hub.scored("loop") > 0);
    }

    private static void between(Flow... flows) {
        for (Flow flow : flows) {
            flow.heard(WINDOWS_BETWEEN);
        }
    }

    /** A source that the hub hears. */
    private final class Flow implements AutoCloseable {
        private final DoorbellSource source;
        private final ServiceRegistration<AudioSource> registration;

        Flow(String room, boolean live) {
            source = new DoorbellSource(room, live);
            registration = context.registerService(AudioSource.class, source, null);
        }

        /** Waits until some more windows are scored. */
        void heard(int windows) {
            long target = hub.scored(source.id()) + windows;
            Await.until(
                    () -> target + " windows of " + hub.source(source.id()),
                    () -> hub.scored(source.id()) >= target);
        }

        void end() {
            source.end();
            hub.awaitEnd(source.id());
        }

        /** Whether it lost windows of which the hub says that it came to them too late. */
        boolean wasOverloaded() {
            SourceStatus.Windows windows = hub.source(source.id()).orElseThrow().windows();
            boolean passedOver = windows.scored() != hub.windows(source.position());
            return windows.dropped() > 0 || windows.hop() > 1 || (windows.late() > 0 && passedOver);
        }

        void assertNothingLost(Heard heard) {
            SourceStatus.Windows windows = hub.source(source.id()).orElseThrow().windows();
            assertThat(windows.dropped()).as("windows dropped of %s", source.id()).isZero();
            assertThat(windows.hop()).as("no window of %s passed over", source.id()).isEqualTo(1);
            assertThat(windows.scored())
                    .as("windows scored of %d samples of %s", source.position(), source.id())
                    .isEqualTo(hub.windows(source.position()));
            String room = source.room();
            Await.until(
                    () -> "the end of each doorbell in " + heard.events(),
                    () ->
                            heard.count(room, "doorbell", Phase.END)
                                    == heard.count(room, "doorbell", Phase.START));
            assertThat(heard.count(room, "doorbell", Phase.START))
                    .as("doorbells heard in %s", room)
                    .isBetween(source.over(), source.begun());
        }

        @Override
        public void close() {
            registration.unregister();
        }
    }
}
