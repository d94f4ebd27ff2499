// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.upgrade;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.soribit.common.io.LimitedFiles;
import io.soribit.common.release.Release;
import io.soribit.common.signing.ModelParts;
import io.soribit.common.signing.ReleaseSignature;
import io.soribit.common.signing.TrustedKeys;
import io.soribit.common.text.Text;
import io.soribit.shell.status.Finding;
import io.soribit.shell.status.Finding.Kind;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares a release in a folder with the hub and the data folder that are there; only reads. */
final class UpgradeCheck {
    static final String LAUNCHER = "io.soribit.launcher";
    private static final String API = "io.soribit.api";
    private static final int MOST_SIGNATURE = 1_000;
    private static final Pattern JAVA = Pattern.compile("osgi[.]ee=JavaSE[)].*?version=([0-9]+)");

    /** How many bytes can be written. */
    interface FreeSpace {
        long bytes(Path folder) throws IOException;
    }

    /**
     * A release whose signature and files are right.
     *
     * @param release where it would be installed
     * @param key that signed it
     */
    record Verified(ReleaseList list, Release release, String key) {}

    private final Path boot;
    private final Path lib;
    private final Path data;
    private final String version;
    private final FreeSpace free;
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable Verified verified;

    /**
     * @param boot the launcher and the framework
     * @param lib the bundles that the hub runs with
     * @param data its data folder
     * @param version of these bundles
     */
    UpgradeCheck(Path boot, Path lib, Path data, String version, FreeSpace free) {
        this.boot = boot;
        this.lib = lib;
        this.data = data;
        this.version = version;
        this.free = free;
    }

    /** What can be installed: empty before a check, and after one that found anything wrong. */
    Optional<Verified> verified() {
        return findings.stream().anyMatch(Finding::isWrong)
                ? Optional.empty()
                : Optional.ofNullable(verified);
    }

    /**
     * Checks a release. Nothing else of it is read before its signature and its files are found to
     * be right.
     *
     * @throws IOException if it, or the hub that is there, cannot be read
     */
    List<Finding> of(Path release) throws IOException {
        byte[] json = LimitedFiles.read(release.resolve(ReleaseList.FILE), ReleaseList.MOST_BYTES);
        Optional<String> key = signature(release, json);
        if (key.isEmpty()) {
            return findings;
        }
        ReleaseList list = ReleaseList.read(json);
        List<String> differences = list.differences(release);
        if (!all(
                differences,
                new Text("files", "파일"),
                new Text(
                        list.files().size() + " files are as they were signed",
                        "파일 " + list.files().size() + "개가 서명된 내용과 같습니다"),
                new Text(
                        "not as they were signed: fetch the release again",
                        "서명된 내용과 다릅니다. 릴리스를 다시 받으십시오"))) {
            return findings;
        }
        Parts now = Parts.of(boot, lib);
        Parts then = Parts.of(release);
        all(
                FeatureCheck.problems(release),
                new Text("parts", "구성 요소"),
                new Text("complete", "빠진 것이 없습니다"),
                new Text(
                        "is missing: the release is broken, take another one",
                        "이(가) 없습니다. 릴리스가 손상되었으므로 다른 릴리스를 사용하십시오"));
        version(list.version());
        java(then);
        plugIns(then);
        settings(now, then);
        space(list);
        changes(now, then);
        Release target = Release.of(list.version(), ModelParts.sha256(json));
        verified = new Verified(list, target, key.get());
        return findings;
    }

    private Optional<String> signature(Path release, byte[] json) throws IOException {
        Path file = release.resolve(ReleaseList.SIGNATURE);
        Text about = new Text("signature", "서명");
        if (!Files.exists(file)) {
            Text missing =
                    new Text(
                            "there is no " + ReleaseList.SIGNATURE + ": take a signed release",
                            ReleaseList.SIGNATURE + " 파일이 없습니다. 서명된 릴리스를 사용하십시오");
            findings.add(new Finding(Kind.WRONG, about, missing));
            return Optional.empty();
        }
        String text = new String(LimitedFiles.read(file, MOST_SIGNATURE), ISO_8859_1);
        try {
            TrustedKeys trusted = new TrustedKeys(data.resolve(ReleaseSignature.KEYS));
            String key = ReleaseSignature.verify(text, json, trusted);
            findings.add(
                    new Finding(
                            Kind.WELL,
                            about,
                            new Text("valid, of the key " + key, "유효합니다. 키: " + key)));
            return Optional.of(key);
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            findings.add(new Finding(Kind.WRONG, about, new Text(reason, "유효하지 않습니다: " + reason)));
            return Optional.empty();
        }
    }

    private void version(String other) throws IOException {
        Text about = new Text("version", "버전");
        int order;
        try {
            order =
                    ModuleDescriptor.Version.parse(other)
                            .compareTo(ModuleDescriptor.Version.parse(version));
        } catch (IllegalArgumentException e) {
            throw new IOException("'" + other + "' or '" + version + "' is not a version", e);
        }
        String both = version + " → " + other;
        if (order < 0) {
            findings.add(
                    new Finding(
                            Kind.WRONG,
                            about,
                            new Text(
                                    both
                                            + ", which is older: it may not read this data folder;"
                                            + " restore a backup of that version instead, or go back"
                                            + " with --back",
                                    both
                                            + ": 이전 버전이므로 이 데이터 폴더를 읽지 못할 수 있습니다. 그 버전의"
                                            + " 백업을 복원하거나 --back으로 되돌리십시오")));
        } else {
            findings.add(
                    new Finding(order == 0 ? Kind.NOTE : Kind.WELL, about, new Text(both, both)));
        }
    }

    private void java(Parts then) throws IOException {
        String needs =
                String.valueOf(
                        Manifests.of(then.required(API).jar()).getValue("Require-Capability"));
        Matcher least = JAVA.matcher(needs);
        int needed = least.find() ? Integer.parseInt(least.group(1)) : 0;
        int there = Runtime.version().feature();
        findings.add(
                new Finding(
                        needed > there ? Kind.WRONG : Kind.WELL,
                        new Text("Java", "Java"),
                        needed > there
                                ? new Text(
                                        "it needs Java " + needed + ", this is " + there,
                                        "Java " + needed + "이(가) 필요하지만 현재 버전은 " + there + "입니다")
                                : new Text(String.valueOf(there), String.valueOf(there))));
    }

    private void plugIns(Parts then) throws IOException {
        PlugInCheck check = new PlugInCheck(then.required(API).jar());
        String api = API + " " + check.exported().getOrDefault(API, "?");
        all(
                check.problems(data.resolve("bundles")),
                new Text("plug-ins", "플러그인"),
                new Text("all can use " + api, "모두 " + api + "에서 동작합니다"),
                new Text(
                        "would not start with "
                                + api
                                + ": get a version of each that does, or remove it",
                        api + "에서 시작되지 않습니다. 호환되는 버전으로 바꾸거나 제거하십시오"));
    }

    private void settings(Parts now, Parts then) throws IOException {
        all(
                new SettingsCheck(Settings.of(now), Settings.of(then), Migrated.of(then))
                        .problems(data.resolve("etc")),
                new Text("configuration", "구성"),
                new Text("every setting is kept", "모든 설정이 유지됩니다"),
                new Text(
                        "would be without effect: see the changelog for what takes its place",
                        "적용되지 않습니다. 변경 내역에서 대체 설정을 확인하십시오"));
    }

    private void space(ReleaseList list) throws IOException {
        long needed =
                ReleaseStore.installed(list).values().stream()
                        .mapToLong(ReleaseList.Entry::bytes)
                        .sum();
        long there = free.bytes(data);
        String english = (needed >> 20) + " MB needed, " + (there >> 20) + " MB free";
        String korean = "필요 " + (needed >> 20) + "MB, 여유 " + (there >> 20) + "MB";
        boolean enough = there >= needed;
        findings.add(
                new Finding(
                        enough ? Kind.WELL : Kind.WRONG,
                        new Text("disk", "디스크"),
                        enough
                                ? new Text(english, korean)
                                : new Text(
                                        english + ": make room for both versions",
                                        korean + ": 두 버전을 둘 공간을 확보하십시오")));
    }

    private void changes(Parts now, Parts then) throws IOException {
        for (String change : now.changes(then)) {
            findings.add(
                    new Finding(Kind.NOTE, new Text("changes", "변경"), new Text(change, change)));
        }
        findings.add(
                new Finding(
                        Kind.NOTE,
                        new Text("launcher", "실행 프로그램"),
                        new Text(
                                "launcher, framework and documents stay as they are: install the"
                                        + " package or unpack the archive for those",
                                "실행 프로그램, 프레임워크, 문서는 바뀌지 않습니다. 이는 패키지를 설치하거나 압축"
                                        + " 파일을 풀어 교체하십시오")));
    }

    /** One finding if there is no problem, else one for each. */
    private boolean all(List<String> problems, Text about, Text well, Text wrong) {
        if (problems.isEmpty()) {
            findings.add(new Finding(Kind.WELL, about, well));
        }
        for (String problem : problems) {
            findings.add(
                    new Finding(
                            Kind.WRONG,
                            about,
                            new Text(
                                    problem + ": " + wrong.english(),
                                    problem + ": " + wrong.korean())));
        }
        return problems.isEmpty();
    }
}
