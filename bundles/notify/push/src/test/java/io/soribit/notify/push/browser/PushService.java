// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push.browser;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A push service over HTTPS and the browser behind it, which decrypts as RFC 8291 says. */
final class PushService implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    final List<JsonNode> shown = new CopyOnWriteArrayList<>();
    final List<Headers> headers = new CopyOnWriteArrayList<>();
    final List<JsonNode> claims = new CopyOnWriteArrayList<>();
    volatile int status = 201;
    private final ObjectMapper mapper = new ObjectMapper();
    private final KeyPair keys = P256.generate();
    private final byte[] secret = new byte[16];
    private final HttpsServer server;
    private final SSLContext trusting;

    PushService(Path folder) throws Exception {
        new SecureRandom().nextBytes(secret);
        KeyStore store = certificate(folder.resolve("push.p12"));
        KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
        own.init(store, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), null, null);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("push", store.getCertificate("push"));
        trust.init(certificates);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/send/", this::take);
        server.start();
    }

    private static KeyStore certificate(Path file) throws Exception {
        String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made =
                new ProcessBuilder(
                                program,
                                "-genkeypair",
                                "-alias",
                                "push",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=push",
                                "-validity",
                                "3",
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                PASSWORD)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (made.waitFor() != 0) {
            throw new IllegalStateException("keytool failed");
        }
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    /** Whom the hub has to trust. */
    SSLContext trusting() {
        return trusting;
    }

    String endpoint() {
        return "https://127.0.0.1:" + server.getAddress().getPort() + "/send/abc-123";
    }

    String key() {
        return base64(P256.encode((ECPublicKey) keys.getPublic()));
    }

    String secret() {
        return base64(secret);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void take(HttpExchange exchange) throws IOException {
        try {
            byte[] body = exchange.getRequestBody().readAllBytes();
            headers.add(exchange.getRequestHeaders());
            if (status == 201) {
                claims.add(verified(exchange.getRequestHeaders().getFirst("Authorization")));
                shown.add(mapper.readTree(decrypt(body)));
            }
            exchange.sendResponseHeaders(status, -1);
        } catch (GeneralSecurityException | RuntimeException e) {
            exchange.sendResponseHeaders(400, -1);
        }
        exchange.close();
    }

    /** Checks the signature, as a push service does. */
    private JsonNode verified(String authorization) throws GeneralSecurityException, IOException {
        String[] parts = authorization.replaceFirst("^vapid t=", "").split(", k=", 2);
        int end = parts[0].lastIndexOf('.');
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(P256.decode(Base64.getUrlDecoder().decode(parts[1])));
        signature.update(parts[0].substring(0, end).getBytes(US_ASCII));
        if (!signature.verify(Base64.getUrlDecoder().decode(parts[0].substring(end + 1)))) {
            throw new GeneralSecurityException("the signature is wrong");
        }
        return mapper.readTree(Base64.getUrlDecoder().decode(parts[0].split("\\.")[1]));
    }

    /** Decrypts, as a browser does. */
    private byte[] decrypt(byte[] body) throws GeneralSecurityException {
        ByteBuffer buffer = ByteBuffer.wrap(body);
        byte[] salt = new byte[16];
        buffer.get(salt);
        buffer.getInt();
        byte[] sender = new byte[buffer.get()];
        buffer.get(sender);
        byte[] sealed = new byte[buffer.remaining()];
        buffer.get(sealed);
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(keys.getPrivate());
        agreement.doPhase(P256.decode(sender), true);
        byte[] own = P256.encode((ECPublicKey) keys.getPublic());
        byte[] input =
                hmac(
                        hmac(secret, agreement.generateSecret()),
                        text("WebPush: info\0"),
                        own,
                        sender,
                        new byte[] {1});
        byte[] extracted = hmac(salt, input);
        byte[] one = {1};
        byte[] key = hmac(extracted, text("Content-Encoding: aes128gcm\0"), one);
        byte[] nonce = hmac(extracted, text("Content-Encoding: nonce\0"), one);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(key, 0, 16, "AES"),
                new GCMParameterSpec(128, nonce, 0, 12));
        byte[] padded = cipher.doFinal(sealed);
        if (padded[padded.length - 1] != 2) {
            throw new GeneralSecurityException("the last record is not marked");
        }
        return Arrays.copyOf(padded, padded.length - 1);
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
