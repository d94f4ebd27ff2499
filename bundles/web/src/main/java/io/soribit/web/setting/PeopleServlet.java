// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.setting;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.soribit.api.hub.PageAddress;
import io.soribit.common.security.PairingFile;
import io.soribit.common.security.UserFile;
import io.soribit.common.security.UserFile.User;
import io.soribit.web.LivePage;
import io.soribit.web.live.Presence;
import io.soribit.web.message.Message;
import io.soribit.web.message.MessageCode;
import io.soribit.web.servlet.GuardedServlet;
import io.soribit.web.servlet.JsonResponse;
import io.soribit.web.servlet.RequestGuard;
import io.soribit.web.servlet.Role;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code GET /api/people}: who may use the page, people and paired devices. {@code POST
 * /api/people?name=NAME&role=ROLE}: offers to pair a device, as {@code soribit page pair} does; the
 * answer has the link and its QR code. {@code DELETE /api/people?name=NAME}: revokes a device, or
 * removes a person; the last administrator stays.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/people")
public final class PeopleServlet extends GuardedServlet {
    private static final long serialVersionUID = 1;
    private static final int FULL = 507;
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\..*|\\[(::|0:0:0:0:0:0:0:)1\\]");

    private final transient UserFile users;
    private final transient PairingFile pairing;
    private final transient Presence presence;
    private final transient PageAddress address;
    private final transient RequestGuard guard;
    private final transient Clock clock = Clock.systemUTC();
    private transient volatile @Nullable PageAddress home;

    /**
     * @param local whether only the hub's own machine can open the page at its address
     */
    private record People(List<Person> people, String address, boolean local) {}

    /**
     * @param paired since when it is a paired device; null for a person with a password
     * @param open whether its page is open
     * @param seen when its page was closed; null if it was not open since the hub was started
     * @param own whether it asks
     */
    private record Person(
            String name,
            String role,
            @Nullable String paired,
            boolean open,
            @Nullable String seen,
            boolean own) {}

    private record Offer(
            String name,
            String role,
            String link,
            String until,
            boolean local,
            @JsonProperty("qr_size") int size,
            @JsonProperty("qr_path") String path) {}

    @Activate
    public PeopleServlet(
            BundleContext context,
            @Reference LivePage page,
            @Reference(target = "(!(home=true))") PageAddress address,
            @Reference RequestGuard guard) {
        this(Path.of(context.getProperty("soribit.data"), "etc"), page, address, guard);
    }

    /**
     * @param etc the folder of the users
     */
    public PeopleServlet(Path etc, LivePage page, PageAddress address, RequestGuard guard) {
        super(guard);
        users = new UserFile(etc.resolve("page-users"));
        pairing = new PairingFile(etc.resolve("page-pairing"));
        presence = page.presence();
        this.address = address;
        this.guard = guard;
    }

    /** Sets where other devices open the page, while it is open to them. */
    @Reference(
            target = "(home=true)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void bindHome(PageAddress page) {
        home = page;
    }

    /** Removes it, unless another one has replaced it. */
    public void unbindHome(PageAddress page) {
        if (page.equals(home)) {
            home = null;
        }
    }

    private URI uri() {
        @Nullable PageAddress open = home;
        return (open == null ? address : open).uri();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        List<Person> people = new ArrayList<>();
        try {
            for (User user : users.read().values()) {
                people.add(person(user, JsonResponse.user(request)));
            }
        } catch (IOException e) {
            JsonResponse.error(
                    response,
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    MessageCode.USERS_UNREADABLE.with());
            return;
        }
        URI uri = uri();
        JsonResponse.send(response, new People(people, uri.toString(), isLocal(uri)));
    }

    private Person person(User user, String own) throws IOException {
        String name = user.name();
        @Nullable Instant paired = pairing.pairedSince(user).orElse(null);
        @Nullable Instant seen =
                presence.lastSeen(name)
                        .filter(time -> paired == null || time.isAfter(paired))
                        .orElse(null);
        return new Person(
                name,
                user.role(),
                paired == null ? null : paired.toString(),
                presence.isOpen(name),
                seen == null ? null : seen.toString(),
                name.equals(own));
    }

    private static boolean isLocal(URI uri) {
        return LOOPBACK.matcher(String.valueOf(uri.getHost())).matches();
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String name = text(request, "name");
        String role = text(request, "role");
        Offer offer;
        try {
            Map<String, User> all = users.read();
            if (administrators(all.values()) == 0) {
                conflict(response, MessageCode.NO_ADMIN.with());
                return;
            }
            if (all.containsKey(name)) {
                conflict(response, MessageCode.NAME_TAKEN.with(name));
                return;
            }
            if (Role.of(role).isEmpty()) {
                refuse(response, MessageCode.UNKNOWN_ROLE.with());
                return;
            }
            offer = offer(name, role);
        } catch (IllegalArgumentException e) {
            refuse(response, MessageCode.USER_NAME.with());
            return;
        } catch (IOException e) {
            JsonResponse.error(response, FULL, MessageCode.UNSAVED.with(e.getMessage()));
            return;
        }
        JsonResponse.send(response, offer);
    }

    private Offer offer(String name, String role) throws IOException {
        Instant now = clock.instant();
        URI uri = uri();
        String link = uri.resolve("pair.html") + "#" + pairing.offer(name, role, now);
        QrPicture code = QrPicture.of(link);
        String until = now.plus(PairingFile.VALID).toString();
        return new Offer(name, role, link, until, isLocal(uri), code.size(), code.path());
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String name = text(request, "name");
        try {
            Map<String, User> all = users.read();
            @Nullable User user = all.get(name);
            if (user != null && isAdmin(user) && administrators(all.values()) == 1) {
                conflict(response, MessageCode.LAST_ADMIN.with());
                return;
            }
            if (user == null || !guard.remove(name)) {
                JsonResponse.error(
                        response, HttpServletResponse.SC_NOT_FOUND, MessageCode.NO_USER.with(name));
                return;
            }
        } catch (IOException e) {
            JsonResponse.error(response, FULL, MessageCode.UNSAVED.with(e.getMessage()));
            return;
        }
        JsonResponse.done(response, MessageCode.USER_REMOVED.with(name));
    }

    private static long administrators(Collection<User> users) {
        return users.stream().filter(PeopleServlet::isAdmin).count();
    }

    private static boolean isAdmin(User user) {
        return Role.of(user.role()).filter(Role.ADMIN::equals).isPresent();
    }

    private static void refuse(HttpServletResponse response, Message why) throws IOException {
        JsonResponse.error(response, HttpServletResponse.SC_BAD_REQUEST, why);
    }

    private static void conflict(HttpServletResponse response, Message why) throws IOException {
        JsonResponse.error(response, HttpServletResponse.SC_CONFLICT, why);
    }

    private static String text(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "").strip();
    }
}
