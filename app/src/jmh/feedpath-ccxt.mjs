// The same recorded messages through ccxt's own handlers: JSON.parse, handleMessage, its order books.
//
//   node feedpath-ccxt.mjs CCXT_FOLDER MESSAGES_FOLDER SECONDS [SET...]
//
// CCXT_FOLDER has node_modules with ccxt in it; MESSAGES_FOLDER is what FeedPathBenchmark --write has written. Prints a
// line of JSON a set, as FeedPathBenchmark does. What opens a book is handled but not measured, as there. It is told of
// no user, so that nobody waits for what it has found.
import { createRequire } from 'node:module';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [ccxtFolder, messagesFolder, seconds, ...wanted] = process.argv.slice(2);
const require = createRequire(join(ccxtFolder, 'package.json'));
const { pro } = require('ccxt');
const WARM_UP_NS = 2e9;
const LONGEST_SYMBOL = 20;
const QUOTES = ['USDT', 'USDC', 'BNB', 'AUD', 'BRL', 'BTC', 'ETH', 'USD', 'GBP', 'EUR'];

const VENUES = {
  binance: { make: () => new pro.binance(), url: 'wss://stream.binance.com:9443/stream' },
  okx: { make: () => new pro.okx(), url: 'wss://ws.okx.com:8443/ws/v5/public' },
  bybit: { make: () => new pro.bybit(), url: 'wss://stream.bybit.com/v5/public/spot' },
  // Kraken's checksums are looked at by us. ccxt can do so too, but does not as it comes.
  kraken: { make: () => new pro.kraken(), url: 'wss://ws.kraken.com/v2' },
  coinbase: { make: () => new pro.coinbaseexchange(), url: 'wss://ws-feed.exchange.coinbase.com' },
};

function symbolOf(id) {
  const parts = id.split(/[-/]/);
  if (parts.length === 2) {
    return parts;
  }
  const quote = QUOTES.find((code) => id.endsWith(code));
  return [id.slice(0, -quote.length), quote];
}

function market(exchange, id) {
  const [base, quote] = symbolOf(id);
  return exchange.safeMarketStructure({
    id, base, quote, baseId: base, quoteId: quote, symbol: `${base}/${quote}`, type: 'spot', spot: true, active: true,
    precision: { amount: 1e-8, price: 1e-8 },
  });
}

function idsIn(messages) {
  const ids = new Set();
  for (const { symbol, text } of messages) {
    if (symbol) {
      ids.add(symbol);
    }
    const found = /"(?:instId|s|symbol|product_id)":"([^"]+)"/.exec(text.slice(0, 400)) ?? /"s":"([A-Z]+)"/.exec(text);
    if (found && found[1].length <= LONGEST_SYMBOL) {
      ids.add(found[1]);
    }
  }
  return [...ids];
}

function read(set) {
  return readFileSync(join(messagesFolder, `${set}.tsv`), 'utf8').split('\n').filter(Boolean).map((line) => {
    const [role, symbol, text] = line.split('\t');
    return { role, symbol, text };
  });
}

/** One exchange for all passes: to make one takes longer than a pass. What it has learned is thrown away each time. */
function open(venue, ids, messages) {
  const exchange = VENUES[venue].make();
  exchange.setMarkets(ids.map((id) => market(exchange, id)));
  const client = exchange.client(VENUES[venue].url);
  const state = { exchange, client, ids };
  state.reset = () => {
    exchange.orderbooks = {};
    exchange.tickers = {};
    exchange.bidsasks = {};
    if (messages.some((message) => message.role === 'answer')) {
      for (const id of ids) {
        exchange.orderbooks[exchange.safeSymbol(id)] = exchange.orderBook({}, 1000);
      }
    }
    for (const id of ids) {
      const symbol = exchange.safeSymbol(id);
      client.subscriptions[`books:${symbol}`] = true; // As OKX's handler wants it of a book that is followed.
    }
  };
  return state;
}

/** As fetchOrderBookSnapshot of ccxt's Binance goes on once it has its answer. */
function answer({ exchange, client }, { symbol: id, text }) {
  const symbol = exchange.safeSymbol(id);
  const raw = JSON.parse(text);
  const snapshot = exchange.parseOrderBook(raw, symbol);
  snapshot.nonce = raw.lastUpdateId;
  const book = exchange.orderbooks[symbol];
  book.reset(snapshot);
  const waiting = book.cache;
  book.cache = [];
  for (const message of waiting) {
    if (message.u > book.nonce && message.U - 1 <= book.nonce) {
      exchange.handleOrderBookMessage(client, message, book);
    }
  }
}

function pass(state, messages, spent) {
  state.reset();
  const { exchange, client } = state;
  for (let i = 0; i < messages.length;) {
    const { role, text } = messages[i];
    if (role === 'answer') {
      answer(state, messages[i++]);
    } else if (role === 'opening') {
      exchange.handleMessage(client, JSON.parse(text));
      i++;
    } else {
      const first = i;
      const cpu = process.cpuUsage();
      const was = process.hrtime.bigint();
      for (; i < messages.length && messages[i].role === 'measured'; i++) {
        exchange.handleMessage(client, JSON.parse(messages[i].text));
      }
      spent.wallNs += Number(process.hrtime.bigint() - was);
      const used = process.cpuUsage(cpu);
      spent.cpuNs += (used.user + used.system) * 1000;
      spent.messages += i - first;
    }
  }
}

/** Counted in CPU time, so that what else the machine does shortens no warm-up. */
function repeat(state, messages, atLeastNs) {
  const spent = { wallNs: 0, cpuNs: 0, messages: 0 };
  let passes = 0;
  for (; spent.cpuNs < atLeastNs; passes++) {
    pass(state, messages, spent);
  }
  return { passes, spent };
}

function bests({ exchange, ids }) {
  return ids.map((id) => {
    const symbol = exchange.safeSymbol(id);
    const book = exchange.orderbooks[symbol];
    const quote = exchange.bidsasks[symbol];
    const bid = book ? book.bids[0]?.[0] : quote?.bid;
    const ask = book ? book.asks[0]?.[0] : quote?.ask;
    return `${symbol.replace('/', '-')} ${exchange.numberToString(bid) ?? '-'} ${exchange.numberToString(ask) ?? '-'}`;
  }).sort().join(', ');
}

function run(set) {
  const messages = read(set);
  const state = open(set.split('-')[0], idsIn(messages), messages);
  repeat(state, messages, WARM_UP_NS);
  const { passes, spent } = repeat(state, messages, Number(seconds) * 1e9);
  const cpuNs = Math.round(spent.cpuNs / spent.messages);
  const wallNs = Math.round(spent.wallNs / spent.messages);
  console.log(JSON.stringify({ peer: 'ccxt', set, messages: spent.messages, passes, wallNs, cpuNs, best: bests(state) }));
}

readdirSync(messagesFolder)
  .filter((file) => file.endsWith('.tsv'))
  .map((file) => file.slice(0, -4))
  .filter((set) => wanted.length === 0 || wanted.includes(set))
  .forEach(run);
process.exit(0);
