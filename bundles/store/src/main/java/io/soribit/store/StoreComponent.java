// SPDX-License-Identifier: Apache-2.0
package io.soribit.store;

import io.soribit.api.Alert;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertStore;
import io.soribit.api.hub.HealthCheck;
import io.soribit.api.hub.Timeline;
import io.soribit.api.score.ScoreListener;
import io.soribit.api.score.ScoreTrace;
import io.soribit.api.score.SoundPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/** The history and the outbox of alerts: {@code history.db} in the data folder. */
@Component(
        service = {AlertStore.class, Timeline.class, ScoreListener.class, HealthCheck.class},
        configurationPid = "io.soribit.store",
        property = HealthCheck.LIVE + "=true")
@Designate(ocd = StoreComponent.Config.class)
public final class StoreComponent
        implements AlertStore, Timeline, ScoreListener, HealthCheck, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreComponent.class);
    private static final String NATIVES = "org.sqlite.tmpdir";
    private static final int COPY_MILLIS = 10_000;
    private static final long MEGABYTE = 1 << 20;

    /** Configuration of the store. */
    @ObjectClassDefinition(
            name = "Soribit history",
            description = "How long the history of alerts is kept.")
    @SuppressWarnings("MemberName") // Two underscores stand for one in a configuration's key.
    public @interface Config {
        @AttributeDefinition(
                name = "Days",
                description = "Alerts are forgotten after so many days, 1 to 3650.",
                min = "1",
                max = "3650")
        int days() default 90;

        @AttributeDefinition(
                name = "Most megabytes",
                description =
                        "The oldest alerts are forgotten when the file holds more, 1 to 4096.",
                min = "1",
                max = "4096")
        int most__megabytes() default 50;

        @AttributeDefinition(
                name = "Pictures of sounds",
                description =
                        "Keep for two weeks what the sound of an alert looked like: how loud which"
                                + " pitches were. It is no audio. Switched off, those that are"
                                + " there are removed.")
        boolean pictures() default true;
    }

    private final Path file;
    private final AlertHistory history;
    private final StoredTimeline timeline;

    /** Opens nothing yet: the file is opened, or made, with the first alert. */
    @Activate
    public StoreComponent(BundleContext context, Config config) {
        file = Path.of(context.getProperty("soribit.data"), "history.db");
        @Nullable String cache = context.getProperty("soribit.cache");
        if (cache != null && System.getProperty(NATIVES) == null) {
            System.setProperty(NATIVES, cache);
        }
        history =
                new AlertHistory(
                        file,
                        Clock.systemUTC(),
                        Duration.ofDays(Math.max(1, config.days())),
                        Math.max(1, config.most__megabytes()) * MEGABYTE,
                        config.pictures());
        timeline = new StoredTimeline(history);
    }

    /** Closes the file. */
    @Override
    @Deactivate
    public void close() {
        history.close();
        // It would keep the class loader of a bundle that is gone.
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            if (driver instanceof JDBC) {
                deregister(driver);
            }
        }
    }

    private static void deregister(Driver driver) {
        try {
            DriverManager.deregisterDriver(driver);
        } catch (SQLException e) {
            LOG.warn("cannot deregister the SQLite driver: restart the hub to free its memory", e);
        }
    }

    @Override
    public void copy(Path to) throws IOException {
        SQLiteConfig sqlite = new SQLiteConfig();
        sqlite.setBusyTimeout(COPY_MILLIS);
        try (Connection connection = sqlite.createConnection("jdbc:sqlite:" + file);
                PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, to.toString());
            copy.execute();
        } catch (SQLException e) {
            throw new IOException("the history cannot be copied: " + e.getMessage(), e);
        }
    }

    @Override
    public void add(AlertChange raised, Collection<String> notifiers) {
        history.add(raised, notifiers);
    }

    @Override
    public void record(AlertChange change) {
        history.record(change);
    }

    @Override
    public void skip(String alert, String notifier) {
        history.skip(alert, notifier);
    }

    @Override
    public void together(Runnable changes) {
        history.together(changes);
    }

    @Override
    public List<Pending> pending(int limit) {
        return history.pending(limit);
    }

    @Override
    public List<Pending> pending(String notifier, int limit) {
        return history.pending(notifier, limit);
    }

    @Override
    public List<Alert> unended() {
        return history.unended();
    }

    @Override
    public Optional<List<Unended>> open() {
        return history.open();
    }

    @Override
    public void remember(String alert, String memento) {
        history.remember(alert, memento);
    }

    @Override
    public List<AlertChange> history(int limit) {
        return history.history(limit);
    }

    @Override
    public Page page(Filter filter, String before, int limit) {
        return timeline.page(filter, before, limit);
    }

    @Override
    public Optional<Entry> entry(String alert) {
        return timeline.entry(alert);
    }

    @Override
    public Map<Instant, Integer> hours(Filter filter, Instant since) {
        return timeline.hours(filter, since);
    }

    @Override
    public List<ScoreTrace> scores(String sound, Instant from, Instant to) {
        return timeline.scores(sound, from, to);
    }

    @Override
    public void onScores(ScoreTrace trace) {
        timeline.keep(trace);
    }

    @Override
    public List<Scored> scored(Instant from, Instant to) {
        return timeline.scored(from, to);
    }

    @Override
    public List<SoundPicture> pictures(String sound, Instant from, Instant to) {
        return timeline.pictures(sound, from, to);
    }

    @Override
    public boolean keepsPictures() {
        return timeline.keepsPictures();
    }

    @Override
    public void onPicture(SoundPicture picture) {
        timeline.keep(picture);
    }

    @Override
    public void judge(String alert, Verdict verdict) {
        timeline.judge(alert, verdict);
    }

    @Override
    public String name() {
        return "history";
    }

    /** One result: whether alerts can be recorded. */
    @Override
    public List<Result> check() {
        @Nullable String problem = history.check();
        return List.of(
                problem == null ? Result.ok("history " + file) : Result.critical(problem, ""));
    }
}
