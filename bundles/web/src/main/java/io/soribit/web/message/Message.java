// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.message;

import java.util.Map;

/**
 * What the page is answered: a code, and what belongs into its text.
 *
 * @param parameters by name; all that the code has
 */
public record Message(MessageCode code, Map<String, String> parameters) {
    /** Copies the parameters. */
    public Message {
        parameters = Map.copyOf(parameters);
        if (!parameters.keySet().equals(code.parameters())) {
            throw new IllegalArgumentException(code + " has " + code.parameters());
        }
    }

    /** For scripts and logs. */
    public String english() {
        String text = EnglishTexts.of(code.key());
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            text = text.replace("{" + parameter.getKey() + "}", parameter.getValue());
        }
        return text;
    }
}
