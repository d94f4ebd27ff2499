// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.person;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The people that are configured; none in most households. Thread-safe. */
public final class People {
    private final List<Person> people = new CopyOnWriteArrayList<>();

    public void add(Person person) {
        people.add(person);
        people.sort(Comparator.comparing(Person::name));
    }

    public void remove(Person person) {
        people.remove(person);
    }

    /** The devices of each, by name. */
    public Map<String, Set<String>> devices() {
        return people.stream()
                .collect(
                        Collectors.toUnmodifiableMap(Person::name, Person::devices, People::union));
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    /** Their names, sorted. */
    public List<String> names() {
        return people.stream().map(Person::name).distinct().toList();
    }

    /** The names of those who have to see alerts of one of these rooms, sorted. */
    public List<String> names(Collection<String> rooms) {
        return people.stream()
                .filter(person -> person.isFor(rooms))
                .map(Person::name)
                .distinct()
                .toList();
    }

    /** The name of the person whom an acknowledgement names, or what it says itself. */
    public String nameOf(String by) {
        return people.stream().filter(p -> p.is(by)).map(Person::name).findFirst().orElse(by);
    }

    /** The devices that belong to people of these names alone. */
    public Set<String> devices(Collection<String> names) {
        Set<String> others =
                people.stream()
                        .filter(person -> !names.contains(person.name()))
                        .flatMap(person -> person.devices().stream())
                        .collect(Collectors.toSet());
        return people.stream()
                .filter(person -> names.contains(person.name()))
                .flatMap(person -> person.devices().stream())
                .filter(device -> !others.contains(device))
                .collect(Collectors.toUnmodifiableSet());
    }
}
