// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.upgrade;

import io.soribit.common.io.Archive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What can be configured in a hub, as the metatype files of its bundles define it.
 *
 * @param byPid names of settings by PID or factory PID
 */
record Settings(Map<String, Set<String>> byPid) {
    private static final String FOLDER = "OSGI-INF/metatype/";
    private static final int MOST_BYTES = 1 << 20;

    static Settings of(Parts parts) throws IOException {
        Map<String, Set<String>> byPid = new TreeMap<>();
        for (Parts.Part part : parts.jars().values()) {
            try (Archive jar = Archive.open(part.jar(), Manifests.LIMITS)) {
                for (ZipEntry entry : jar.entries()) {
                    if (entry.getName().startsWith(FOLDER) && entry.getName().endsWith(".xml")) {
                        add(jar.read(entry, MOST_BYTES), byPid);
                    }
                }
            }
        }
        return new Settings(byPid);
    }

    private static void add(byte[] xml, Map<String, Set<String>> byPid) throws IOException {
        try {
            Element root = parser().parse(new ByteArrayInputStream(xml)).getDocumentElement();
            NodeList designations = root.getElementsByTagName("Designate");
            for (int i = 0; i < designations.getLength(); i++) {
                Element designation = (Element) designations.item(i);
                String factory = designation.getAttribute("factoryPid");
                String pid = factory.isEmpty() ? designation.getAttribute("pid") : factory;
                Element object = (Element) designation.getElementsByTagName("Object").item(0);
                byPid.computeIfAbsent(pid, any -> new HashSet<>())
                        .addAll(names(root, object.getAttribute("ocdref")));
            }
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("a definition of settings is malformed: " + e.getMessage(), e);
        }
    }

    private static Set<String> names(Element root, String definition) {
        Set<String> names = new HashSet<>();
        NodeList definitions = root.getElementsByTagName("OCD");
        for (int i = 0; i < definitions.getLength(); i++) {
            Element one = (Element) definitions.item(i);
            if (one.getAttribute("id").equals(definition)) {
                NodeList attributes = one.getElementsByTagName("AD");
                for (int j = 0; j < attributes.getLength(); j++) {
                    names.add(((Element) attributes.item(j)).getAttribute("id"));
                }
            }
        }
        return names;
    }

    private static DocumentBuilder parser() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder();
    }
}
