// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import com.fasterxml.jackson.databind.JsonNode;
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
 * One lamp: its state before, what it shows, and the way back. From its first frame until it tells
 * that it has its state back the lamp is owed that state, and the journal says so. Used on the
 * timer only.
 */
public final class LampControl {
    /** After so long it is not waited for any more. */
    private static final Duration ANSWER = Duration.ofMillis(200);

    private static final Duration INQUIRE_PAUSE = Duration.ofSeconds(10);

    /** Another hub that flashes the lamp stops within this time. */
    private static final Duration HANDOVER = Duration.ofSeconds(1);

    private final Lamp lamp;
    private final LampLink link;
    private final LampAccount account;
    private final StateRestorer way;
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
        account = new LampAccount(protocol.key(), journal, leases);
        gate = new FrameGate(clock);
        way = new StateRestorer(lamp.id(), link, account, gate);
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
        if (!account.isOwed() && link.keep()) {
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
     * Takes what the lamp tells. True: a person wants the lamp otherwise than it is shown now.
     *
     * @throws IOException if it is nonsense
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
        LampState told = new LampState(message);
        if (!members.isEmpty()) {
            return false;
        }
        boolean confirmed = gate.confirm(message);
        if (account.isShared() && (shown == null || account.isFlashedElsewhere())) {
            heardOfOther(told);
            return false;
        }
        if (!confirmed && shown == null) {
            gate.contradict();
        }
        if (shown != null) {
            return heardFlashing(message, told, confirmed, now);
        }
        if (way.hasBegun()) {
            heardRestoring(message, told, confirmed);
            return false;
        }
        if (account.isOwed()) {
            answered();
            way.told(message, told, now);
        } else if (!way.isRecent(now) || !account.isAftermath(message, told)) {
            if (now.compareTo(keptUntil) >= 0) {
                account.is(told);
            }
            answered();
        }
        return false;
    }

    /** What another hub shows is not the lamp's own state. */
    private void heardOfOther(LampState told) {
        answered();
        if (!account.isOwed()) {
            account.adoptOther();
        } else if (shown == null && !account.isRestoredElsewhere()) {
            @Nullable LampState state = account.state();
            if (state != null && state.isReachedBy(told)) {
                way.settled();
            }
        }
    }

    private void answered() {
        asked = false;
        link.answered();
    }

    private boolean heardFlashing(
            JsonNode message, LampState told, boolean confirmed, Duration now) {
        if (confirmed || EchoMatcher.of(shownColour(), message)) {
            suspicion.drop();
            return false;
        }
        boolean ours = account.debt().shows(message);
        boolean pending = !gate.isOpen(reports());
        gate.contradict();
        if (isFormerState(message, told, now) || (ours && (pending || !canAsk()))) {
            return false;
        }
        boolean certain = !ours && !pending && tellsColour(message) && !isEarly(now);
        if (canAsk() && !certain && !suspicion.confirmedBy(told, now)) {
            return false;
        }
        suspicion.drop();
        link.answered();
        personWants(message, told);
        return true;
    }

    private String shownColour() {
        return shown == null ? "" : shown.colour();
    }

    /** Whether this is what the lamp was like before the flashes: an answer or report come late. */
    private boolean isFormerState(JsonNode message, LampState told, Duration now) {
        @Nullable LampState state = account.state();
        if (state == null) {
            if (link.isUnanswered() && !account.debt().shows(message)) {
                link.answered();
                account.is(told);
                return true;
            }
            return false;
        }
        boolean awaited = link.isUnanswered() || isEarly(now);
        if (awaited && state.isKept()) {
            return true;
        }
        if (awaited && state.isReachedBy(told) && !suspicion.isOpen()) {
            link.answered();
            return true;
        }
        return false;
    }

    private boolean isEarly(Duration now) {
        return now.compareTo(firstShown.plus(StateRestorer.ECHO)) < 0;
    }

    /** A fade changes the brightness alone; a colour that the hub has not sent is a person's. */
    private boolean tellsColour(JsonNode message) {
        return protocol().ability() == LampProtocol.Ability.COLOUR
                && message.path("state").asText().equalsIgnoreCase("ON")
                && (message.path("color").isObject() || message.has("color_temp"));
    }

    private boolean canAsk() {
        return !protocol().question().isEmpty();
    }

    private boolean reports() {
        return protocol().reports() && health.hasSpoken();
    }

    private void heardRestoring(JsonNode message, LampState told, boolean confirmed) {
        if (confirmed || account.isAftermath(message, told)) {
            return;
        }
        link.answered();
        personWants(message, told);
        way.cancel();
        way.settled();
    }

    private void personWants(JsonNode message, LampState told) {
        @Nullable LampState state = account.state();
        boolean inOldLight = state != null && !told.isOn() && account.debt().isLeftIn(message);
        account.is(inOldLight && state != null ? state.off() : told);
    }

    /** Whether it flashes or is on its way back. */
    public boolean isBusy() {
        return shown != null || way.isAhead();
    }

    /** Whether it has not told yet that it has its state back. */
    public boolean isOwed() {
        return account.isOwed();
    }

    /** Whether it was sent its state just now, and should tell soon. */
    public boolean maySettleSoon(Duration now) {
        return account.isOwed() && account.isSent() && way.isRecent(now);
    }

    /** Before frames of a pattern are shown: notes what has to be given back after them. */
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
        way.forget();
        account.borrow(frames, urgency);
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
            one.way.cancel();
            free &= one.isFree(now);
        }
        if (!free || lamps.stream().allMatch(one -> frame.equals(one.shown))) {
            return false;
        }
        boolean dark = lamps.stream().anyMatch(one -> one.shown == null || one.shown.isDark());
        boolean lights = !frame.isDark() && (dark || !lamps.stream().allMatch(LampControl::reports));
        if (lights && !(mayLight && lamps.stream().allMatch(one -> one.gate.mayLight()))) {
            return false;
        }
        CompletionStage<?> receipt = link.flash(frame, wasOn());
        lamps.forEach(one -> one.sent(frame, lights, receipt));
        shown = frame;
        return lights && dark;
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
        return open && !suspicion.isOpen() && !(taken && account.isOwed());
    }

    /** Begins or continues the way back; true if the lamp may turn on now. */
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
        if (shown != null || way.isDue()) {
            beginRestoring();
        }
        return way.further(now);
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
        way.begin();
    }

    /** Takes the next step of the way back, if one is left. */
    public void restoreFurther(Duration now) {
        if (way.hasBegun() && (isFree(now) || gate.isOverdue())) {
            way.further(now);
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
        if (shown != null || way.isDue()) {
            beginRestoring();
        }
        while (way.hasBegun()) {
            way.further(now);
        }
    }

    /** Looks after a lamp that has not its state back; to be called now and then. */
    public void care(Duration now) {
        if (isOwed() && !isBusy()) {
            way.care(now);
        }
    }
}
