// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import io.soribit.api.setting.Settings.Part;
import io.soribit.api.setting.Settings.Setting;
import io.soribit.common.setting.EntryFolder;
import io.soribit.common.setting.EntryText;
import io.soribit.config.SettingReader.Given;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All settings that there are, as bundles describe them and files say them. */
final class SettingCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(SettingCatalog.class);

    private final Definitions definitions;
    private final ConfigurationAdmin configurations;
    private final EntryFolder files;
    private final SettingReader reader = new SettingReader();

    /**
     * A setting, and where it is from.
     *
     * @param given all that its configuration is made of
     */
    record Found(Definition definition, Attribute attribute, Given given, Setting setting) {}

    SettingCatalog(Definitions definitions, ConfigurationAdmin configurations, EntryFolder files) {
        this.definitions = definitions;
        this.configurations = configurations;
        this.files = files;
    }

    List<Part> all() throws IOException {
        definitions.refresh();
        Map<String, Dictionary<String, Object>> used = used();
        Set<String> names = files.files();
        List<Part> parts = new ArrayList<>();
        for (String pid : definitions.pids()) {
            Definition definition = definition(pid).orElse(null);
            if (definition != null) {
                Described described = new Described(definitions, pid, definition);
                for (String each : definition.isFactory() ? several(pid, names) : Set.of(pid)) {
                    parts.add(part(described, each, used.get(each)));
                }
            }
        }
        return parts;
    }

    private Optional<Definition> definition(String pid) {
        return SettingLocks.isShown(pid) ? definitions.of(pid) : Optional.empty();
    }

    /** The PIDs of the files of a factory. */
    private static Set<String> several(String factory, Set<String> names) {
        Set<String> pids = new TreeSet<>();
        for (String name : names) {
            if (name.startsWith(factory + "-")) {
                pids.add(factory + "~" + name.substring(factory.length() + 1));
            }
        }
        return pids;
    }

    private Part part(Described described, String pid, @Nullable Dictionary<String, Object> used) {
        Given given = given(described.pid(), pid, used);
        return new Part(
                pid,
                "etc/" + file(pid) + ".cfg",
                described.words().names(),
                described.words().descriptions(),
                described.definition().attributes().stream()
                        .map(attribute -> setting(described, given, attribute))
                        .toList());
    }

    private Given given(String of, String pid, @Nullable Dictionary<String, Object> used) {
        return new Given(of, text(file(pid)), used);
    }

    /** One that cannot be read is left to people, and keeps no other from being shown. */
    private @Nullable EntryText text(String file) {
        try {
            return files.read(file).orElse(null);
        } catch (IOException e) {
            LOG.warn("etc/{}.cfg cannot be read: its settings cannot be changed here", file, e);
            return EntryText.UNREADABLE;
        }
    }

    private Setting setting(Described described, Given given, Attribute attribute) {
        return reader.read(
                given,
                attribute,
                described.ranges().getOrDefault(attribute.key(), Range.NONE),
                described.words(attribute.key()));
    }

    /**
     * One of them.
     *
     * @throws IllegalArgumentException if there is none
     */
    Found find(String pid, String key) throws IOException {
        definitions.refresh();
        String of = definedBy(pid);
        Definition definition = definition(of).orElse(null);
        Attribute attribute = definition == null ? null : definition.attribute(key).orElse(null);
        if (definition == null || attribute == null || !isThere(definition, of, pid)) {
            throw new IllegalArgumentException("there is no setting " + key + " of " + pid);
        }
        Given given = given(of, pid, used().get(pid));
        Setting setting = setting(new Described(definitions, of, definition), given, attribute);
        return new Found(definition, attribute, given, setting);
    }

    private boolean isThere(Definition definition, String of, String pid) throws IOException {
        return definition.isFactory()
                ? !pid.equals(of) && files.files().contains(file(pid))
                : pid.equals(of);
    }

    /** What the hub has, by PID. */
    private Map<String, Dictionary<String, Object>> used() throws IOException {
        Map<String, Dictionary<String, Object>> all = new HashMap<>();
        try {
            Configuration[] known = configurations.listConfigurations(null);
            for (Configuration each : known == null ? new Configuration[0] : known) {
                Dictionary<String, Object> properties = properties(each);
                if (properties != null) {
                    all.put(each.getPid(), properties);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter was given", e);
        }
        return all;
    }

    private static @Nullable Dictionary<String, Object> properties(Configuration configuration) {
        try {
            return configuration.getProperties();
        } catch (IllegalStateException e) {
            return null; // deleted since it was listed
        }
    }

    /** Of an entry of a file; null if no bundle describes it. */
    @Nullable Attribute attribute(EntryFolder.Place place) {
        return definitions
                .of(definedBy(pid(place.file())))
                .flatMap(definition -> definition.attribute(place.key()))
                .orElse(null);
    }

    private static String definedBy(String pid) {
        return pid.split("~", 2)[0];
    }

    /** The file of a PID, without {@code .cfg}. */
    static String file(String pid) {
        return pid.replaceFirst("~", "-");
    }

    /** The PID of a file. */
    static String pid(String file) {
        return file.replaceFirst("-", "~");
    }
}
