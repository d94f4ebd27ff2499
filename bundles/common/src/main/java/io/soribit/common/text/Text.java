// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.text;

/** A text in each language. */
public record Text(String english, String korean) {
    /** The text in a language, {@code en} or {@code ko}. */
    public String in(String language) {
        return Language.choose(language, english, korean);
    }
}
