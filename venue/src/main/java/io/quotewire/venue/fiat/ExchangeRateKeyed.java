package io.quotewire.venue.fiat;

import io.quotewire.venue.RestCall;
import io.quotewire.venue.poll.JsonAnswer;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** ExchangeRate-API with a key, which is a part of the path ("Documentation / Standard"). A plan that is paid asks for no name. */
final class ExchangeRateKeyed implements RateProvider {
    @Override
    public String name() {
        return "exchangerate-v6";
    }

    @Override
    public URI url() {
        return URI.create("https://v6.exchangerate-api.com");
    }

    @Override
    public boolean needsKey() {
        return true;
    }

    @Override
    public @Nullable String attribution() {
        return null;
    }

    @Override
    public RestCall latest(String base) {
        return new RestCall("/v6/{key}/latest/" + base, 1);
    }

    @Override
    public RateSheet read(byte[] body, String base) {
        JsonAnswer answer = JsonAnswer.of(body);
        RateTable table = new RateTable(base);
        RateTable.requireSuccess(answer);
        table.requireBase(answer, "base_code");
        table.add(RateTable.requireTime(answer, "time_last_update_unix"), answer, "conversion_rates");
        return table.sheet(answer.secondsUs("time_next_update_unix"));
    }
}
