package io.quotewire.app.books;

import io.quotewire.model.Extent;

/** Each message is the state of the best 150, its prices with exponents where they are small. */
final class Htx implements Decoder {
    private static final Extent BEST = Extent.window(150);

    @Override
    public void message(Json message, Heard heard) {
        String[] channel = message.at("ch").text().split("\\.", -1);
        if (channel.length == 4 && channel[2].equals("depth")) {
            Json tick = message.at("tick");
            heard.book(channel[1])
                    .state(BEST)
                    .atMs(message.at("ts").number())
                    .numbers(0, tick.at("version").number())
                    .rows(tick.at("bids"), tick.at("asks"));
        }
    }
}
