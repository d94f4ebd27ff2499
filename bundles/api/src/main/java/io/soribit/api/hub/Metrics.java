// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import java.io.IOException;
import java.io.OutputStream;
import org.osgi.annotation.versioning.ProviderType;

/** Figures about the running hub. Thread-safe. */
@ProviderType
public interface Metrics {
    /** The media type of what is written. */
    String CONTENT_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /**
     * Writes all figures as OpenMetrics text.
     *
     * @param out stays open
     * @throws IOException if it cannot be written to
     */
    void write(OutputStream out) throws IOException;
}
