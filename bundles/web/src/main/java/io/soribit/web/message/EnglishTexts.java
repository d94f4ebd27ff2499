// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The English texts of the file that the page reads, too. */
final class EnglishTexts {
    private static final String FILE = "/io/soribit/web/page/messages.json";
    private static final JsonNode TEXTS = read();

    private EnglishTexts() {}

    static String of(String key) {
        return TEXTS.path(key).asText(key);
    }

    private static JsonNode read() {
        try (InputStream in = EnglishTexts.class.getResourceAsStream(FILE)) {
            return new ObjectMapper().readTree(in).path("en");
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }
}
