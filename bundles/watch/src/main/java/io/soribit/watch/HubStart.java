// SPDX-License-Identifier: Apache-2.0
package io.soribit.watch;

import io.soribit.common.time.MonotonicClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Whether the hub is still starting: what hears may come a moment later, and on a slow machine that
 * takes its time. A start that does not come to its end counts as one after a while. Not
 * thread-safe.
 */
final class HubStart {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final BooleanSupplier bundlesMissing;
    private final MonotonicClock clock;
    private final Duration begin;
    private boolean over;

    HubStart(BundleContext context, MonotonicClock clock) {
        this(() -> areBundlesMissing(context), clock);
    }

    HubStart(BooleanSupplier bundlesMissing, MonotonicClock clock) {
        this.bundlesMissing = bundlesMissing;
        this.clock = clock;
        begin = clock.now();
    }

    /** Whether it is over; once true, it stays so. */
    boolean isOver() {
        over |= clock.since(begin).compareTo(LONGEST) >= 0 || !bundlesMissing.getAsBoolean();
        return over;
    }

    /** Whether bundles wait for a start level that the framework has not reached. */
    private static boolean areBundlesMissing(BundleContext context) {
        int reached =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                        .adapt(FrameworkStartLevel.class)
                        .getStartLevel();
        return Arrays.stream(context.getBundles()).anyMatch(bundle -> isBeyond(bundle, reached));
    }

    private static boolean isBeyond(Bundle bundle, int reached) {
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        return level != null && level.isPersistentlyStarted() && level.getStartLevel() > reached;
    }
}
