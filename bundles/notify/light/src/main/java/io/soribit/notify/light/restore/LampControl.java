// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import io.soribit.api.Urgency;
import io.soribit.notify.light.lamp.Frame;
import io.soribit.notify.light.lamp.Lamp;
import io.soribit.notify.light.lamp.LampProtocol;
import io.soribit.notify.light.lamp.LampState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One lamp: its state before, what it shows, and its restoration. From its first frame until it
 * confirms that its state is restored, the journal has that state. Used on the timer only.
 */
public final class LampControl {
    /** After so long it is not waited for any more. */
    private static final Duration ANSWER = Duration.ofMillis(200);

    private static final Duration INQUIRE_PAUSE = Duration.ofSeconds(10);

    /** Another hub that flashes the lamp stops within this time. */
    private static final Duration HANDOVER = Duration.ofSeconds(1);

    private final Lamp lamp;
    private final LampLink link;
    private final StateBefore account;
    private final StateRestorer restorer;
    private final FrameGate gate;
    private final Suspicion suspicion = new Suspicion();
    private final LampHealth health = new LampHealth();
    private @Nullable Frame shown;
    private @Nullable Frame previous;
    private Duration firstShown = StateRestorer.NEVER;
    private Duration readyAt = StateRestorer.NEVER;
    private Duration keptUntil = StateRestorer.NEVER;
    private Duration inquireAgain = StateRestorer.NEVER;
    private Duration takenUntil = StateRestorer.NEVER;
    private List<LampControl> members = List.of();
    private @Nullable LampControl leader;
    private boolean asked;

    /**
     * Takes care of a lamp, from where the journal says that it was left.
     *
     * @param clock monotonic time
     */
    public LampControl(
            Lamp lamp,
            LampProtocol protocol,
            MessageBus bus,
            LampJournal journal,
            LampLeases leases,
            Supplier<Duration> clock) {
        this.lamp = lamp;
        link = new LampLink(lamp.id(), protocol, bus);
        account = new StateBefore(protocol.key(), journal, leases);
        gate = new FrameGate(clock);
        restorer = new StateRestorer(lamp.id(), link, account, gate);
    }

    /** It is a group: it flashes as a whole, and each of these is restored to its own state. */
    public void lead(List<LampControl> lamps) {
        if (shown == null) {
            members = List.copyOf(lamps);
        }
    }

    /** The group with which it flashes, or itself. */
    public LampControl leader() {
        return leader == null ? this : leader;
    }

    public Lamp lamp() {
        return lamp;
    }

    public LampProtocol protocol() {
        return link.protocol();
    }

    /** Asks for the state, unless it is the hub's own doing at present. */
    public void ask(Duration now) {
        members.forEach(member -> member.ask(now));
        if (!members.isEmpty() || isBusy() || !link.connected()) {
            return;
        }
        asked = true;
        readyAt = now.plus(ANSWER);
        if (!account.isRestorePending() && link.keep()) {
            account.is(LampState.kept(account.state()));
            keptUntil = now.plus(StateRestorer.ECHO);
        }
        link.ask();
    }

    /** It was found, or is back: asks for its state before there is an alert. */
    public void inquire(Duration now) {
        if (!isBusy() && link.connected() && now.compareTo(inquireAgain) >= 0) {
            inquireAgain = now.plus(INQUIRE_PAUSE);
            link.ask();
        }
    }

    public LampHealth health() {
        return health;
    }

    public boolean awaitsAnswer() {
        return asked || members.stream().anyMatch(LampControl::awaitsAnswer);
    }

    /** Whether nothing is gained by waiting before it flashes. */
    public boolean isReady(Duration now) {
        return members.stream().allMatch(member -> member.isReady(now))
                && (!asked || now.compareTo(readyAt) >= 0);
    }

    /**
     * Takes a report of the lamp. True: a person has changed the lamp while it flashed.
     *
     * @throws IOException if it is malformed
     */
    public boolean heard(String topic, byte[] payload, Duration now) throws IOException {
        if (payload.length == 0) {
            return false; // a retained message was taken away
        }
        @Nullable JsonNode message = protocol().read(topic, payload);
        if (message == null || !LampState.isState(message)) {
            return false;
        }
        health.spoke(now);
        LampState reported = new LampState(message);
        if (!members.isEmpty()) {
            return false;
        }
        boolean confirmed = gate.confirm(message);
        if (account.isShared() && (shown == null || account.isFlashedElsewhere())) {
            heardOfOther(reported);
            return false;
        }
        if (!confirmed && shown == null) {
            gate.contradict();
        }
        if (shown != null) {
            return heardFlashing(message, reported, confirmed, now);
        }
        if (restorer.hasBegun()) {
            heardRestoring(message, reported, confirmed);
            return false;
        }
        if (account.isRestorePending()) {
            answered();
            restorer.reported(message, reported, now);
        } else if (!restorer.isRecent(now) || !account.isAftermath(message, reported)) {
            if (now.compareTo(keptUntil) >= 0) {
                account.is(reported);
            }
            answered();
        }
        return false;
    }

    /** What another hub shows is not the lamp's own state. */
    private void heardOfOther(LampState reported) {
        answered();
        if (!account.isRestorePending()) {
            account.adoptOther();
        } else if (shown == null && !account.isRestoredElsewhere()) {
            @Nullable LampState state = account.state();
            if (state != null && state.isReachedBy(reported)) {
                restorer.settled();
            }
        }
    }

    private void answered() {
        asked = false;
        link.answered();
    }

    private boolean heardFlashing(
            JsonNode message, LampState reported, boolean confirmed, Duration now) {
        if (confirmed || EchoMatcher.of(shownColour(), message)) {
            suspicion.drop();
            return false;
        }
        boolean ours = account.pendingRestore().shows(message);
        boolean pending = !gate.isOpen(reports());
        gate.contradict();
        if (isFormerState(message, reported, now) || (ours && (pending || !canAsk()))) {
            return false;
        }
        boolean certain =
                !ours && reportsColour(message) && !isFade(message, pending || isEarly(now));
        if (canAsk() && !certain && !suspicion.confirmedBy(now)) {
            return false;
        }
        suspicion.drop();
        link.answered();
        personWants(message, reported);
        return true;
    }

    private String shownColour() {
        return shown == null ? "" : shown.colour();
    }

    /** Whether this is what the lamp was like before the flashes: an answer or report come late. */
    private boolean isFormerState(JsonNode message, LampState reported, Duration now) {
        @Nullable LampState state = account.state();
        if (state == null) {
            if (link.isUnanswered() && !account.pendingRestore().shows(message)) {
                link.answered();
                account.is(reported);
                return true;
            }
            return false;
        }
        boolean awaited = link.isUnanswered() || isEarly(now);
        if (awaited && state.isKept()) {
            return true;
        }
        if (awaited && state.isReachedBy(reported) && !suspicion.isOpen()) {
            if (link.isUnanswered()) {
                account.is(reported);
            }
            link.answered();
            return true;
        }
        return false;
    }

    private boolean isEarly(Duration now) {
        return now.compareTo(firstShown.plus(StateRestorer.ECHO)) < 0;
    }

    /** A fade changes the brightness alone; a colour that the hub has not sent is a person's. */
    private boolean reportsColour(JsonNode message) {
        return protocol().ability() == LampProtocol.Ability.COLOUR
                && message.path("state").asText().equalsIgnoreCase("ON")
                && (message.path("color").isObject() || message.has("color_temp"));
    }

    /** Whether it may be changing from its former light to a frame. */
    private boolean isFade(JsonNode message, boolean changing) {
        @Nullable LampState state = account.state();
        if (!changing || state == null) {
            return false;
        }
        ObjectNode former = new LampState(message).toJson();
        return state.toJson().without("brightness").equals(former.without("brightness"));
    }

    private boolean canAsk() {
        return !protocol().question().isEmpty();
    }

    private boolean reports() {
        return protocol().reports() && health.hasSpoken();
    }

    private void heardRestoring(JsonNode message, LampState reported, boolean confirmed) {
        if (confirmed || account.isAftermath(message, reported)) {
            return;
        }
        link.answered();
        personWants(message, reported);
        restorer.cancel();
        restorer.settled();
    }

    private void personWants(JsonNode message, LampState reported) {
        @Nullable LampState state = account.state();
        boolean inOldLight =
                state != null && !reported.isOn() && account.pendingRestore().isLeftIn(message);
        account.is(inOldLight && state != null ? state.off() : reported);
    }

    /** Whether it flashes or is being restored. */
    public boolean isBusy() {
        return shown != null || restorer.isAhead();
    }

    /** Whether it has not confirmed yet that its state is restored. */
    public boolean isRestorePending() {
        return account.isRestorePending();
    }

    /** Whether it was sent its state just now, and should confirm soon. */
    public boolean maySettleSoon(Duration now) {
        return account.isRestorePending() && account.isSent() && restorer.isRecent(now);
    }

    /** Before frames of a pattern are shown: records what has to be restored after them. */
    public void prepare(List<Frame> frames, Urgency urgency, Duration now) {
        for (LampControl member : members) {
            member.leader = this;
            member.prepare(frames, urgency, now);
        }
        if (!members.isEmpty()) {
            return;
        }
        if (shown == null) {
            firstShown = now;
        }
        if (account.isFlashedElsewhere()) {
            takenUntil = now.plus(HANDOVER);
        }
        restorer.forget();
        account.begin(frames, urgency);
    }

    /**
     * Shows a frame; true if that may light it. It is left out without a connection, and while the
     * last one is not confirmed: late flashes would come all at once.
     *
     * @param mayLight whether lamps may turn on at this tick
     */
    public boolean show(Frame frame, boolean mayLight, Duration now) {
        asked = false;
        if (leader != null || !link.connected()) {
            return false;
        }
        List<LampControl> lamps = members.isEmpty() ? List.of(this) : members;
        boolean free = true;
        for (LampControl one : lamps) {
            one.restorer.cancel();
            free &= one.isFree(now);
        }
        if (!free || lamps.stream().allMatch(one -> frame.equals(one.shown))) {
            return false;
        }
        boolean dark = lamps.stream().anyMatch(one -> one.mayBeDark());
        boolean lights =
                !frame.isDark() && (dark || !lamps.stream().allMatch(LampControl::reports));
        if (lights && !(mayLight && lamps.stream().allMatch(one -> one.gate.mayLight()))) {
            return false;
        }
        CompletionStage<?> receipt = link.flash(frame, wasOn());
        lamps.forEach(one -> one.sent(frame, lights, receipt));
        shown = frame;
        return lights && dark;
    }

    private boolean mayBeDark() {
        return shown == null || shown.isDark() || gate.isLost();
    }

    private boolean wasOn() {
        @Nullable LampState before = account.state();
        return before != null && before.isOn();
    }

    private void sent(Frame frame, boolean lights, CompletionStage<?> receipt) {
        previous = shown;
        shown = frame;
        gate.sent(lights, report -> EchoMatcher.of(frame.colour(), report), receipt);
    }

    /** Whether a message may be sent; asks a lamp that should have reported something. */
    private boolean isFree(Duration now) {
        if (gate.takeDropped()) {
            shown = previous;
        }
        boolean open = gate.isOpen(reports());
        if (link.connected()
                && (suspicion.takeQuestion(now) || (!open && reports() && gate.takeQuestion()))) {
            var unused = link.question();
        }
        boolean taken = account.isTaken() || now.compareTo(takenUntil) < 0;
        return open && !suspicion.isOpen() && !(taken && account.isRestorePending());
    }

    /** Begins or continues to restore it; true if the lamp may turn on now. */
    public boolean restore(Duration now) {
        if (!members.isEmpty()) {
            release();
            return false;
        }
        if (leader != null) {
            return false;
        }
        if (shown != null) {
            account.restoring();
        }
        if (account.isShared() && account.isRestoredElsewhere()) {
            return false;
        }
        if (isBusy() && !mayRestore(now)) {
            return false;
        }
        if (shown != null || restorer.isDue()) {
            beginRestoring();
        }
        return restorer.further(now);
    }

    private void release() {
        shown = null;
        members.forEach(member -> member.leader = null);
    }

    private boolean mayRestore(Duration now) {
        return (isFree(now) || gate.isOverdue()) && !suspicion.isOpen() && gate.mayLight();
    }

    private void beginRestoring() {
        shown = null;
        previous = null;
        suspicion.drop();
        restorer.begin();
    }

    /** Sends the next restoring message, if one is left. */
    public void restoreFurther(Duration now) {
        if (restorer.hasBegun() && (isFree(now) || gate.isOverdue())) {
            restorer.further(now);
        }
    }

    /** Gives the state back at once. */
    public void restoreAll(Duration now) {
        if (!members.isEmpty()) {
            release();
            return;
        }
        leader = null;
        account.restoring();
        if (shown != null || restorer.isDue()) {
            beginRestoring();
        }
        while (restorer.hasBegun()) {
            restorer.further(now);
        }
    }

    /** Looks after a lamp that has not its state back; to be called now and then. */
    public void care(Duration now) {
        if (isRestorePending() && !isBusy()) {
            restorer.care(now);
        }
    }
}
