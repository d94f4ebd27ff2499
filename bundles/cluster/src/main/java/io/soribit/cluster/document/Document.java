// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import org.jspecify.annotations.Nullable;

/**
 * A version of a document.
 *
 * @param content null if it was removed; never in a log, as it may be a hash of a password
 */
@SuppressWarnings("ArrayRecordComponent") // neither compared nor shown
record Document(String name, Version version, byte @Nullable [] content) {
    /** Without the content. */
    @Override
    public String toString() {
        return name + " " + version;
    }

    Entry entry() {
        return new Entry(version, content == null ? Entry.GONE : Hashes.of(content));
    }
}
