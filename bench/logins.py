#!/usr/bin/env python3
"""What log-ins cost those who stream: the delays of deliveries with and without 50 people who log in all the time, in turns.

  ./quotewire version   # builds the jar
  JAVA_HOME=/path/to/jdk-25 python3 bench/logins.py [--clients 1000] [--seconds 10] [--repetitions 5] [--hashing 1]

One gateway, fed by a simulated OKX; each phase is a load test of its own against it, and the ratio is that of two neighbours. Each of
the 50 has an account and an address of 127.0.0.0/8 of its own, and logs in again as soon as it is answered; at most --hashing passwords
are hashed at the same time, the others wait or are told to come again (503). Loopback only.
"""
import argparse
import collections
import http.client
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PASSWORD = 'correct horse battery'
PEOPLE = 50


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--clients', type=int, default=1000)
    parser.add_argument('--seconds', type=int, default=10, help='that each phase measures')
    parser.add_argument('--repetitions', type=int, default=5)
    parser.add_argument('--hashing', type=int, default=1, help='passwords at the same time, as auth.hashing')
    parser.add_argument('--port', type=int, default=19211)
    parser.add_argument('--jar', default=str(ROOT / 'app/target/quotewire.jar'))
    return parser.parse_args()


def quotewire(flags, *words):
    home = os.environ.get('JAVA_HOME')
    java = os.path.join(home, 'bin', 'java') if home else 'java'
    return [java, '-Xmx1g', '-jar', flags.jar, *words]


def awaited(path, word):
    for _ in range(600):
        text = path.read_text()
        if word in text:
            return text
        time.sleep(0.1)
    sys.exit(f'no "{word}" in {path}: {text}')


def post(flags, person, path, body):
    """The status of the answer, from the person's own address."""
    connection = http.client.HTTPConnection(
        '127.0.0.1', flags.port, timeout=60, source_address=(f'127.0.1.{person + 1}', 0))
    try:
        connection.request('POST', path, json.dumps(body), {'Content-Type': 'application/json'})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def account(person):
    return {'username': f'person{person}', 'password': PASSWORD}


class Crowd:
    """People who log in again and again until they are told to stop."""

    def __init__(self, flags):
        self.flags = flags
        self.stop = threading.Event()
        self.answers = collections.Counter()
        self.threads = [threading.Thread(target=self.log_in, args=(person,)) for person in range(PEOPLE)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def log_in(self, person):
        while not self.stop.is_set():
            status = post(self.flags, person, '/v1/auth/login', account(person))
            self.answers[status] += 1
            if status != 200:
                self.stop.wait(0.2)

    def __exit__(self, *_):
        self.stop.set()
        for thread in self.threads:
            thread.join()


def measured(flags):
    """p99 in ms of a load test's deliveries."""
    run = subprocess.run(
        quotewire(
            flags, 'bench', '--url', f'ws://127.0.0.1:{flags.port}/v1/ws', '--clients', str(flags.clients), '--warm-up', '3s',
            '--duration', f'{flags.seconds}s', '--topics', 'quote:okx:BTC-USDT,trade:okx:BTC-USDT', '--json', '--no-progress'),
        capture_output=True, text=True)
    report = json.loads(run.stdout)
    if run.returncode != 0:
        print(f'the load test ended with {run.returncode}: {run.stderr.strip()}', file=sys.stderr)
    return p99(report)


def p99(report):
    """Of the table of delays, whose only row is that of the WebSockets."""
    waiting = [report]
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, dict):
            if each.get('p99_ms') is not None:
                return each['p99_ms']
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
    sys.exit('the report has no p99_ms: ' + json.dumps(report)[:2000])


def main():
    flags = arguments()
    running = []
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)

        def start(name, *words, **variables):
            out = open(work / f'{name}.out', 'w')
            err = open(work / f'{name}.err', 'w')
            running.append(subprocess.Popen(
                quotewire(flags, *words), stdout=out, stderr=err, cwd=work, env=os.environ | variables))

        try:
            start('simulate', 'simulate', '--venues', 'okx')
            venue = awaited(work / 'simulate.out', 'okx').split()
            start(
                'serve', 'serve', '--port', str(flags.port), '--instruments', 'BTC-USDT', '--data', str(work / 'data'), *venue,
                QUOTEWIRE_AUTH_MODE='optional', QUOTEWIRE_AUTH_REGISTRATION='true', QUOTEWIRE_AUTH_HASHING=str(flags.hashing),
                QUOTEWIRE_FX_ENABLED='false')
            awaited(work / 'serve.err', 'ready http')
            for person in range(PEOPLE):
                status = post(flags, person, '/v1/auth/register', account(person))
                if status != 201:
                    sys.exit(f'an account was not made: {status}')
            measure(flags)
        finally:
            for process in running:
                process.terminate()
            for process in running:
                process.wait()


def measure(flags):
    measured(flags)  # The gateway is warm then.
    ratios = []
    for repetition in range(flags.repetitions):
        phases = {}
        for phase in ('quiet', 'log-ins') if repetition % 2 == 0 else ('log-ins', 'quiet'):
            if phase == 'quiet':
                phases[phase] = measured(flags)
            else:
                with Crowd(flags) as crowd:
                    phases[phase] = measured(flags)
                answers = dict(sorted(crowd.answers.items()))
        ratios.append(phases['log-ins'] / phases['quiet'])
        print(f"{repetition} p99 {phases['quiet']:.2f} ms, with log-ins {phases['log-ins']:.2f} ms: {ratios[-1]:.2f};"
              f' answers {answers}', flush=True)
    print(f'ratio of p99 {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}), {flags.clients} clients,'
          f' {PEOPLE} people, {flags.hashing} hashed at the same time')


if __name__ == '__main__':
    main()
