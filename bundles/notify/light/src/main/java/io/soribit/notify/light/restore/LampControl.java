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
 * One lamp: its state before, what it shows, and its restoration. From its first frame until it
 * confirms that its state is restored, the journal has that state. Used on the timer only.
 */
public final class LampControl {
    /** After so long it is not waited for any more. */
    private static final Duration ANSWER = Duration.ofMillis(200);

    private static final Duration INQUIRE_PAUSE = Duration.ofSeconds(10);

    private final Lamp lamp;
    private final LampLink link;
    private final StateBefore account;
    private final StateRestorer restorer;
    private final ShownFrames frames;
    private final FrameGate gate;
    private final LampHealth health = new LampHealth();
    private Duration readyAt = StateRestorer.NEVER;
    private Duration keptUntil = StateRestorer.NEVER;
    private Duration inquireAgain = StateRestorer.NEVER;
    private List<LampControl> members = List.of();
    private @Nullable LampControl leader;

    /** Of a group. */
    private boolean flashes;

    private boolean asked;
    private boolean showsFrame;

    /** Whether this hub could change it when that was looked at last. */
    private boolean owned;

    /** Whether frames are about to be shown: a report settles nothing. */
    private boolean prepared;

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
        frames = new ShownFrames(link, account, health, clock);
        gate = frames.gate();
        restorer = new StateRestorer(lamp.id(), link, account, gate, clock);
    }

    /** It is a group: it flashes as a whole, and each of these is restored to its own state. */
    public void lead(List<LampControl> lamps) {
        if (!flashes) {
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
        if (!account.isRestorePending() && !account.isOther() && link.keep()) {
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

    /** Whether its last report showed a frame that it was sent and that is not dark. */
    public boolean showsFrame() {
        return showsFrame;
    }

    public LampHealth health() {
        return health;
    }

    public boolean awaitsAnswer() {
        return asked || members.stream().anyMatch(LampControl::awaitsAnswer);
    }

    /** Whether it may flash: nothing is gained by waiting, and no other hub has it. */
    public boolean isReady(Duration now) {
        return members.stream().allMatch(member -> member.isReady(now))
                && (!asked || now.compareTo(readyAt) >= 0)
                && isOwn();
    }

    private boolean isOwn() {
        return members.isEmpty() ? account.isOwn() : members.stream().allMatch(LampControl::isOwn);
    }

    /** An alert is to be shown: no other hub does so at the same time. */
    public void claim(Urgency urgency) {
        for (LampControl member : members) {
            member.leader = this;
            member.account.want(urgency);
        }
        if (members.isEmpty() && leader == null) {
            account.want(urgency);
        }
    }

    /** Keeps the lamp for this hub while it is used, then leaves it; to be called often. */
    public void keepLease(Duration now) {
        boolean own = account.isOwn();
        if (own && !owned) {
            gained();
        }
        owned = own;
        boolean idle = !account.isWanted() && !isRestorePending();
        if (!account.isHeld()) {
            if (!idle) {
                account.hold();
            }
            return;
        }
        if ((idle || !own) && !gate.isEmpty()) {
            var unused = frames.mayGoOn(now);
        }
        boolean used = account.isWanted() || isBusy() || !gate.isEmpty();
        boolean outranked = (own || !used) && account.isOutranked(leader().isOwn());
        if ((idle || outranked || (used && account.isLapsed()))
                && gate.isQuiet(frames.areReported())) {
            leave(idle);
        } else if (used) {
            account.refresh();
        }
    }

    private void gained() {
        account.adoptOther();
        if (account.wasOther()) {
            gate.takenOver();
        }
    }

    private void leave(boolean forGood) {
        owned = false;
        frames.interrupt();
        restorer.cancel();
        if (forGood) {
            account.release();
        } else {
            account.passOn();
        }
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
        if (message != null) {
            health.reported(message);
        }
        if (message == null || !LampState.isState(message)) {
            return false;
        }
        health.spoke(now);
        LampState reported = new LampState(message);
        if (!members.isEmpty()) {
            return false;
        }
        boolean confirmed = gate.confirm(message, frames.areReported());
        showsFrame = confirmed && frames.isLit();
        if (account.isOther() || (account.wasOther() && !isRestorePending())) {
            answered();
            account.adoptOther();
            return false;
        }
        if (frames.any()) {
            return frames.heard(message, reported, confirmed, now);
        }
        if (restorer.hasBegun()) {
            heardRestoring(message, reported, confirmed, now);
        } else if (account.isRestorePending() && !prepared) {
            answered();
            if (gate.isTrusted(frames.areReported())) {
                restorer.reported(message, reported, now);
            }
        } else if (isItsOwn(message, reported, now)) {
            boolean known = !account.isRestorePending() || restorer.isConfirmed(reported);
            if (known && now.compareTo(keptUntil) >= 0) {
                account.is(reported);
            }
            answered();
        }
        return false;
    }

    /**
     * Whether a report of a lamp that is not in use shows its own state, not an alert come late.
     */
    private boolean isItsOwn(JsonNode message, LampState reported, Duration now) {
        return !account.isAftermath(message, reported)
                || (!prepared && gate.isTrusted(frames.areReported()) && !restorer.isRecent(now));
    }

    private void answered() {
        asked = false;
        link.answered();
    }

    private void heardRestoring(
            JsonNode message, LampState reported, boolean confirmed, Duration now) {
        boolean explained =
                confirmed || account.isAftermath(message, reported) || restorer.isFading(reported);
        if (explained || !frames.isNetworkFast(now)) {
            return;
        }
        link.answered();
        account.adopt(message, reported);
        restorer.cancel();
        restorer.settled();
    }

    /** Whether it flashes or is being restored. */
    public boolean isBusy() {
        return flashes || frames.any() || restorer.isAhead();
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
    public void prepare(List<Frame> pattern, Urgency urgency, Duration now) {
        for (LampControl member : members) {
            member.leader = this;
            member.prepare(pattern, urgency, now);
        }
        if (!members.isEmpty()) {
            return;
        }
        frames.begin(now);
        prepared = true;
        restorer.forget();
        account.begin(pattern, urgency, gate.isDrained(now));
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
        if (!free || lamps.stream().allMatch(one -> one.frames.isLast(frame))) {
            return false;
        }
        boolean dark = lamps.stream().anyMatch(one -> one.frames.mayBeDark());
        boolean lights =
                !frame.isDark()
                        && (dark || !lamps.stream().allMatch(one -> one.frames.areKnown(now)));
        if (lights && !(mayLight && lamps.stream().allMatch(one -> one.gate.mayLight()))) {
            return false;
        }
        boolean marked = protocol().reportsBrightness() && !frame.isDark();
        int number = lamps.stream().mapToInt(one -> one.account.frames()).max().orElse(0);
        FrameMark mark = marked ? FrameMark.of(number) : FrameMark.NONE;
        CompletionStage<?> receipt = link.flash(frame, mark, wasOn());
        for (LampControl one : lamps) {
            one.account.shown(marked ? number + 1 : number);
            one.frames.sent(frame, mark, lights, receipt);
        }
        flashes = !members.isEmpty();
        return lights && dark;
    }

    private boolean wasOn() {
        @Nullable LampState before = account.state();
        return before != null && before.isOn();
    }

    /** Whether a message may be sent. */
    private boolean isFree(Duration now) {
        boolean free = frames.mayGoOn(now);
        return free && account.isOwn() && !account.isOutranked(leader().isOwn());
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
        prepared = false;
        account.unwant();
        if (!account.isOwn()) {
            return false;
        }
        if (isBusy() && !mayRestore(now)) {
            return false;
        }
        if (frames.any() || restorer.isDue()) {
            beginRestoring();
        }
        return restorer.further(now);
    }

    private void release() {
        flashes = false;
        members.forEach(member -> member.leader = null);
    }

    private boolean mayRestore(Duration now) {
        return isFree(now) && gate.isEmpty() && gate.mayLight();
    }

    private void beginRestoring() {
        frames.end();
        restorer.begin();
    }

    /** Sends the next restoring message, if one is left. */
    public void restoreFurther(Duration now) {
        if (restorer.hasBegun() && isFree(now) && gate.isEmpty()) {
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
        prepared = false;
        account.unwant();
        if (account.isOther()) {
            return; // that hub restores it
        }
        if (frames.any() || restorer.isDue()) {
            beginRestoring();
        }
        while (restorer.hasBegun()) {
            restorer.further(now);
        }
    }

    /** Whether {@link #care} has something to do. */
    public boolean needsCare() {
        return isRestorePending() || account.isHeld() || gate.isUnverified() || !gate.isEmpty();
    }

    /**
     * Looks after a lamp until it has its state back and that was seen; to be called now and then.
     */
    public void care(Duration now) {
        keepLease(now);
        if (isBusy()) {
            return;
        }
        var unused = gate.isOpen(frames.areReported());
        if (isRestorePending()) {
            restorer.care(now);
        } else if (link.connected() && gate.takeVerification(frames.areReported())) {
            link.ask();
        }
    }
}
