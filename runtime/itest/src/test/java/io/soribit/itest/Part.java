// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** A bundle of the hub, to be taken out and put in again in each way that OSGi knows. */
final class Part {
    private final BundleContext context;
    private Bundle bundle;

    Part(BundleContext test, String symbolicName) {
        // What a test installs through its own context is taken away when it ends.
        context = test.getBundle(0).getBundleContext();
        bundle =
                Arrays.stream(context.getBundles())
                        .filter(b -> symbolicName.equals(b.getSymbolicName()))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no bundle " + symbolicName));
    }

    Bundle bundle() {
        return bundle;
    }

    void stop() throws BundleException {
        bundle.stop();
    }

    void start() throws BundleException {
        bundle.start();
    }

    /** Takes the bundle's content in anew, in place, as an upgrade does. */
    WeakReference<ClassLoader> update() throws BundleException, InterruptedException {
        WeakReference<ClassLoader> before = classes();
        bundle.update();
        refresh();
        return before;
    }

    /** Takes the bundle away and installs another of the same content. */
    WeakReference<ClassLoader> replace() throws BundleException, InterruptedException {
        WeakReference<ClassLoader> before = classes();
        String location = bundle.getLocation();
        bundle.uninstall();
        refresh();
        bundle = context.installBundle(location);
        bundle.start();
        return before;
    }

    private WeakReference<ClassLoader> classes() {
        return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
    }

    private void refresh() throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(0)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> refreshed.countDown());
        if (!refreshed.await(90, TimeUnit.SECONDS)) {
            throw new AssertionError(bundle + " was not refreshed within 90 s");
        }
    }
}
