// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.testkit.Await;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Headless Chromium with a profile of its own, from the search path: nothing is downloaded. */
final class Browser implements AutoCloseable {
    /** It only ends a test that has failed. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path profile;
    final ChromeDriver driver;

    static Optional<Path> find(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Browser(Path chromium, Path chromedriver) throws Exception {
        profile = Files.createTempDirectory("soribit-web-test");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--lang=en",
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
                "--host-resolver-rules=MAP soribit.local 127.0.0.1",
                "--user-data-dir=" + profile);
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(chromedriver.toFile())
                        .build();
        driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(LIMIT);
    }

    /** Waits until a text is visible at a place. */
    void waitForText(String selector, String expected) {
        new WebDriverWait(driver, LIMIT)
                .withMessage(() -> "'" + expected + "' in " + selector + ", is: " + text(selector))
                .until(d -> text(selector).contains(expected));
    }

    /** Until a condition in JavaScript holds; else the test fails. */
    void waitUntil(String condition) {
        new WebDriverWait(driver, LIMIT)
                .withMessage(() -> condition + ", in: " + text("body"))
                .until(d -> is(condition));
    }

    /** Read anew if the page draws it anew meanwhile. */
    String text(String selector) {
        return new WebDriverWait(driver, LIMIT)
                .ignoring(StaleElementReferenceException.class)
                .until(d -> textNow(selector));
    }

    private String textNow(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream()
                .map(e -> e.getText())
                .reduce("", (all, one) -> all + one + "\n")
                .strip();
    }

    Object run(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    boolean is(String condition) {
        return Boolean.TRUE.equals(run("return " + condition));
    }

    @Override
    public void close() throws Exception {
        driver.quit();
        Await.until("its processes write no more to its profile", this::deleteProfile);
    }

    private boolean deleteProfile() {
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return Files.notExists(profile);
        }
    }
}
