// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Says to a push service who sends: the key of this hub (VAPID, RFC 8292). */
final class Vapid {
    private static final Duration VALID = Duration.ofHours(12);
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ECPublicKey publicKey;
    private final PrivateKey privateKey;
    private final String contact;

    /**
     * @param contact whom a push service may ask, {@code mailto:} or {@code https:}; empty for none
     */
    Vapid(KeyPair keys, String contact) {
        this((ECPublicKey) keys.getPublic(), keys.getPrivate(), contact);
    }

    private Vapid(ECPublicKey publicKey, PrivateKey privateKey, String contact) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
        this.contact = contact;
    }

    /**
     * The key of this hub; made when there is none yet. Browsers keep to it: with another one all
     * have to subscribe again.
     */
    static Vapid of(Path path, String contact) throws IOException {
        StateFile file = new StateFile(path);
        try {
            List<String> lines = file.readLines();
            if (lines.size() == 2) {
                byte[] secret = Base64.getDecoder().decode(lines.get(1));
                return new Vapid(
                        P256.decode(Base64.getUrlDecoder().decode(lines.get(0))),
                        KeyFactory.getInstance("EC")
                                .generatePrivate(new PKCS8EncodedKeySpec(secret)),
                        contact);
            }
            Vapid made = new Vapid(P256.generate(), contact);
            file.writeLines(
                    List.of(
                            made.key(),
                            Base64.getEncoder().encodeToString(made.privateKey.getEncoded())));
            return made;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(
                    path + " holds no key: remove it, and subscribe all devices again", e);
        }
    }

    /** The public key, as browsers want it. */
    String key() {
        return URL.encodeToString(P256.encode(publicKey));
    }

    /** The header Authorization of a request. */
    String authorization(URI endpoint, Instant now) throws GeneralSecurityException {
        ObjectNode claims = MAPPER.createObjectNode();
        claims.put("aud", endpoint.getScheme() + "://" + endpoint.getAuthority());
        claims.put("exp", now.plus(VALID).getEpochSecond());
        if (!contact.isEmpty()) {
            claims.put("sub", contact);
        }
        String text = part("{\"typ\":\"JWT\",\"alg\":\"ES256\"}") + "." + part(claims.toString());
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(privateKey);
        signature.update(text.getBytes(UTF_8));
        return "vapid t=" + text + "." + URL.encodeToString(signature.sign()) + ", k=" + key();
    }

    private static String part(String json) {
        return URL.encodeToString(json.getBytes(UTF_8));
    }
}
