// SPDX-License-Identifier: Apache-2.0
package io.soribit.karaf;

import io.soribit.karaf.BundleList.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes the content of an archive for Karaf (KAR): {@code features.xml} and a Maven repository
 * with all that it names. The bundles are those of the hub's own feature, without its page.
 */
public final class KarafFeatures {
    private static final String HUB = "hub";
    private static final int FIRST_LEVEL = 70;

    /** Karaf installs its own where that is there already. */
    private static final Set<String> DECLARATIVE_SERVICES =
            Set.of(
                    "org.osgi.util.function",
                    "org.osgi.util.promise",
                    "org.osgi.service.component",
                    "org.apache.felix.scr");

    /** Karaf has them without saying so, or a bundle registers them once models are there. */
    private static final Set<String> KNOWN =
            Set.of(
                    "io.soribit.api.Model",
                    "org.osgi.service.cm.ConfigurationAdmin",
                    "org.osgi.service.log.LogReaderService");

    private KarafFeatures() {}

    /** {@code DISTRIBUTION VERSION FOLDER}. */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), arguments[1], Path.of(arguments[2]));
    }

    static void write(Path distribution, String version, Path folder) throws IOException {
        List<Part> parts = BundleList.of(distribution.resolve("features"), HUB);
        Path repository = folder.resolve("repository");
        Services services = new Services();
        for (Part part : parts) {
            Path jar = distribution.resolve("lib").resolve(part.file());
            services.add(jar);
            Path target = repository.resolve(part.folder()).resolve(part.file());
            Files.createDirectories(target.getParent());
            Files.copy(jar, target, StandardCopyOption.REPLACE_EXISTING);
        }
        Set<String> unknown = new TreeSet<>(services.missing());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new IOException(
                    "no bundle for Karaf has the services "
                            + unknown
                            + ": add the bundle that does, or leave out the one that needs them");
        }
        Path place = repository.resolve("io/soribit/soribit-karaf").resolve(version);
        Files.createDirectories(place);
        Path features = place.resolve("soribit-karaf-" + version + "-features.xml");
        Files.writeString(features, xml(parts, services.missing(), version));
    }

    private static String xml(List<Part> parts, Set<String> services, String version) {
        StringBuilder xml = new StringBuilder();
        xml.append(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <features name="soribit-%1$s" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
                  <feature name="soribit" version="%1$s" description="Soribit, a home hub that hears">
                """
                        .formatted(version));
        for (Part part : parts) {
            String dependency =
                    DECLARATIVE_SERVICES.contains(part.artifact()) ? " dependency=\"true\"" : "";
            xml.append(
                    "    <bundle start-level=\"%d\"%s>%s</bundle>\n"
                            .formatted(FIRST_LEVEL + part.level(), dependency, part.url()));
        }
        for (String service : services) {
            xml.append(
                    "    <capability>osgi.service;effective:=active;objectClass=%s</capability>\n"
                            .formatted(service));
        }
        return xml.append("  </feature>\n</features>\n").toString();
    }
}
