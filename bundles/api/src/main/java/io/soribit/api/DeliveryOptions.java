// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How people are notified of an alert, as decided by the rules.
 *
 * @param targets what notifies them: names of notifiers and of their devices ({@link
 *     Notifier#targets()}); empty for all
 * @param flash how lamps flash; null leaves it to them, by the urgency
 * @param acknowledgement whether somebody has to say that they have seen it
 * @param except names of devices that do not notify of it, although the targets reach them: those
 *     of people who do not want it now
 */
public record DeliveryOptions(
        Set<String> targets, @Nullable Flash flash, boolean acknowledgement, Set<String> except) {
    /** Every notifier delivers it as the urgency demands; nobody has to acknowledge it. */
    public static final DeliveryOptions DEFAULT = new DeliveryOptions(Set.of(), null, false);

    /** Copies the names. */
    public DeliveryOptions {
        targets = Set.copyOf(targets);
        except = Set.copyOf(except);
    }

    /** Without exceptions. */
    public DeliveryOptions(Set<String> targets, @Nullable Flash flash, boolean acknowledgement) {
        this(targets, flash, acknowledgement, Set.of());
    }

    /**
     * Whether the target of this name delivers it.
     *
     * @param target a name as in {@link Notifier#targets()}
     * @return true for each name if there are no targets, except for the exceptions
     */
    public boolean reaches(String target) {
        return !except.contains(target) && (targets.isEmpty() || targets.contains(target));
    }

    /**
     * The same for other targets.
     *
     * @param others as {@link #targets()}
     * @return a copy with these targets
     */
    public DeliveryOptions reaching(Set<String> others) {
        return new DeliveryOptions(others, flash, acknowledgement, except);
    }

    /**
     * The same without some devices.
     *
     * @param devices names, added to {@link #except()}
     * @return a copy with these exceptions
     */
    public DeliveryOptions omitting(Set<String> devices) {
        Set<String> all = new HashSet<>(except);
        all.addAll(devices);
        return new DeliveryOptions(targets, flash, acknowledgement, all);
    }
}
