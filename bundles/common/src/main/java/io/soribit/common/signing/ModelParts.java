// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What of a model is signed: the SHA-256 of its descriptor, its flatbuffer, and its golden windows,
 * or {@code none}. Names and the archive do not count, so that a model may be packed again.
 */
public record ModelParts(String descriptor, String flatbuffer, String golden) {
    private static final String FIRST_LINE = "soribit model 1";

    /** Instead of a sum, for what a model has not. */
    public static final String NONE = "none";

    /**
     * The parts of a model.
     *
     * @param descriptor as a person or a bundle gives it; null if the flatbuffer describes itself
     * @param flatbuffer the model
     * @param golden windows with their scores; null if there are none
     */
    public static ModelParts of(
            byte @Nullable [] descriptor, byte[] flatbuffer, byte @Nullable [] golden) {
        return new ModelParts(sha256(descriptor), sha256(flatbuffer), sha256(golden));
    }

    /** The text that is signed, with a line feed after each line. */
    public byte[] signedText() {
        return (FIRST_LINE
                        + "\ndescriptor "
                        + descriptor
                        + "\nflatbuffer "
                        + flatbuffer
                        + "\ngolden "
                        + golden
                        + "\n")
                .getBytes(UTF_8);
    }

    /** SHA-256 in hexadecimal, or {@link #NONE}. */
    public static String sha256(byte @Nullable [] content) {
        return content == null ? NONE : HexFormat.of().formatHex(digest().digest(content));
    }

    /** SHA-256 of all that a stream has, in hexadecimal. */
    public static String sha256(InputStream content) throws IOException {
        MessageDigest digest = digest();
        new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A new SHA-256. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
