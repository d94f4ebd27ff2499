// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

import io.soribit.api.ModelException;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.hub.Modes;
import io.soribit.common.log.LogText;
import io.soribit.common.log.SourceThrottle;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out commands of controllers. Invalid ones are ignored, and some of them logged. */
final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final String WHO = "Homie";

    private final SourceThrottle throttle;

    /**
     * @param throttle of what is logged of each kind of command
     */
    Commands(SourceThrottle throttle) {
        this.throttle = throttle;
    }

    /**
     * Activates a model.
     *
     * @param models null if there are none
     */
    void model(@Nullable ModelRegistry models, String id) {
        if (models == null) {
            ignore(
                    "model",
                    "ignoring a request for model '{}': there are no models yet",
                    LogText.of(id));
            return;
        }
        try {
            LOG.info("{}", models.use(id));
        } catch (ModelException e) {
            ignore(
                    "model",
                    "ignoring a request for model '{}': {}",
                    LogText.of(id),
                    e.getMessage());
        }
    }

    /**
     * Changes the mode of the house.
     *
     * @param modes null if there are none
     */
    void mode(@Nullable Modes modes, String text) {
        Optional<HomeMode> mode =
                Arrays.stream(HomeMode.values()).filter(m -> m.text().equals(text)).findFirst();
        if (modes == null || mode.isEmpty()) {
            ignore(
                    "mode",
                    "ignoring the unknown mode '{}'; known modes: home, sleep, away",
                    LogText.of(text));
            return;
        }
        modes.set(mode.get(), WHO);
    }

    /**
     * Acknowledges all active alerts.
     *
     * @return whether it is done
     */
    boolean acknowledge(@Nullable Alerts alerts, String text) {
        boolean can = alerts != null && pressed("acknowledge", text);
        if (can && alerts != null) {
            alerts.acknowledgeAll(WHO);
        }
        return can;
    }

    /**
     * Raises a test alert on all targets.
     *
     * @return whether it is done
     */
    boolean test(@Nullable Alerts alerts, String text) {
        return alerts != null && pressed("test", text) && alerts.test("", WHO);
    }

    private boolean pressed(String what, String text) {
        if (!text.equals("true")) {
            ignore(what, "ignoring '{}' for {}: only true is accepted", LogText.of(text), what);
        }
        return text.equals("true");
    }

    /** Logs that something is ignored, unless there was much of that kind already. */
    void ignore(String kind, String message, @Nullable Object... arguments) {
        if (throttle.isDue(kind)) {
            LOG.warn(message, arguments);
        }
    }
}
