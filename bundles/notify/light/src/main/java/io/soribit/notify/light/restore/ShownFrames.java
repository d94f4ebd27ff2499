// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import com.fasterxml.jackson.databind.JsonNode;
import io.soribit.notify.light.lamp.Frame;
import io.soribit.notify.light.lamp.LampState;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The frames that one lamp shows, as far as its reports and the broker say. Timer only. */
final class ShownFrames {
    private final LampLink link;
    private final StateBefore account;
    private final LampHealth health;
    private final Supplier<Duration> clock;
    private final NetworkQuality network = new NetworkQuality();
    private final PersonDetector persons;
    private final FrameGate gate;
    private @Nullable Frame shown;
    private @Nullable Frame previous;

    /** Whether the lamp was let go meanwhile, so that it shows something else. */
    private boolean interrupted;

    ShownFrames(LampLink link, StateBefore account, LampHealth health, Supplier<Duration> clock) {
        this.link = link;
        this.account = account;
        this.health = health;
        this.clock = clock;
        persons = new PersonDetector(link, account, network);
        gate = new FrameGate(clock, network, link::connected);
    }

    /** What is in flight to the lamp. */
    FrameGate gate() {
        return gate;
    }

    boolean any() {
        return shown != null;
    }

    boolean isLit() {
        return shown != null && !shown.isDark();
    }

    boolean isLast(Frame frame) {
        return frame.equals(shown) && !interrupted;
    }

    /** Whether the lamp reports what it shows; one that never did is waited for only once. */
    boolean areReported() {
        return link.protocol().reports() && (health.hasSpoken() || !gate.hasUnconfirmed());
    }

    /** Frames of a pattern will be shown. */
    void begin(Duration now) {
        if (shown == null) {
            persons.begin(now);
            gate.beginFrames();
        }
    }

    /** The lamp may show something else by now. */
    void interrupt() {
        interrupted = true;
        persons.end();
    }

    /** No more frames are shown. */
    void end() {
        interrupted = false;
        shown = null;
        previous = null;
        persons.end();
    }

    boolean mayBeDark() {
        return shown == null || shown.isDark() || interrupted || gate.isLost();
    }

    /**
     * Whether the lamp is known to show what it was last sent. Reports of a slow network may have
     * overtaken each other, however long ago that was, until the lamp has been looked at again.
     */
    boolean areKnown(Duration now) {
        return areReported() && network.isFast(now) && !gate.isUnverified();
    }

    boolean isNetworkFast(Duration now) {
        return network.isFast(now);
    }

    void sent(Frame frame, FrameMark mark, boolean lights, CompletionStage<?> receipt) {
        previous = shown;
        shown = frame;
        interrupted = false;
        gate.sent(
                new SentMessage(
                        lights,
                        mark,
                        false,
                        report -> EchoMatcher.of(frame.colour(), report),
                        receipt,
                        clock));
    }

    /** Whether a message may be sent; asks a lamp that should have reported something. */
    boolean mayGoOn(Duration now) {
        boolean open = gate.isOpen(areReported());
        if (gate.takeDropped()) {
            shown = previous;
        }
        if (link.connected() && (persons.takeQuestion(now) || gate.takeQuestion())) {
            gate.asked(link.question());
        }
        return open && !persons.isAsking();
    }

    /** Takes a report while it flashes; true if a person has changed the lamp. */
    boolean heard(JsonNode message, LampState reported, boolean confirmed, Duration now) {
        if (confirmed || EchoMatcher.of(shown == null ? "" : shown.colour(), message)) {
            persons.explained(now);
            return false;
        }
        boolean interfered = interrupted || !account.isOwn();
        if (interfered && account.pendingRestore().shows(message)) {
            return false; // whichever frame was last
        }
        boolean waiting = !gate.isOpen(areReported());
        if (!persons.isPerson(message, reported, waiting, now)) {
            return false;
        }
        link.answered();
        account.adopt(message, reported);
        return true;
    }
}
