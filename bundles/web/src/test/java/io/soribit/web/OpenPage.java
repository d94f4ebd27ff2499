// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.SourceState;
import io.soribit.testkit.Ports;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The page of a house in which one room is heard, open in a browser. */
abstract class OpenPage {
    static final List<String> VIEWS = List.of("now", "timeline", "home", "expert");
    static Browser browser;
    final HubFixture hub = new HubFixture();
    final Instant now = Instant.now();
    TestServer server;

    @BeforeAll
    static void openBrowser() throws Exception {
        Optional<Path> chromium = Browser.find("chromium");
        Optional<Path> driver = Browser.find("chromedriver");
        assertThat(chromium).as("the page is tested with chromium: install it").isPresent();
        assertThat(driver).as("chromium is driven by chromedriver: install it").isPresent();
        browser = new Browser(chromium.get(), driver.get());
    }

    @AfterAll
    static void closeBrowser() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openPage() throws Exception {
        serve(0);
    }

    /** Opens the page of a hub at a port, at any with 0. */
    void serve(int port) throws Exception {
        server = new TestServer(port, config());
        server.page.bindHearing(hub);
        server.page.bindBus(hub);
        server.page.bindOntology(hub);
        hub.source("Hall", SourceState.LISTENING, "", -31, now.plusSeconds(3600));
        browser.driver.manage().window().setSize(new Dimension(1280, 900));
        open();
    }

    /** Opens the page anew at a port that nobody else gets while the hub is away. */
    void serveAtPortOfItsOwn() throws Exception {
        closeServer();
        serve(Ports.free());
    }

    @AfterEach
    void closeServer() throws Exception {
        browser.driver.get("about:blank");
        server.close();
    }

    PageConfig config() {
        return TestServer.config(8);
    }

    static WebElement part(String selector) {
        return browser.driver.findElement(By.cssSelector(selector));
    }

    /** Opens a view, or the part of the settings for experts. */
    void show(String view) {
        browser.run("location.hash = arguments[0]", view);
        browser.waitUntil(
                "!document.getElementById('view-%s').hidden"
                        .formatted(view.equals("expert") ? "settings" : view));
    }

    /** Presses the button of the alert that covers the screen. */
    void tapOverlay(String button) {
        browser.waitUntil("document.getElementById('overlay').dataset.ready === 'true'");
        browser.driver.findElement(By.id(button)).click();
    }

    /** Holds the button of an emergency that covers the screen, until the page has acted. */
    void holdOverlay() {
        browser.waitUntil("document.getElementById('overlay').dataset.ready === 'true'");
        new Actions(browser.driver).clickAndHold(part("#overlay-seen")).perform();
        waitUntil("document.getElementById('overlay-seen').dataset.holding === undefined");
        new Actions(browser.driver).release().perform();
    }

    void open() {
        browser.driver.get(server.uri("/").toString());
        browser.waitForText("#rooms", "Hall");
    }

    /** For how long the sound goes on, by the page's stopwatch. */
    void waitForStopwatch() {
        waitUntil(
                "/Still sounding \\d+:\\d\\d/"
                        + ".test(document.getElementById('overlay-time').textContent)");
    }

    void waitUntil(String condition) {
        browser.waitUntil(condition);
    }

    static String style(String selector, String property) {
        return browser.run(
                        "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]",
                        selector,
                        property)
                .toString();
    }
}
