// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

import io.soribit.api.ModelException;
import io.soribit.api.hub.Alerts;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.ModelRegistry;
import io.soribit.api.hub.Modes;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what controllers ask for. What cannot be done is said, and changes nothing. */
final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final String WHO = "Homie";

    private Commands() {}

    /**
     * Puts a model in charge.
     *
     * @param models null while there are none
     */
    static void model(@Nullable ModelRegistry models, String id) {
        if (models == null) {
            LOG.warn("model '{}' is asked for, but there is no model yet", id);
            return;
        }
        try {
            LOG.info("{}", models.use(id));
        } catch (ModelException e) {
            LOG.warn("model '{}' is asked for: {}", id, e.getMessage());
        }
    }

    /**
     * Changes the mode of the house.
     *
     * @param modes null if the hub knows none
     */
    static void mode(@Nullable Modes modes, String text) {
        Optional<HomeMode> mode =
                Arrays.stream(HomeMode.values()).filter(m -> m.text().equals(text)).findFirst();
        if (modes == null || mode.isEmpty()) {
            LOG.warn("mode '{}' is asked for: it is none of home, sleep, away", text);
            return;
        }
        modes.set(mode.get(), WHO);
    }

    /**
     * Acknowledges all that goes on.
     *
     * @return whether it is done
     */
    static boolean acknowledge(@Nullable Alerts alerts, String text) {
        boolean can = alerts != null && pressed("acknowledge", text);
        if (can && alerts != null) {
            alerts.acknowledgeAll(WHO);
        }
        return can;
    }

    /**
     * Raises an alert everywhere that is only a test.
     *
     * @return whether it is done
     */
    static boolean test(@Nullable Alerts alerts, String text) {
        return alerts != null && pressed("test", text) && alerts.test("", WHO);
    }

    private static boolean pressed(String what, String text) {
        if (!text.equals("true")) {
            LOG.warn("{} is set to '{}': only true does something", what, text);
        }
        return text.equals("true");
    }
}
