// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.metatype.AD;
import org.apache.felix.metatype.Designate;
import org.apache.felix.metatype.MetaData;
import org.apache.felix.metatype.MetaDataReader;
import org.apache.felix.metatype.OCD;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The least and the most of a number: the service of Metatype checks it, and does not say it.
 *
 * @param least null without
 * @param most null without
 */
record Range(@Nullable String least, @Nullable String most) {
    static final Range NONE = new Range(null, null);

    private static final Logger LOG = LoggerFactory.getLogger(Range.class);

    /** The ranges of the settings of a PID or factory PID, by key. */
    static Map<String, Range> of(Bundle bundle, String pid) {
        Map<String, Range> ranges = new HashMap<>();
        Enumeration<URL> files = bundle.findEntries("OSGI-INF/metatype", "*.xml", false);
        for (URL file : files == null ? List.<URL>of() : Collections.list(files)) {
            try {
                MetaData data = new MetaDataReader().parse(file);
                for (Object designate : data.getDesignates()) {
                    add(ranges, data, (Designate) designate, pid);
                }
            } catch (IOException e) {
                LOG.warn("{} cannot be read: its least and most values are not shown", file, e);
            }
        }
        return ranges;
    }

    private static void add(
            Map<String, Range> ranges, MetaData data, Designate designate, String pid) {
        if (!pid.equals(designate.getPid()) && !pid.equals(designate.getFactoryPid())) {
            return;
        }
        OCD described =
                (OCD) data.getObjectClassDefinitions().get(designate.getObject().getOcdRef());
        if (described != null) {
            for (Object each : described.getAttributeDefinitions().values()) {
                AD attribute = (AD) each;
                ranges.put(attribute.getID(), new Range(attribute.getMin(), attribute.getMax()));
            }
        }
    }
}
