// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.Configurations;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeopleTest {
    private final People people = new People();

    @Test
    void aPersonIsKnownByNameUserOrDevice() {
        people.add(
                new Person("민수", Set.of("web:minsu phone", "awtrix:bed"), Set.of("minsu", "책상")));
        for (String by :
                List.of("민수", "Minsu", "책상", "web:minsu phone", "minsu phone", "awtrix bed")) {
            assertThat(people.nameOf(by)).as(by).isEqualTo("민수");
        }
        assertThat(people.nameOf("page")).isEqualTo("page");
    }

    @Test
    void whatTwoPeopleShareBelongsToNeitherAlone() {
        people.add(new Person("Ada", Set.of("ntfy:ada", "bedroom"), Set.of()));
        people.add(new Person("Minsu", Set.of("bedroom"), Set.of()));
        assertThat(people.devices(List.of("Ada"))).containsExactly("ntfy:ada");
        assertThat(people.devices(List.of("Ada", "Minsu")))
                .containsExactlyInAnyOrder("ntfy:ada", "bedroom");
        assertThat(people.devices(List.of("page"))).isEmpty();
    }

    @Test
    void whoHasToSeeAnAlertDependsOnItsRooms() {
        people.add(new Person("Ada", Set.of(), Set.of()));
        people.add(new Person("Minsu", Set.of(), Set.of(), Set.of("floor2/*", "hall")));
        assertThat(people.names(List.of("floor2/room214"))).containsExactly("Ada", "Minsu");
        assertThat(people.names(List.of("attic", "hall"))).containsExactly("Ada", "Minsu");
        assertThat(people.names(List.of("floor3/room301"))).containsExactly("Ada");
        assertThat(people.names()).containsExactly("Ada", "Minsu");
    }

    @Test
    void aFileNamesAPerson() {
        Person person =
                new PersonComponent(
                                Configurations.of(
                                        PersonComponent.Config.class,
                                        Map.of(
                                                "devices", new String[] {"ntfy:ada, bed", " "},
                                                "rooms", new String[] {"floor2/*, hall"})),
                                Map.of("service.pid", "io.soribit.alert.person~ada"))
                        .person();
        assertThat(person)
                .isEqualTo(
                        new Person(
                                "ada",
                                Set.of("ntfy:ada", "bed"),
                                Set.of(),
                                Set.of("floor2/*", "hall")));
    }
}
