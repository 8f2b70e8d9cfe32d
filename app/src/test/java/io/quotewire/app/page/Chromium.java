package io.quotewire.app.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A browser without a window, with one page, driven over the DevTools protocol. Every wait ends after a minute with an
 * {@link AssertionError} that has the page's text and what the console said.
 *
 * <pre>{@code
 * try (Chromium browser = Chromium.start()) {
 *     browser.open("http://127.0.0.1:8000/");
 *     browser.await("the table fills", "document.querySelectorAll('tbody tr').length > 1");
 *     browser.click("fieldset[data-venue=okx] [data-verb=mute]");
 *     browser.screenshot(Path.of("target/screenshots/demo.png"));
 *     assertThat(browser.complaints()).isEmpty();
 * }
 * }</pre>
 *
 * <p><b>Threads:</b> one.
 */
public final class Chromium implements AutoCloseable {
    private static final String PROGRAM = "chromium";
    private static final long DEADLINE_S = 60;
    private static final long WAIT_MS = 60_000;
    private static final String LISTENING = "DevTools listening on ";

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Path profile;
    private final Process process;
    private final DevTools tools;

    private Chromium(Path profile) throws Exception {
        this.profile = profile;
        ProcessBuilder builder = new ProcessBuilder(
                PROGRAM,
                "--headless=new",
                "--remote-debugging-port=0",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--user-data-dir=" + profile,
                "about:blank");
        builder.environment().put("TMPDIR", profile.toString()); // What it leaves behind goes with the profile.
        this.process = builder.redirectErrorStream(true).start();
        this.tools = new DevTools(address(process), DEADLINE_S, this::heard);
    }

    /**
     * Starts a browser: 1280 by 800, light, with motion.
     *
     * @throws org.opentest4j.TestAbortedException with one line if there is none here; where all must run, that is a failure
     */
    public static Chromium start() throws Exception {
        boolean there = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, PROGRAM)));
        String why = PROGRAM + " is not on the PATH: the page is not tested";
        if ("1".equals(System.getenv("QUOTEWIRE_STRICT"))) {
            assertThat(there).as(why).isTrue();
        }
        assumeTrue(there, why);
        Chromium browser = new Chromium(Files.createTempDirectory("chromium"));
        browser.attach();
        browser.size(1280, 800);
        browser.media("light", false);
        return browser;
    }

    /** Goes to an address. What the page loads may still be under way. */
    public void open(String url) throws InterruptedException {
        call("Page.navigate", Map.of("url", url));
    }

    /** The width and height of the page's window, in CSS pixels. */
    public void size(int width, int height) throws InterruptedException {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /**
     * What the reader's system asks for.
     *
     * @param theme {@code light} or {@code dark}
     * @param still whether motion is to be reduced
     */
    public void media(String theme, boolean still) throws InterruptedException {
        Map<String, Object> scheme = Map.of("name", "prefers-color-scheme", "value", theme);
        Map<String, Object> motion =
                Map.of("name", "prefers-reduced-motion", "value", still ? "reduce" : "no-preference");
        call("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme, motion)));
    }

    /** The value of a JavaScript expression as text; a promise is waited for. */
    public String text(String expression) throws InterruptedException {
        Map<String, Object> result = call(
                "Runtime.evaluate",
                Map.of(
                        "expression",
                        "(async () => String(await (" + expression + ")))()",
                        "awaitPromise",
                        true,
                        "returnByValue",
                        true));
        if (result.containsKey("exceptionDetails")) {
            throw new AssertionError(expression + " threw: " + result.get("exceptionDetails"));
        }
        return String.valueOf(DevTools.object(result.get("result")).get("value"));
    }

    /**
     * Waits until a JavaScript expression is true; while it throws, it is not.
     *
     * @param what the sentence that would be wrong
     */
    public void await(String what, String condition) throws InterruptedException {
        String held;
        try {
            held = held(condition);
        } catch (DevTools.Refused navigated) {
            held = held(condition); // The page was left for another, which is asked in its place.
        }
        assertThat(held)
                .as(() -> what + "; the page says:\n" + page() + "\nthe console says: " + complaints)
                .isEqualTo("yes");
    }

    private String held(String condition) throws InterruptedException {
        return text("""
                new Promise((resolve) => {
                  const end = performance.now() + %d;
                  const look = () => {
                    try { if (%s) return resolve("yes"); } catch { /* Not yet. */ }
                    if (performance.now() > end) resolve("no"); else setTimeout(look, 25);
                  };
                  look();
                })""".formatted(WAIT_MS, condition));
    }

    /** Clicks the first element that a CSS selector finds. */
    public void click(String selector) throws InterruptedException {
        text("document.querySelector(%s).click()".formatted(quoted(selector)));
    }

    /** The text of the first element that a CSS selector finds, as it is seen. */
    public String textOf(String selector) throws InterruptedException {
        return text("document.querySelector(%s).innerText".formatted(quoted(selector)));
    }

    /** Errors and warnings of the console so far, violations of the page's policy among them. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Writes what the window shows as PNG. */
    public void screenshot(Path file) throws InterruptedException, IOException {
        Object data = call("Page.captureScreenshot", Map.of("format", "png")).get("data");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(String.valueOf(data)));
    }

    /** Ends the browser that {@link #start} started, and no other. */
    @Override
    public void close() throws IOException {
        try {
            call("Browser.close", Map.of());
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            tools.close();
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            try (Stream<Path> files = Files.walk(profile)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private void attach() throws InterruptedException {
        Object target =
                call("Target.createTarget", Map.of("url", "about:blank")).get("targetId");
        Object session = call("Target.attachToTarget", Map.of("targetId", String.valueOf(target), "flatten", true))
                .get("sessionId");
        tools.use(String.valueOf(session));
        for (String domain : List.of("Runtime", "Log", "Page")) {
            call(domain + ".enable", Map.of());
        }
    }

    private Map<String, Object> call(String method, Map<String, Object> parameters) throws InterruptedException {
        return tools.call(method, parameters, DEADLINE_S + WAIT_MS / 1_000);
    }

    private void heard(String method, Map<String, Object> event) {
        switch (method) {
            case "Runtime.exceptionThrown" -> complaints.add("exception: " + event.get("exceptionDetails"));
            case "Runtime.consoleAPICalled" ->
                complain(String.valueOf(event.get("type")), String.valueOf(event.get("args")));
            case "Log.entryAdded" -> {
                Map<String, Object> entry = DevTools.object(event.get("entry"));
                complain(String.valueOf(entry.get("level")), entry.get("text") + " " + entry.get("url"));
            }
            default -> {}
        }
    }

    private void complain(String level, String what) {
        if (level.equals("error") || level.equals("warning") || level.equals("assert")) {
            complaints.add(level + ": " + what);
        }
    }

    private String page() {
        try {
            return text("document.body.innerText");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "nothing, interrupted";
        }
    }

    /** Where the browser listens, which it says among other things; those go on being read, or it would stand still. */
    private static URI address(Process process) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(LISTENING)) {
                Thread.ofVirtual()
                        .name("chromium-output")
                        .start(() -> lines.lines().forEach(_ -> {}));
                return URI.create(line.substring(LISTENING.length()));
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("the browser did not start: " + said);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
