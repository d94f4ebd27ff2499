// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A certificate authority of the test's own: X.509 in DER, as the JDK can read but not write it.
 */
final class Authority {
    private static final byte[] ECDSA_SHA256 =
            sequence(oid(0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02));
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    /** A key, and the certificate that the authority has signed. */
    record Signed(PrivateKey key, X509Certificate certificate) {
        void write(Path certificateFile, Path keyFile) throws Exception {
            Files.writeString(certificateFile, pem("CERTIFICATE", certificate.getEncoded()));
            Files.writeString(keyFile, pem("PRIVATE KEY", key.getEncoded()));
        }
    }

    private final String name;
    private final KeyPair keys;
    private final X509Certificate certificate;
    private long serial = 1;

    Authority(String name) throws Exception {
        this.name = name;
        keys = keys();
        byte[] basic = extension(sequence(new byte[] {1, 1, -1}), true, 0x55, 0x1D, 0x13);
        certificate =
                sign(
                        name,
                        keys.getPublic(),
                        in(Duration.ofDays(-9)),
                        in(Duration.ofDays(9)),
                        basic);
    }

    private static KeyPair keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static Instant in(Duration time) {
        return Instant.now().plus(time);
    }

    /** Its own certificate as a PEM file. */
    Path write(Path file) throws Exception {
        return Files.writeString(file, pem("CERTIFICATE", certificate.getEncoded()));
    }

    /** A certificate for a name or an address of a machine. */
    Signed sign(String host) throws Exception {
        return sign(host, Duration.ofDays(1));
    }

    /** One that ends so long from now; or has ended. */
    Signed sign(String host, Duration valid) throws Exception {
        KeyPair own = keys();
        byte[] alternative =
                Character.isDigit(host.charAt(0))
                        ? der(0x87, InetAddress.getByName(host).getAddress())
                        : der(0x82, host.getBytes(UTF_8));
        byte[] names = extension(sequence(alternative), false, 0x55, 0x1D, 0x11);
        return new Signed(
                own.getPrivate(),
                sign(host, own.getPublic(), in(Duration.ofDays(-2)), in(valid), names));
    }

    private X509Certificate sign(
            String subject, PublicKey key, Instant from, Instant to, byte[] extension)
            throws Exception {
        byte[] content =
                sequence(
                        der(0xA0, der(2, new byte[] {2})),
                        der(2, BigInteger.valueOf(serial++).toByteArray()),
                        ECDSA_SHA256,
                        name(name),
                        sequence(time(from), time(to)),
                        name(subject),
                        key.getEncoded(),
                        der(0xA3, sequence(extension)));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(content);
        byte[] signed = der(3, join(new byte[1], signature.sign()));
        byte[] all = sequence(content, ECDSA_SHA256, signed);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(all));
    }

    private static byte[] extension(byte[] value, boolean critical, int... id) {
        byte[] mark = critical ? new byte[] {1, 1, -1} : new byte[0];
        return sequence(oid(id), mark, der(4, value));
    }

    private static byte[] name(String text) {
        return sequence(
                der(0x31, sequence(oid(0x55, 0x04, 0x03), der(0x0C, text.getBytes(UTF_8)))));
    }

    private static byte[] time(Instant time) {
        return der(0x18, TIME.format(time).getBytes(UTF_8));
    }

    private static byte[] oid(int... bytes) {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return der(6, content);
    }

    private static byte[] sequence(byte[]... parts) {
        return der(0x30, join(parts));
    }

    private static byte[] der(int tag, byte[] content) {
        int n = content.length;
        byte[] head =
                n < 128
                        ? new byte[] {(byte) tag, (byte) n}
                        : n < 256
                                ? new byte[] {(byte) tag, (byte) 0x81, (byte) n}
                                : new byte[] {(byte) tag, (byte) 0x82, (byte) (n >> 8), (byte) n};
        return join(head, content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A key in PKCS#8, encrypted with PBES2. */
    static String encrypted(PrivateKey key, String password) throws Exception {
        String algorithm = "PBEWithHmacSHA256AndAES_256";
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm)
                        .generateSecret(new PBEKeySpec(password.toCharArray())));
        byte[] pbes2 = oid(0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05, 0x0D);
        byte[] how = sequence(pbes2, cipher.getParameters().getEncoded());
        byte[] secret = der(4, cipher.doFinal(key.getEncoded()));
        return pem("ENCRYPTED PRIVATE KEY", sequence(how, secret));
    }

    static String pem(String kind, byte[] content) {
        return "-----BEGIN "
                + kind
                + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END "
                + kind
                + "-----\n";
    }
}
