package io.quotewire.app.options;

import io.quotewire.app.config.AppConfig;
import io.quotewire.app.config.Configuration.FlagValue;
import io.quotewire.app.config.Hint;
import io.quotewire.app.shell.ExitCode;
import io.quotewire.app.shell.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of every command that goes to live venues, and the settings that they make. */
public final class VenueOptions {
    @Option(
            names = "--venues",
            paramLabel = "A,B",
            description = "Venues, the preferred one first. Default: okx,binance,coinbase,kraken,bybit.")
    private @Nullable String venues;

    @Option(
            names = "--venue-url",
            paramLabel = "VENUE=URL",
            description = "Where to find a venue: wss:// for its data, https:// for its lists. May be repeated.")
    private List<String> venueUrls = List.of();

    @Option(names = "--data", paramLabel = "DIR", description = "Folder for what survives a restart. Default ./data.")
    private @Nullable String data;

    /** What they set. */
    public List<FlagValue> flags() throws Failure {
        List<FlagValue> flags = new ArrayList<>();
        if (venues != null) {
            flags.add(new FlagValue("venues.enabled", "--venues", venues));
        }
        if (data != null) {
            flags.add(new FlagValue("data", "--data", data));
        }
        for (String url : venueUrls) {
            flags.add(venueUrl(url));
        }
        return flags;
    }

    /** {@code okx=wss://host/path} sets where that venue's data is, {@code okx=https://host} where its lists are. */
    private static FlagValue venueUrl(String text) throws Failure {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new Failure(ExitCode.USAGE, "--venue-url must be VENUE=URL, was " + text);
        }
        String venue = text.substring(0, equals);
        String url = text.substring(equals + 1);
        Set<String> known = AppConfig.DEFAULT.venues().byName().keySet();
        if (!known.contains(venue)) {
            throw new Failure(ExitCode.USAGE, "--venue-url: unknown venue " + venue + Hint.of(venue, known));
        }
        return new FlagValue("venues." + venue + "." + urlKey(url), "--venue-url", url);
    }

    private static String urlKey(String url) throws Failure {
        return switch (url.split(":", 2)[0]) {
            case "ws", "wss" -> "ws-url";
            case "http", "https" -> "rest-url";
            default ->
                throw new Failure(ExitCode.USAGE, "--venue-url takes ws://, wss://, http:// or https://, was " + url);
        };
    }
}
