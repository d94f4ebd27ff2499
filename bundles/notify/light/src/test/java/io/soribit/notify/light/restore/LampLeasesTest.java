// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.MessageBus;
import io.soribit.api.Urgency;
import io.soribit.notify.light.ManualTimer;
import io.soribit.notify.light.VirtualHome;
import io.soribit.notify.light.lamp.LampState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of hubs that claim a lamp one has it at a time, in the order of the broker. */
class LampLeasesTest {
    private static final String LAMP = "zigbee2mqtt/hall";

    private final ManualTimer timer = new ManualTimer();
    private final VirtualHome home = new VirtualHome(timer);
    private final List<Runnable> late = new ArrayList<>();
    private final LampLeases upstairs = leases("upstairs");
    private final LampLeases downstairs = leases("downstairs");
    private boolean holdsBack;

    /** The connection of a hub; what upstairs publishes may be held back. */
    private class Bus implements MessageBus {
        private final String name;

        Bus(String name) {
            this.name = name;
        }

        @Override
        public boolean connected() {
            return true;
        }

        @Override
        public String address() {
            return name;
        }

        @Override
        public String root() {
            return "soribit/" + name;
        }

        @Override
        public void publish(String topic, byte[] payload, int qos, boolean retained) {
            if (holdsBack && name.equals("upstairs")) {
                late.add(() -> home.publish(topic, payload, qos, retained));
            } else {
                home.publish(topic, payload, qos, retained);
            }
        }

        @Override
        public Subscription subscribe(String filter, Handler handler) {
            return home.subscribe(filter, handler);
        }
    }

    /** Of a hub that may not read what it publishes, and has no receipts either. */
    private LampLeases unanswered() {
        return unanswered(CompletableFuture.failedFuture(new IOException("no receipts")));
    }

    /**
     * Of a hub that may not read what it publishes.
     *
     * @param receipt of the question whether it may
     */
    private LampLeases unanswered(CompletableFuture<@Nullable Void> receipt) {
        MessageBus deaf =
                new Bus("hub") {
                    @Override
                    public Subscription subscribe(String filter, Handler handler) {
                        return () -> {};
                    }

                    @Override
                    public CompletionStage<@Nullable Void> send(
                            String topic, byte[] payload, int qos) {
                        return receipt;
                    }
                };
        return new LampLeases(deaf, timer::soon, timer::now);
    }

    private LampLeases leases(String hub) {
        return new LampLeases(new Bus(hub), timer::soon, timer::now);
    }

    private static Lease lease(Urgency urgency, boolean flashing, @Nullable LampState state) {
        return new Lease(new PendingRestore(state, Set.of(), false), urgency, flashing, 0, "", 0);
    }

    private static Lease flashing(Urgency urgency) {
        return lease(urgency, true, null);
    }

    private void release() {
        holdsBack = false;
        late.forEach(Runnable::run);
        late.clear();
        timer.advance(0);
    }

    private void status(String text) {
        home.route("soribit/upstairs/status", text.getBytes(UTF_8), true);
        timer.advance(0);
    }

    @Test
    void aClaimCountsOnceTheBrokerHasSentItBack() {
        holdsBack = true;
        upstairs.hold(LAMP, flashing(Urgency.EMERGENCY));
        timer.advance(1_000);
        assertThat(upstairs.isOwn(LAMP)).isFalse();
        release();
        assertThat(upstairs.isOwn(LAMP)).isTrue();
    }

    @Test
    void theClaimThatTheBrokerHadFirstHasTheLamp() {
        holdsBack = true;
        upstairs.hold(LAMP, flashing(Urgency.URGENT));
        downstairs.hold(LAMP, flashing(Urgency.URGENT));
        timer.advance(0);
        release();
        assertThat(downstairs.isOwn(LAMP)).isTrue();
        assertThat(upstairs.isOwn(LAMP)).isFalse();
        assertThat(upstairs.isOther(LAMP)).isTrue();
        assertThat(downstairs.isOutranked(LAMP, true)).isFalse();
        downstairs.release(LAMP);
        timer.advance(0);
        assertThat(upstairs.isOwn(LAMP)).isTrue();
    }

    @Test
    void aLampIsPassedOnWithItsStateBeforeToWhatIsMoreUrgent() {
        LampState before = new LampState(LampState.switched(true));
        upstairs.hold(LAMP, lease(Urgency.NOTICE, true, before));
        timer.advance(0);
        downstairs.hold(LAMP, flashing(Urgency.EMERGENCY));
        timer.advance(0);
        assertThat(upstairs.isOutranked(LAMP, true)).isTrue();
        assertThat(downstairs.isOwn(LAMP)).isFalse();
        upstairs.passOn(LAMP, lease(Urgency.NOTICE, true, before));
        timer.advance(0);
        assertThat(upstairs.isOwn(LAMP)).isFalse();
        assertThat(downstairs.isOwn(LAMP)).isTrue();
        assertThat(downstairs.other(LAMP).orElseThrow().before().state()).isEqualTo(before);
    }

    @Test
    void ofEqualClaimsThatAreNotUsedTheFirstByNameHasTheLamp() {
        upstairs.hold(LAMP, flashing(Urgency.URGENT));
        timer.advance(0);
        downstairs.hold(LAMP, flashing(Urgency.URGENT));
        timer.advance(0);
        assertThat(upstairs.isOutranked(LAMP, true)).isFalse();
        assertThat(upstairs.isOutranked(LAMP, false)).isTrue();
    }

    @Test
    void aLeaseThatTheBrokerDoesNotConfirmLapsesAndDoesNotRevive() {
        upstairs.hold(LAMP, flashing(Urgency.URGENT));
        timer.advance(4_000);
        holdsBack = true;
        upstairs.refresh(LAMP);
        timer.advance(5_999);
        assertThat(upstairs.isOwn(LAMP)).isTrue();
        timer.advance(1);
        assertThat(upstairs.isOwn(LAMP)).isFalse();
        assertThat(upstairs.isLapsed(LAMP)).isTrue();
        timer.advance(60_000);
        upstairs.refresh(LAMP);
        release();
        assertThat(upstairs.isOwn(LAMP)).isFalse();
        upstairs.passOn(LAMP, flashing(Urgency.URGENT));
        timer.advance(0);
        assertThat(upstairs.isOwn(LAMP)).isTrue();
    }

    @Test
    void aHubThatIsSilentLosesItsClaimAndWhatItSaysLaterIsANewOne() {
        upstairs.hold(LAMP, flashing(Urgency.URGENT));
        downstairs.hold(LAMP, flashing(Urgency.URGENT));
        for (int i = 0; i < 89; i++) {
            timer.advance(1_000);
            downstairs.refresh(LAMP);
        }
        timer.advance(999);
        assertThat(downstairs.isOwn(LAMP)).isFalse();
        timer.advance(1);
        assertThat(downstairs.isOwn(LAMP)).isTrue();
        upstairs.refresh(LAMP);
        timer.advance(0);
        assertThat(downstairs.isOwn(LAMP)).isTrue();
        assertThat(upstairs.isOwn(LAMP)).isFalse();
    }

    @Test
    void aHubThatTheBrokerHasLostLosesItsClaimUnlessItIsBackSoon() {
        upstairs.hold(LAMP, flashing(Urgency.URGENT));
        downstairs.hold(LAMP, flashing(Urgency.URGENT));
        timer.advance(1_000);
        status("offline");
        timer.advance(4_000);
        downstairs.refresh(LAMP);
        timer.advance(5_000);
        status("online");
        status("offline");
        for (int i = 0; i < 14; i++) {
            timer.advance(1_000);
            downstairs.refresh(LAMP);
            timer.advance(0);
            assertThat(downstairs.isOwn(LAMP)).isFalse();
        }
        timer.advance(1_000);
        assertThat(downstairs.isOwn(LAMP)).isTrue();
    }

    @Test
    void whatTheBrokerRetainsFromAnEarlierRunIsNoClaim() {
        upstairs.hold(LAMP, flashing(Urgency.URGENT));
        timer.advance(0);
        upstairs.close();
        LampLeases later = leases("upstairs");
        timer.advance(0);
        assertThat(later.isOwn(LAMP)).isFalse();
        downstairs.hold(LAMP, flashing(Urgency.URGENT));
        timer.advance(0);
        assertThat(downstairs.isOwn(LAMP)).isTrue();
    }

    @Test
    void aHubThatMayNotReadLeasesFlashesSoonAfterTheBrokerHasItsQuestion() {
        CompletableFuture<@Nullable Void> receipt = new CompletableFuture<>();
        LampLeases leases = unanswered(receipt);
        leases.hold(LAMP, flashing(Urgency.EMERGENCY));
        timer.advance(600_000); // the broker is away
        assertThat(leases.isOwn(LAMP)).isFalse();
        receipt.complete(null);
        timer.advance(4_999);
        assertThat(leases.isOwn(LAMP)).isFalse();
        timer.advance(1);
        assertThat(leases.isOwn(LAMP)).isTrue();
    }

    @Test
    void aBrokerThatSendsNothingBackDelaysFlashesButDoesNotPreventThem() {
        LampLeases leases = unanswered();
        leases.hold(LAMP, flashing(Urgency.EMERGENCY));
        timer.advance(89_999);
        assertThat(leases.isOwn(LAMP)).isFalse();
        timer.advance(1);
        assertThat(leases.isOwn(LAMP)).isTrue();
    }
}
