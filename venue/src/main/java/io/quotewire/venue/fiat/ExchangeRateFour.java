package io.quotewire.venue.fiat;

import io.quotewire.venue.RestCall;
import io.quotewire.venue.poll.JsonAnswer;
import java.net.URI;

/** The older address of ExchangeRate-API, which still answers, and advises to take a newer one. It does not say when it has others. */
final class ExchangeRateFour implements RateProvider {
    @Override
    public String name() {
        return "exchangerate-v4";
    }

    @Override
    public URI url() {
        return URI.create("https://api.exchangerate-api.com");
    }

    @Override
    public String attribution() {
        return ExchangeRateOpen.ATTRIBUTION;
    }

    @Override
    public RestCall latest(String base) {
        return new RestCall("/v4/latest/" + base, 1);
    }

    @Override
    public RateSheet read(byte[] body, String base) {
        JsonAnswer answer = JsonAnswer.of(body);
        RateTable table = new RateTable(base);
        RateTable.requireSuccess(answer);
        table.requireBase(answer, "base");
        table.add(RateTable.requireTime(answer, "time_last_updated"), answer, "rates");
        return table.sheet(0);
    }
}
