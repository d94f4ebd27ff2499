// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.soribit.api.ModelException;
import io.soribit.common.io.LimitedFiles;
import io.soribit.common.io.StateFile;
import io.soribit.common.signing.ModelArchive;
import io.soribit.common.signing.ModelParts;
import io.soribit.common.signing.ModelSignature;
import io.soribit.common.signing.TrustedKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Keys and signatures of models, as {@code soribit models keygen|sign|verify} use them. */
final class ModelSigning {
    private static final String SIGNATURE = ".sig";

    private ModelSigning() {}

    /**
     * Makes a key.
     *
     * @param secret the file of the secret key, which must not exist
     * @return the line for the lists of those who trust it
     */
    static String generate(Path secret) throws IOException, GeneralSecurityException {
        String name = stem(secret);
        if (Files.exists(secret)) {
            throw new IOException(secret + " exists already: choose another name");
        }
        if (!name.matches(ModelSignature.NAME)) {
            throw new IOException("'" + name + "' is no name of a key: letters, digits and . _ -");
        }
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Base64.Encoder text = Base64.getEncoder();
        new StateFile(secret).write(text.encodeToString(pair.getPrivate().getEncoded()) + "\n");
        return name + " " + text.encodeToString(pair.getPublic().getEncoded());
    }

    /**
     * Signs a model.
     *
     * @param secret the file of the secret key, whose name is that of the key
     * @return the file of the signature, beside the model
     */
    static Path sign(Path secret, Path model)
            throws IOException, ModelException, GeneralSecurityException {
        ModelSignature signature =
                ModelSignature.sign(
                        stem(secret),
                        ModelSignature.secretKey(Files.readString(secret)),
                        parts(model));
        return Files.writeString(signatureOf(model), signature.text());
    }

    /**
     * Checks the signature beside a model.
     *
     * @param data folder with the list of trusted keys
     * @return the name of the key
     * @throws IOException why it is not valid, and what to do
     */
    static String verify(Path data, Path model) throws IOException, ModelException {
        Path signature = signatureOf(model);
        if (!Files.exists(signature)) {
            throw new IOException(
                    model
                            + " is not signed: there is no "
                            + signature.getFileName()
                            + " beside it");
        }
        return new TrustedKeys(data.resolve(TrustedKeys.FILE))
                .verify(Files.readString(signature, ISO_8859_1), parts(model));
    }

    private static Path signatureOf(Path model) {
        return model.resolveSibling(stem(model) + SIGNATURE);
    }

    private static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    private static ModelParts parts(Path model) throws IOException, ModelException {
        if (model.toString().endsWith(".jar")) {
            try (ModelArchive jar = new ModelArchive(model, Long.MAX_VALUE)) {
                return jar.parts();
            }
        }
        Path own = model.resolveSibling(stem(model) + ".json");
        byte @Nullable [] descriptor =
                Files.exists(own) ? LimitedFiles.read(own, ModelArchive.MOST_TEXT) : null;
        try (InputStream in = Files.newInputStream(model)) {
            return new ModelParts(
                    ModelParts.sha256(descriptor), ModelParts.sha256(in), ModelParts.NONE);
        }
    }
}
