// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import io.soribit.api.setting.Settings;
import io.soribit.common.setting.EntryFolder;
import io.soribit.common.setting.EntryFolder.Place;
import io.soribit.common.setting.SettingFile;
import io.soribit.config.SettingCatalog.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.MetaTypeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings that bundles describe, as entries of the files in {@code etc}. */
@Component
public final class SettingService implements Settings {
    private static final Logger LOG = LoggerFactory.getLogger(SettingService.class);

    private static final int LONGEST = 2_000;

    private final EntryFolder files;
    private final SettingCatalog catalog;

    @Activate
    public SettingService(
            BundleContext context,
            @Reference ConfigurationAdmin configurations,
            @Reference MetaTypeService metaTypes) {
        Path data = Path.of(context.getProperty("soribit.data"));
        files = new EntryFolder(data, "settings", Clock.systemUTC());
        catalog = new SettingCatalog(new Definitions(context, metaTypes), configurations, files);
    }

    @Override
    public List<Part> list() throws IOException {
        return catalog.all();
    }

    @Override
    public Change set(String pid, String key, @Nullable String value, String version, String who)
            throws InvalidValueException, ChangedException, IOException {
        Found found = catalog.find(pid, key);
        if (found.setting().lock() != null) {
            throw locked(new Place(SettingCatalog.file(pid), key));
        }
        if (!found.setting().version().equals(version)) {
            throw new ChangedException(found.setting().value());
        }
        String next = value == null ? null : value.strip();
        check(found, next);
        if (SecretGuard.exposes(found, next)) {
            throw SecretGuard.refusal(found);
        }
        return write(found, new Place(SettingCatalog.file(pid), key), next, who);
    }

    private static IllegalStateException locked(Place place) {
        return new IllegalStateException(
                place.key() + " can only be changed in its file, etc/" + place.file() + ".cfg");
    }

    private static void check(Found found, @Nullable String value) throws InvalidValueException {
        Attribute attribute = found.attribute();
        boolean needed = attribute.required() && attribute.defaultValue() == null;
        Fault fault = value != null ? attribute.fault(value) : needed ? Fault.MISSING : null;
        if (value != null && value.length() > LONGEST) {
            fault = Fault.LONG;
        }
        if (fault != null) {
            String expected = attribute.expected() + " (" + attribute.description() + ")";
            throw new InvalidValueException(
                    fault, attribute.key() + ": expected is " + expected, found.setting());
        }
    }

    private Change write(Found found, Place place, @Nullable String value, String who)
            throws ChangedException, IOException {
        String seen = found.given().written(place.key());
        try {
            return done(files.set(place, seen, value, first(found, place), who));
        } catch (EntryFolder.ChangedException e) {
            throw changed(place, e);
        }
    }

    /** A new file takes the place of what this form of the hub sets: that goes into it, too. */
    private static Map<String, String> first(Found found, Place place) {
        Dictionary<String, Object> used = found.given().used();
        Map<String, String> entries = new TreeMap<>();
        if (found.given().text() == null && used != null) {
            for (String key : found.definition().keys()) {
                String value = found.given().ofHub(key);
                if (value != null && !SettingFile.isPlain(value)) {
                    throw locked(place);
                }
                if (value != null && !key.equals(place.key())) {
                    entries.put(key, value);
                }
            }
        }
        return entries;
    }

    @Override
    public Change undo(String change, String who)
            throws InvalidValueException, ChangedException, IOException {
        List<EntryFolder.Change> all = files.changes();
        EntryFolder.Change made =
                all.stream()
                        .filter(one -> one.id().equals(change))
                        .findAny()
                        .orElseThrow(() -> new IllegalArgumentException("no change " + change));
        Place place = made.place();
        Found found = catalog.find(SettingCatalog.pid(place.file()), place.key());
        if (found.setting().lock() != null) {
            throw locked(place);
        }
        if (SecretGuard.exposes(found, made.before()) || SecretGuard.revives(found, made, all)) {
            throw SecretGuard.refusal(found);
        }
        try {
            return done(files.undo(change, first(found, place), who));
        } catch (EntryFolder.ChangedException e) {
            throw changed(place, e);
        }
    }

    private ChangedException changed(Place place, EntryFolder.ChangedException cause)
            throws IOException {
        String now = files.read(place.file()).flatMap(t -> t.value(place.key())).orElse(null);
        ChangedException changed = new ChangedException(hidden(place, now));
        changed.initCause(cause);
        return changed;
    }

    private Change done(EntryFolder.Change made) {
        Change change = change(made);
        LOG.info(
                "{} of {} was {} and is {} now, set by {}",
                change.key(),
                change.pid(),
                logged(made.place(), made.before()),
                logged(made.place(), made.after()),
                change.who());
        return change;
    }

    /** Of an address with a login the rest is logged. */
    private String logged(Place place, @Nullable String value) {
        if (value == null) {
            return "not set";
        }
        return "'" + hidden(place, SettingReader.withoutLogin(value)) + "'";
    }

    @Override
    public List<Change> changes() {
        return files.changes().stream().map(this::change).toList();
    }

    private Change change(EntryFolder.Change made) {
        Place place = made.place();
        return new Change(
                made.id(),
                made.time(),
                made.who(),
                SettingCatalog.pid(place.file()),
                place.key(),
                hidden(place, made.before()),
                hidden(place, made.after()));
    }

    /** What nobody describes any more may be a secret. */
    private @Nullable String hidden(Place place, @Nullable String value) {
        Attribute attribute = catalog.attribute(place);
        if (attribute == null) {
            return value == null ? null : SECRET;
        }
        return SettingReader.shown(attribute, value);
    }
}
