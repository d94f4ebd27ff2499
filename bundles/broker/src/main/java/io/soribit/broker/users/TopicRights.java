// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker.users;

import io.soribit.broker.users.Users.User;
import io.soribit.common.security.Passwords;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;

/** Authenticates and authorizes users. The hub itself has a random name and password. */
public final class TopicRights implements ActiveMQSecurityManager5 {
    private final Map<String, User> users;
    private final String hub = "hub-" + random();
    private final String hubPassword = random();
    private final SecretKeySpec seal =
            new SecretKeySpec(random().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    private final Map<String, byte[]> verified = new ConcurrentHashMap<>();

    /** For these users, and the hub. */
    public TopicRights(Map<String, User> users) {
        this.users = Map.copyOf(users);
    }

    /** A secret of 256 bits. */
    public static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Name of the user that is the hub. */
    public String hub() {
        return hub;
    }

    /** For as long as the broker runs. */
    public String hubPassword() {
        return hubPassword;
    }

    @Override
    public @Nullable Subject authenticate(
            @Nullable String user,
            @Nullable String password,
            RemotingConnection connection,
            @Nullable String domain) {
        if (user == null || password == null || !authenticates(user, password)) {
            return null;
        }
        Subject subject = new Subject();
        subject.getPrincipals().add(new UserPrincipal(user));
        return subject;
    }

    /** Whether it is the password of the user; takes 0.1 s the first time. */
    public boolean authenticates(String name, String password) {
        if (name.equals(hub)) {
            return isHub(name, password);
        }
        @Nullable User user = users.get(name);
        if (user == null) {
            return false;
        }
        // Hashing is slow on purpose, and Artemis authenticates again every ten seconds.
        return isKnown(name, password) || verify(user, password, seal(name, password));
    }

    /** Whether this is the hub itself. */
    public boolean isHub(String name, String password) {
        return name.equals(hub) && MessageDigest.isEqual(bytes(password), bytes(hubPassword));
    }

    /** Whether this is the hub, or a user who has been authenticated before; does not hash. */
    public boolean isKnown(String name, String password) {
        if (name.equals(hub)) {
            return isHub(name, password);
        }
        byte @Nullable [] before = verified.get(name);
        return before != null && MessageDigest.isEqual(before, seal(name, password));
    }

    /** The names of all users but the hub. */
    public Set<String> names() {
        return users.keySet();
    }

    /** One at a time: guessing passwords uses one core at most. */
    private synchronized boolean verify(User user, String password, byte[] sealed) {
        if (!Passwords.verify(password.toCharArray(), user.hash())) {
            return false;
        }
        verified.put(user.name(), sealed);
        return true;
    }

    private byte[] seal(String name, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(seal);
            mac.update(bytes(name));
            mac.update((byte) 0);
            return mac.doFinal(bytes(password));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean authorize(
            @Nullable Subject subject, Set<Role> roles, CheckType type, String address) {
        if (subject == null) {
            return false;
        }
        return subject.getPrincipals(UserPrincipal.class).stream()
                .anyMatch(principal -> allowed(rights(principal.getName()), type, topic(address)));
    }

    /** What a user may; null for one who does not exist. */
    public @Nullable Rights rights(String name) {
        if (name.equals(hub)) {
            return Rights.ALL;
        }
        @Nullable User user = users.get(name);
        return user == null ? null : user.rights();
    }

    private static boolean allowed(@Nullable Rights rights, CheckType type, String topic) {
        if (rights == null) {
            return false;
        }
        return switch (type) {
            case SEND -> rights.mayWrite(topic);
            case CONSUME,
                    BROWSE,
                    CREATE_DURABLE_QUEUE,
                    DELETE_DURABLE_QUEUE,
                    CREATE_NON_DURABLE_QUEUE,
                    DELETE_NON_DURABLE_QUEUE ->
                    rights.mayRead(topic);
            case CREATE_ADDRESS, DELETE_ADDRESS -> rights.mayRead(topic) || rights.mayWrite(topic);
            default -> false;
        };
    }

    /**
     * The topic or filter of an address of Artemis: dots separate levels, * stands for one; a
     * backslash takes their meaning from them. The name of a queue may follow.
     */
    public static String topic(String address) {
        int queue = address.indexOf("::");
        String text = queue < 0 ? address : address.substring(0, queue);
        StringBuilder topic = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                topic.append(text.charAt(++i));
            } else {
                topic.append(c == '.' ? '/' : c == '*' ? '+' : c);
            }
        }
        return topic.toString();
    }

    @Override
    public boolean validateUser(String user, String password) {
        throw new UnsupportedOperationException("asked by subject only");
    }

    @Override
    public boolean validateUserAndRole(
            String user, String password, Set<Role> roles, CheckType type) {
        throw new UnsupportedOperationException("asked by subject only");
    }

    @Override
    public String toString() {
        return "TopicRights" + Arrays.toString(users.keySet().toArray());
    }
}
