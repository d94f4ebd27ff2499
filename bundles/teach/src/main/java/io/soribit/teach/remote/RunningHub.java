// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.soribit.teach.take.RefusedException;
import java.io.IOException;

/** The API of the hub that runs, as far as it teaches. */
public interface RunningHub {
    /**
     * What {@code GET /api/teach} answers.
     *
     * @throws RefusedException if the hub does not answer that
     */
    JsonNode state() throws IOException, RefusedException;

    /**
     * What {@code GET /api/teach/price} answers.
     *
     * @param id of a taught sound
     * @throws RefusedException if the hub does not answer that
     */
    JsonNode price(String id) throws IOException, RefusedException;

    /**
     * Asks for a change.
     *
     * @param method {@code POST} or {@code DELETE}
     * @param address after {@code /api/teach}
     * @throws RefusedException if the hub refuses it, with its own words
     */
    void change(String method, String address) throws IOException, RefusedException;
}
