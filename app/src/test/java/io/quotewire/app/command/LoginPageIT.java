package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.page.Chromium;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of a gateway that lets in nobody without an account, as somebody sees it who has one. */
class LoginPageIT extends GuardedServe {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final String ASKED = "!document.querySelector('#door').hidden";
    private static final String LIVE = "document.querySelector('#light').dataset.state === 'good'";

    @Test
    void page_asksWhoLooks_remembersIt_andForgetsItWhenTold() throws Exception {
        try (Chromium browser = Chromium.start()) {
            browser.open(url() + "/");
            browser.await("it asks who looks", ASKED);
            assertThat(browser.textOf("#light")).contains("Logged out");
            assertThat(browser.text("getComputedStyle(document.querySelector('main')).display"))
                    .isEqualTo("none");

            enter(browser, "another password");
            browser.await(
                    "it says what is wrong",
                    "document.querySelector('#refused').textContent === 'name or password is wrong'");
            browser.screenshot(SCREENSHOTS.resolve("login.png"));

            enter(browser, PASSWORD);
            browser.await("prices come", LIVE + " && document.querySelectorAll('td.last').length > 0");
            assertThat(browser.textOf("#user")).isEqualTo("ada");
            assertThat(browser.text("document.cookie + JSON.stringify(localStorage)"))
                    .as("what a script can read")
                    .isEqualTo("{}");
            browser.screenshot(SCREENSHOTS.resolve("logged-in.png"));

            browser.open(url() + "/");
            browser.await("prices come again without a password", LIVE);
            browser.click("#leave");
            browser.await("it asks again", ASKED);
            browser.open(url() + "/");
            browser.await("and again", ASKED);
        }
    }

    @Test
    void page_ofAnAccountWhoseRightsChange_comesBackWithAnotherToken() throws Exception {
        try (Chromium browser = Chromium.start()) {
            browser.open(url() + "/");
            browser.await("it asks who looks", ASKED);
            enter(browser, PASSWORD);
            browser.await("prices come", LIVE);
            browser.text("window.renewals = performance.getEntriesByName(location.origin + '/v1/auth/refresh').length");

            assertThat(new TestShell(directory()).run("user", "grant", "ada", "--depth", "5"))
                    .isZero();

            browser.await(
                    "the token is renewed, on the same page",
                    "performance.getEntriesByName(location.origin + '/v1/auth/refresh').length > window.renewals");
            browser.await("prices come again", LIVE);
        }
    }

    @Test
    void page_ofAnAccountThatIsClosed_asksAgain() throws Exception {
        try (Chromium browser = Chromium.start()) {
            browser.open(url() + "/");
            browser.await("it asks who looks", ASKED);
            enter(browser, PASSWORD);
            browser.await("prices come", LIVE);

            assertThat(new TestShell(directory()).run("user", "disable", "ada")).isZero();

            browser.await("it asks who looks", ASKED);
        }
    }

    private static void enter(Chromium browser, String password) throws InterruptedException {
        browser.text("(() => { document.querySelector('#name').value = 'ada';"
                + " document.querySelector('#password').value = '" + password + "'; })()");
        browser.click("#login button");
    }
}
