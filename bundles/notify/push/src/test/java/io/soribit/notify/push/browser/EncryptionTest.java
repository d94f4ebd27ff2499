// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The example of RFC 8291, section 5, with the keys of its appendix A. */
class EncryptionTest {
    private static final String SENDER =
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    private static final String SENDER_SECRET = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    private static final String RECEIVER =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private static final String AUTH = "BTBZMqHH6r4Tts7J_aSIgg";
    private static final String SALT = "DGv6ra1nlYgDCS1FRnbzlw";
    private static final String BODY =
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmY"
                    + "WAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLV"
                    + "WGNWQexSgSxsj_Qulcy4a-fN";

    private static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private static KeyPair sender() throws Exception {
        PrivateKey secret =
                KeyFactory.getInstance("EC")
                        .generatePrivate(
                                new ECPrivateKeySpec(
                                        new BigInteger(1, bytes(SENDER_SECRET)), P256.curve()));
        return new KeyPair(P256.decode(bytes(SENDER)), secret);
    }

    @Test
    void theExampleOfTheStandardIsReproducedByteForByte() throws Exception {
        byte[] body =
                Encryption.encrypt(
                        "When I grow up, I want to be a watermelon".getBytes(UTF_8),
                        P256.decode(bytes(RECEIVER)),
                        bytes(AUTH),
                        sender(),
                        bytes(SALT));
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(body)).isEqualTo(BODY);
    }

    @Test
    void aKeyIsReadAsItIsWritten() throws Exception {
        for (int i = 0; i < 20; i++) { // also those with a leading zero
            ECPublicKey key = (ECPublicKey) P256.generate().getPublic();
            assertThat(P256.decode(P256.encode(key)).getW()).isEqualTo(key.getW());
        }
    }

    @Test
    void whatIsNoPointOfTheCurveIsRefused() {
        byte[] elsewhere = bytes(RECEIVER);
        elsewhere[P256.SIZE - 1] ^= 1;
        assertThatThrownBy(() -> P256.decode(elsewhere))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no point of P-256");
        assertThatThrownBy(() -> P256.decode(new byte[33]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> P256.decode(new byte[P256.SIZE]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMessageThatIsTooLongIsRefused() throws Exception {
        KeyPair keys = sender();
        assertThatThrownBy(
                        () ->
                                Encryption.encrypt(
                                        new byte[Encryption.MOST + 1],
                                        P256.decode(bytes(RECEIVER)),
                                        bytes(AUTH),
                                        keys,
                                        bytes(SALT)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
