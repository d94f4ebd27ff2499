// SPDX-License-Identifier: Apache-2.0
package io.soribit.plugins.bad;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Needs a class that nobody has. */
public final class ThrowingActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        throw new NoClassDefFoundError("com/nobody/Missing");
    }

    @Override
    public void stop(BundleContext context) {}
}
