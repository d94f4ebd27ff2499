// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.alert.delivery.NotifierWorker;
import io.soribit.alert.delivery.NotifierWorkers;
import io.soribit.alert.person.Audience;
import io.soribit.alert.state.ActiveAlert;
import io.soribit.alert.state.ActiveAlerts;
import io.soribit.alert.state.Journal;
import io.soribit.alert.state.Moment;
import io.soribit.alert.state.Share;
import io.soribit.api.hub.AlertState;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over the alerts of a hub that is gone. Not thread-safe: the desk guards it. */
final class OwnerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerWatch.class);

    /** A hub that is absent for so long has lost its alerts. */
    private static final Duration ABSENT = Duration.ofSeconds(2);

    /** A sound that no hub hears for so long is over: within it, another hub begins to hear. */
    private static final Duration SILENT = Duration.ofSeconds(20);

    private final Ownership ownership;
    private final Journal journal;
    private final ActiveAlerts active;
    private final NotifierWorkers workers;
    private final Audience audience;
    private final AlertLifecycle life;
    private final LateStarts late;

    OwnerWatch(
            Ownership ownership,
            Journal journal,
            ActiveAlerts active,
            NotifierWorkers workers,
            Audience audience,
            AlertLifecycle life,
            LateStarts late) {
        this.ownership = ownership;
        this.journal = journal;
        this.active = active;
        this.workers = workers;
        this.audience = audience;
        this.life = life;
        this.late = late;
    }

    /** To be called every second. */
    void tick(Moment now) {
        for (ActiveAlert alert : active.all()) {
            Share share = alert.share();
            if (share != null && alert.isForeign()) {
                checkOwner(alert, share, now);
            } else if (share != null) {
                checkSilence(alert, share, now);
            }
        }
    }

    private void checkOwner(ActiveAlert alert, Share share, Moment now) {
        boolean absent = !ownership.hubs().contains(share.owner());
        boolean unclaimed = share.isUnclaimed(now.time());
        boolean orphaned = share.isOrphaned(absent, ABSENT, now.time());
        if (unclaimed && !absent && !share.owner().equals(ownership.hub())) {
            active.remove(alert); // its owner is there, and knows it no more
            journal.happened(alert.start(), AlertState.ENDED, "");
        } else if ((unclaimed && !absent) || (orphaned && ownership.isFirst())) {
            takeOver(alert, share, now);
        }
    }

    /** The hub that heard its sound is gone, and no other one hears it. */
    private void checkSilence(ActiveAlert alert, Share share, Moment now) {
        boolean heard = alert.isOver() || share.goesOn(ownership.hubs());
        if (share.isSilent(heard, SILENT, now.time())) {
            List<String> gone = share.heard().keySet().stream().filter(share::isHeardBy).toList();
            gone.forEach(hub -> share.hears(hub, false));
            life.soundIsOver(alert, now);
        }
    }

    private void takeOver(ActiveAlert alert, Share share, Moment now) {
        String from = share.owner();
        share.takeOver();
        alert.reminded(now);
        String name = alert.alert().event().sound().name("en");
        if (from.equals(ownership.hub())) {
            LOG.warn("{} was not acknowledged before the restart: reminding people", name);
        } else {
            LOG.warn("hub '{}' is gone: this hub goes on with its alert {}", from, name);
        }
        List<NotifierWorker> reached =
                workers.reachedBy(alert.alert())
                        .filter(worker -> !audience.leavesAlone(worker, alert, now))
                        .toList();
        share.delivered().stream()
                .flatMap(workers::of)
                .forEach(worker -> worker.markStarted(alert.alert().id()));
        List<NotifierWorker> fresh =
                reached.stream()
                        .filter(worker -> LateStarts.isFresh(worker, alert, share))
                        .toList();
        journal.handsOver(
                alert.change(),
                from + " → " + ownership.hub(),
                fresh.stream().map(NotifierWorker::id).toList());
        journal.remember(
                alert.start(),
                Share.memento(share.owner(), ownership.state(alert, false, "").policy()));
        fresh.forEach(worker -> late.send(worker, alert, now));
        life.watch(alert, fresh, now);
        alert.seen().forEach(who -> life.acknowledge(alert, who, now));
        if (alert.isReminded()) {
            reached.stream()
                    .filter(worker -> !fresh.contains(worker))
                    .forEach(w -> w.remind(audience.narrow(alert.alert(), alert, now)));
        }
        life.endIfDone(alert.alert().id(), now);
    }
}
