// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks.alerts;

import io.soribit.api.AudioSource;
import io.soribit.api.Notifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Does what {@code trial.properties} in the data folder says: {@code log} is the folder for what it
 * notes, {@code per_second} and {@code count} the alerts it makes, {@code hold_ms} how long each
 * lasts, {@code name} the hub where there are several; {@code bad_from} is the alert from which on
 * two notifiers beside it are out of order, or with {@code bad = twenty} {@link BadService twenty
 * services}; {@code sounds} is how many alarms and doorbells two rooms hear.
 */
public final class TrialPlugin implements BundleActivator {
    private final List<AutoCloseable> parts = new ArrayList<>();

    @Override
    public void start(BundleContext context) throws IOException {
        Properties settings = new Properties();
        try (var in =
                Files.newBufferedReader(
                        Path.of(context.getProperty("soribit.data"), "trial.properties"))) {
            settings.load(in);
        }
        Path log = Path.of(settings.getProperty("log"));
        long seed = Long.parseLong(settings.getProperty("seed", "1"));
        int sounds = Integer.parseInt(settings.getProperty("sounds", "0"));
        if (sounds > 0) {
            register(context, SoundSource.alarms(log, sounds, seed));
            register(context, SoundSource.doorbells(log, sounds, seed + 1));
        }
        double rate = Double.parseDouble(settings.getProperty("per_second", "0"));
        if (rate > 0) {
            Receipts receipts = new Receipts(log);
            parts.add(receipts);
            context.registerService(Notifier.class, receipts, null);
            Injector injector =
                    new Injector(
                            context,
                            settings,
                            receipts,
                            () -> spoil(context, settings.getProperty("bad", "two")));
            parts.add(injector);
            injector.start();
        }
    }

    private void register(BundleContext context, SoundSource source) {
        parts.add(source);
        context.registerService(AudioSource.class, source, null);
    }

    private static void spoil(BundleContext context, String how) {
        if (how.equals("twenty")) {
            BadService.registerTwenty(context);
            return;
        }
        context.registerService(Notifier.class, new Spoiler("trial-hangs", true), null);
        context.registerService(Notifier.class, new Spoiler("trial-throws", false), null);
    }

    @Override
    public void stop(BundleContext context) throws Exception {
        for (AutoCloseable part : parts) {
            part.close();
        }
    }
}
