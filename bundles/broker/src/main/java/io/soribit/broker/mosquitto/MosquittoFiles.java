// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker.mosquitto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.soribit.broker.users.TopicRights;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The files of a Mosquitto behind the gate: it listens on loopback, and for one user only, whose
 * password is a new one at each start. Users and rights are the gate's.
 *
 * @param configuration of Mosquitto
 * @param port on loopback
 * @param password of {@link #USER}
 */
public record MosquittoFiles(Path configuration, int port, String password) {
    /** The only one that Mosquitto lets in. */
    public static final String USER = "gate";

    private static final int ROUNDS = 101;
    private static final int SALT = 12;
    private static final int HEADER = 8;
    private static final int HASH_BITS = 512;

    /**
     * Writes them into a folder.
     *
     * @param packetBytes largest packet
     */
    public static MosquittoFiles write(Path folder, int port, int packetBytes) throws IOException {
        Path own = Files.createDirectories(folder.resolve("mosquitto").toAbsolutePath());
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
        }
        String password = TopicRights.random();
        Path users = own.resolve("users");
        Files.writeString(users, USER + ":" + hash(password) + "\n");
        Path configuration = own.resolve("mosquitto.conf");
        Files.write(configuration, lines(own, users, port, packetBytes));
        return new MosquittoFiles(configuration, port, password);
    }

    private static List<String> lines(Path folder, Path users, int port, int packetBytes) {
        return List.of(
                "# Written by the hub at each start.",
                "listener " + port + " 127.0.0.1",
                // Started as root it would become another user, who cannot read this folder.
                "user " + System.getProperty("user.name"),
                "allow_anonymous false",
                "password_file " + users,
                "persistence true",
                "persistence_location " + folder + "/",
                "autosave_interval 300",
                "persistent_client_expiration 1d",
                "max_packet_size " + (packetBytes + HEADER),
                "max_queued_messages 100000",
                "max_queued_bytes " + (16 << 20),
                "memory_limit " + (256 << 20),
                "set_tcp_nodelay true",
                "sys_interval 0",
                "connection_messages false",
                "log_dest stderr",
                "log_type error",
                "log_type warning");
    }

    /** The password is random: hashing need not be slow. */
    private static String hash(String password) {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        try {
            byte[] hash =
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                            .generateSecret(
                                    new PBEKeySpec(password.toCharArray(), salt, ROUNDS, HASH_BITS))
                            .getEncoded();
            Base64.Encoder text = Base64.getEncoder();
            return "$7$"
                    + ROUNDS
                    + "$"
                    + text.encodeToString(salt)
                    + "$"
                    + text.encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2", e);
        }
    }

    /** As MQTT takes it. */
    public byte[] passwordBytes() {
        return password.getBytes(US_ASCII);
    }

    @Override
    public String toString() {
        return "MosquittoFiles[" + configuration + "]";
    }
}
