package io.quotewire.store.last.value;

import io.quotewire.model.Decimal;
import io.quotewire.model.Instrument;
import io.quotewire.model.Update.ConvertedData;
import io.quotewire.model.Update.Data;
import io.quotewire.model.Update.IndexData;
import io.quotewire.model.Update.LegRate;
import io.quotewire.model.Update.QuoteData;
import io.quotewire.model.Update.RateData;
import io.quotewire.model.Update.Rejected;
import io.quotewire.model.Update.SourceData;
import io.quotewire.model.Update.TickerData;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a value topic carries, as bytes: a letter for its kind, then its members in their order. */
final class DataBytes {
    /** In the place of a scale, where there is no number. */
    private static final byte NONE = Byte.MIN_VALUE;

    /** Of venues or steps; there are by far fewer. */
    private static final int MOST_ITEMS = 64;

    private DataBytes() {}

    static void write(Data data, DataOutputStream out) throws IOException {
        switch (data) {
            case QuoteData quote -> {
                out.writeByte('q');
                write(quote, out);
            }
            case TickerData ticker -> {
                out.writeByte('t');
                write(ticker, out);
            }
            case RateData rate -> {
                out.writeByte('r');
                write(rate.rate(), out);
                out.writeBoolean(rate.weekend());
                writeText(rate.attribution(), out);
            }
            case IndexData index -> {
                out.writeByte('i');
                write(index, out);
            }
            case ConvertedData converted -> {
                out.writeByte('c');
                write(converted, out);
            }
            case SourceData ignored -> throw new IOException("how a source fares is not kept");
        }
    }

    static Data read(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case 'r' -> new RateData(readNumber(in), in.readBoolean(), readText(in));
            case 'i' -> readIndex(in);
            case 'c' -> readConverted(in);
            default -> readPlain(kind, in);
        };
    }

    private static Data readPlain(byte kind, DataInputStream in) throws IOException {
        return switch (kind) {
            case 'q' -> readQuote(in);
            case 't' -> readTicker(in);
            default -> throw new IOException("no kind of data: " + kind);
        };
    }

    private static void write(QuoteData quote, DataOutputStream out) throws IOException {
        write(quote.bid(), out);
        write(quote.bidSize(), out);
        write(quote.ask(), out);
        write(quote.askSize(), out);
    }

    private static QuoteData readQuote(DataInputStream in) throws IOException {
        return new QuoteData(readDecimal(in), readDecimal(in), readDecimal(in), readDecimal(in));
    }

    private static void write(TickerData ticker, DataOutputStream out) throws IOException {
        write(ticker.last(), out);
        write(ticker.quote(), out);
        write(ticker.open(), out);
        write(ticker.high(), out);
        write(ticker.low(), out);
        write(ticker.volume(), out);
        write(ticker.change(), out);
        write(ticker.changePct(), out);
        write(ticker.quoteVolume(), out);
        write(ticker.marketCap(), out);
    }

    private static TickerData readTicker(DataInputStream in) throws IOException {
        return new TickerData(
                readDecimal(in),
                readQuote(in),
                readDecimal(in),
                readDecimal(in),
                readDecimal(in),
                readDecimal(in),
                readDecimal(in),
                readDecimal(in),
                readDecimal(in),
                readDecimal(in));
    }

    private static void write(IndexData index, DataOutputStream out) throws IOException {
        write(index.data(), out);
        writeCount(index.constituents().size(), out);
        for (String venue : index.constituents()) {
            out.writeUTF(venue);
        }
        writeCount(index.rejected().size(), out);
        for (Rejected rejected : index.rejected()) {
            out.writeUTF(rejected.source());
            out.writeUTF(rejected.why());
        }
    }

    private static IndexData readIndex(DataInputStream in) throws IOException {
        Data data = readPlain(in.readByte(), in);
        List<String> constituents = new ArrayList<>();
        for (int left = readCount(in); left > 0; left--) {
            constituents.add(in.readUTF());
        }
        List<Rejected> rejected = new ArrayList<>();
        for (int left = readCount(in); left > 0; left--) {
            rejected.add(new Rejected(in.readUTF(), in.readUTF()));
        }
        return new IndexData(data, List.copyOf(constituents), List.copyOf(rejected));
    }

    private static void write(ConvertedData converted, DataOutputStream out) throws IOException {
        write(converted.data(), out);
        out.writeUTF(converted.path());
        write(converted.rate(), out);
        writeCount(converted.legs().size(), out);
        for (LegRate leg : converted.legs()) {
            out.writeUTF(leg.pair().toString());
            out.writeUTF(leg.source());
            write(leg.bid(), out);
            write(leg.ask(), out);
            out.writeLong(leg.tsUs());
            out.writeUTF(leg.status().text());
        }
        out.writeBoolean(converted.weekend());
    }

    private static ConvertedData readConverted(DataInputStream in) throws IOException {
        Data data = readPlain(in.readByte(), in);
        String path = in.readUTF();
        Decimal rate = readNumber(in);
        List<LegRate> legs = new ArrayList<>();
        for (int left = readCount(in); left > 0; left--) {
            legs.add(new LegRate(
                    Instrument.parse(in.readUTF()),
                    in.readUTF(),
                    readNumber(in),
                    readNumber(in),
                    in.readLong(),
                    ValueCodec.status(in.readUTF())));
        }
        return new ConvertedData(data, path, rate, List.copyOf(legs), in.readBoolean());
    }

    private static void write(@Nullable Decimal decimal, DataOutputStream out) throws IOException {
        if (decimal == null) {
            out.writeByte(NONE);
        } else {
            out.writeByte(decimal.scale());
            out.writeByte(decimal.places());
            out.writeLong(decimal.mantissa());
        }
    }

    private static @Nullable Decimal readDecimal(DataInputStream in) throws IOException {
        byte scale = in.readByte();
        if (scale == NONE) {
            return null;
        }
        int places = in.readByte();
        return Decimal.of(in.readLong(), scale, places);
    }

    /** A number that must be there. */
    private static Decimal readNumber(DataInputStream in) throws IOException {
        Decimal number = readDecimal(in);
        if (number == null) {
            throw new IOException("a number is missing");
        }
        return number;
    }

    private static void writeText(@Nullable String text, DataOutputStream out) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeUTF(text);
        }
    }

    private static @Nullable String readText(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }

    private static void writeCount(int count, DataOutputStream out) throws IOException {
        if (count > MOST_ITEMS) {
            throw new IOException(count + " items");
        }
        out.writeByte(count);
    }

    private static int readCount(DataInputStream in) throws IOException {
        int count = in.readUnsignedByte();
        if (count > MOST_ITEMS) {
            throw new IOException(count + " items");
        }
        return count;
    }
}
