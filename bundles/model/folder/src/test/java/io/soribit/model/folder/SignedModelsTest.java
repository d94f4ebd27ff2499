// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.ModelException;
import io.soribit.common.signing.ModelParts;
import io.soribit.common.signing.ModelSignature;
import io.soribit.common.signing.TrustedKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who signed a model, and what follows. */
class SignedModelsTest {
    private static final ModelParts MODEL = parts("{}", "TFL3 weights", "[]");

    @TempDir Path folder;
    private KeyPair alice;
    private KeyPair mallory;
    private TrustedKeys keys;

    private static ModelParts parts(String descriptor, String flatbuffer, String golden) {
        return ModelParts.of(
                descriptor.getBytes(UTF_8), flatbuffer.getBytes(UTF_8), golden.getBytes(UTF_8));
    }

    @BeforeEach
    void trust() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        alice = generator.generateKeyPair();
        mallory = generator.generateKeyPair();
        Path file = folder.resolve("model-keys");
        String key = Base64.getEncoder().encodeToString(alice.getPublic().getEncoded());
        Files.writeString(file, "# whom we trust\nalice " + key + "\nbroken AAAA\n\nalone\n");
        keys = new TrustedKeys(file);
    }

    private static String signature(String name, KeyPair pair) throws Exception {
        return ModelSignature.sign(name, pair.getPrivate(), MODEL).text();
    }

    private String check(boolean required, ModelParts model, String signature)
            throws ModelException {
        return new Signatures(keys, required).check(model, signature);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aGoodSignatureNamesItsKey(boolean required) throws Exception {
        assertThat(check(required, MODEL, signature("alice", alice))).isEqualTo("signed by alice");
        assertThat(keys.read()).containsOnlyKeys("alice");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasChangedIsRefusedAlways(boolean required) throws Exception {
        String good = signature("alice", alice);
        List<ModelParts> altered =
                List.of(
                        parts("{ }", "TFL3 weights", "[]"),
                        parts("{}", "TFL3 Weights", "[]"),
                        parts("{}", "TFL3 weights", "[ ]"),
                        new ModelParts("none", MODEL.flatbuffer(), MODEL.golden()),
                        new ModelParts(MODEL.descriptor(), MODEL.flatbuffer(), "none"));
        for (ModelParts model : altered) {
            assertThatThrownBy(() -> check(required, model, good))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("not of 'alice', or it was changed")
                    .hasMessageContaining("fetch");
        }
        assertThatThrownBy(() -> check(required, MODEL, signature("alice", mallory)))
                .hasMessageContaining("not of 'alice'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soribit-model-signature 2 alice AAAA",
                "soribit-model-signature 1 alice AAAA",
                "soribit-model-signature 1 a b c"
            })
    void aMalformedSignatureIsRefused(String text) {
        assertThatThrownBy(() -> check(false, MODEL, text)).hasMessageContaining("malformed");
    }

    @Test
    void anUnknownKeyCountsAsNoneUnlessOneIsRequired() throws Exception {
        String unknown = signature("mallory", mallory);
        assertThat(check(false, MODEL, unknown)).isEqualTo("signed by an unknown key");
        assertThatThrownBy(() -> check(true, MODEL, unknown))
                .hasMessageContaining("'mallory', which is not in etc/model-keys")
                .hasMessageContaining("add it there");
        assertThat(check(false, MODEL, null)).isEqualTo("unsigned");
        assertThatThrownBy(() -> check(true, MODEL, null))
                .hasMessageContaining("require_signed")
                .hasMessageContaining("soribit models sign");
    }

    @Test
    void theFormatIsAsDocumented() {
        assertThat(ModelParts.of(null, new byte[0], null).signedText())
                .asString(UTF_8)
                .isEqualTo(
                        "soribit model 1\n"
                                + "descriptor none\n"
                                + "flatbuffer"
                                + " e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n"
                                + "golden none\n");
    }

    @Test
    void theHistorySaysWhatCameWhenAndFromWhom() throws Exception {
        Clock clock = Clock.fixed(Instant.parse("2026-03-01T20:15:31Z"), ZoneOffset.UTC);
        Path file = folder.resolve("state/models-installed");
        InstallLog log = new InstallLog(file, clock);
        Path model = Files.writeString(folder.resolve("pets.tflite"), "x");
        log.installed(model, MODEL, "unsigned");
        log.installed(model, MODEL, "unsigned");
        log.installed(model, MODEL, "signed by alice");
        String owner = Files.getOwner(model).getName();
        assertThat(Files.readAllLines(file))
                .hasSize(2)
                .allMatch(line -> line.startsWith("2026-03-01T20:15:31Z pets.tflite, sha256 "))
                .allMatch(line -> line.endsWith(", by " + owner + " (owner of the file)"))
                .first()
                .asString()
                .contains(MODEL.flatbuffer() + ", unsigned, by");
    }
}
