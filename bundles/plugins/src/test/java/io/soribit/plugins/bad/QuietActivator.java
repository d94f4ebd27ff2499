// SPDX-License-Identifier: Apache-2.0
package io.soribit.plugins.bad;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** The one that behaves. */
public final class QuietActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {}

    @Override
    public void stop(BundleContext context) {}
}
