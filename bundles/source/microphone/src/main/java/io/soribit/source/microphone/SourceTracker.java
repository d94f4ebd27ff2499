// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import io.soribit.api.AudioSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Reports that sources come and go, without making any of them. */
final class SourceTracker extends ServiceTracker<AudioSource, ServiceReference<AudioSource>> {
    private final Runnable changed;

    SourceTracker(BundleContext context, Filter filter, Runnable changed) {
        super(context, filter, null);
        this.changed = changed;
    }

    @Override
    public ServiceReference<AudioSource> addingService(ServiceReference<AudioSource> reference) {
        changed.run();
        return reference;
    }

    @Override
    public void removedService(
            ServiceReference<AudioSource> reference, ServiceReference<AudioSource> same) {
        changed.run();
    }
}
