#!/usr/bin/env python3
"""Measures the shipped jar and its peers with one independent load client, in turn and in one run.

    python3 bench/run.py --shared ../shared/bench --repetitions 5 --out bench/results/NAME.jsonl
    python3 bench/tables.py bench/results/NAME.jsonl

The server runs on core 0, the load client on core 1, both before other work of the machine, on loopback. What peers need is
installed into --work (npm, Maven) or must be there (Debian: nats-server python3-tornado python3-fastapi python3-uvicorn
python3-uvloop python3-httptools); a peer that is not there is named and left out. README.md says what is compared.
"""
import argparse
import functools
import glob
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
CLIENTS, FEED = 19101, 19102
BUN = "1.4.5"
DEBIAN_PYTHON = "/usr/bin/python3"

SCENARIOS = {  # clients, topics, topics of a client
    "10": (10, 1, 1),
    "100": (100, 1, 1),
    "1000": (1_000, 1, 1),
    "10000": (10_000, 1, 1),
    "100x10": (1_000, 100, 10),
}
PEERS = ["bun", "quotewire", "nats", "ws", "socket.io", "vertx", "fastapi", "tornado", "c"]
THIN = {"thin-ffm": "ThinFfm", "thin-netty": "ThinNetty"}  # An experiment's, measured only where they are named: docs/adr/0012.
JAR = os.path.join(ROOT, "app", "target", "quotewire.jar")
JVM = ["-Xms512m", "-Xmx2g", "-XX:+AlwaysPreTouch"]


def java():
    home = os.environ.get("JAVA_HOME")
    return os.path.join(home, "bin", "java") if home else "java"


def javac():
    return java() + "c" if java().endswith("java") else "javac"


def run(command, **more):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **more)


def compile_c(shared, work):
    """The load client, which the patch teaches to feed and follow Quotewire, and the C floor."""
    for name in ("wsload.c", "climit.c"):
        shutil.copy(os.path.join(shared, "c", name), work)
    shutil.copy(os.path.join(HERE, "venue.h"), work)
    run(["patch", "-s", "-p2", "-i", os.path.join(HERE, "shared.patch")], cwd=work)
    for name in ("wsload", "climit"):
        run(["gcc", "-O2", "-march=native", "-w", "-o", name, name + ".c", "-lpthread"], cwd=work)


def install_node(shared, work):
    node = os.path.join(work, "node")
    if not os.path.isdir(node):
        shutil.copytree(os.path.join(shared, "node"), node)
        run(["npm", "install", "--silent", "ws", "socket.io"], cwd=node)
        run(["npm", "pack", "--silent", f"@oven/bun-linux-x64@{BUN}"], cwd=node)
        run(["tar", "xzf", f"oven-bun-linux-x64-{BUN}.tgz"], cwd=node)
    return node


def install_vertx(shared, work):
    vertx = os.path.join(work, "vertx")
    if not os.path.isdir(vertx):
        shutil.copytree(os.path.join(shared, "prototypes"), vertx)
        run(["mvn", "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=lib"], cwd=vertx)
        run([javac(), "-nowarn", "-proc:none", "-cp", "lib/*", "-d", "out", "VertxFan.java"], cwd=vertx)
    return vertx


@functools.cache
def compile_thin(work):
    """Against the Netty that is in the shipped jar."""
    thin = os.path.join(work, "thin")
    run([javac(), "-nowarn", "-proc:none", "-cp", JAR, "-d", thin, *glob.glob(os.path.join(HERE, "thin", "*.java"))])
    return thin


def write_settings(work):
    """As shipped, but for whom it asks and for what."""
    instruments = ", ".join(f"T{i:03d}-USDT" for i in range(100))
    path = os.path.join(work, "quotewire.yaml")
    with open(path, "w", encoding="ascii") as file:
        file.write(f"""venues:
  enabled: [okx]
  okx:
    ws-url: ws://127.0.0.1:{FEED}
    rest-url: http://127.0.0.1:{FEED}
instruments: [{instruments}]
listen: ["127.0.0.1:{CLIENTS}"]
data: {work}/data
fx:
  enabled: false
""")
    return path


def command_of(peer, shared, work):
    ports = [str(CLIENTS), str(FEED)]
    if peer == "c":
        return [os.path.join(work, "climit"), *ports, "1"]
    if peer == "bun":
        node = install_node(shared, work)
        return [f"{node}/package/bin/bun", f"{node}/bun-server.js", *ports]
    if peer in ("ws", "socket.io"):
        node = install_node(shared, work)
        return ["node", f"{node}/{'ws' if peer == 'ws' else 'sio'}-server.js", *ports]
    if peer in ("tornado", "fastapi"):
        return [DEBIAN_PYTHON, os.path.join(shared, "py", peer + "_server.py"), *ports]
    if peer == "nats":
        return ["nats-server", "-c", os.path.join(shared, "conf", "nats.conf")]
    if peer == "vertx":
        vertx = install_vertx(shared, work)
        return [java(), *JVM, "-cp", f"{vertx}/out:{vertx}/lib/*", "VertxFan", *ports]
    if peer == "quotewire":
        return [java(), *JVM, "-jar", JAR, "serve", "-c", write_settings(work)]
    if peer in THIN:
        flags = ["--enable-native-access=ALL-UNNAMED", "-Dio.netty.leakDetection.level=disabled"]
        return [java(), *JVM, *flags, "-cp", f"{compile_thin(work)}:{JAR}", THIN[peer], *ports]
    raise SystemExit(f"no such peer: {peer}; there are {', '.join([*PEERS, *THIN])}")


def client_options(peer):
    options = {"nats": ["-c", "nats", "-F", "nats"], "socket.io": ["-c", "sio"], "quotewire": ["-c", "quotewire", "-F", "okx"]}
    return options.get(peer, [])


def listens(server):
    for _ in range(300):
        if server.poll() is not None:
            return False
        try:
            socket.create_connection(("127.0.0.1", CLIENTS), 1).close()
            return True
        except OSError:
            time.sleep(0.1)
    return False


def measure(peer, scenario, options, work):
    """One server from its start to its end; the load client's lines."""
    clients, topics, each = SCENARIOS[scenario]
    first = ["chrt", "-r", "10"] if options.priority else []
    errors = open(os.path.join(work, peer + ".err"), "w", encoding="utf-8")
    command = command_of(peer, options.shared, work)
    server = subprocess.Popen([*first, "taskset", "-c", "0", *command], stdout=subprocess.DEVNULL, stderr=errors)
    try:
        if not listens(server):
            print(f"{peer} does not listen; see {errors.name}", file=sys.stderr)
            return []
        jvm = peer in ("quotewire", "vertx", *THIN)
        load = [
            *first, "taskset", "-c", "1", os.path.join(work, "wsload"), "-p", str(CLIENTS), "-f", str(FEED),
            "-T", str(topics), "-k", str(each), "-P", str(server.pid), "-L", peer, "-z", str(options.bytes), "-s", "16",
            *client_options(peer),
        ]
        if jvm:  # Ten clients, so that there are many ticks: it is ticks that make a compiler see what is worth its time.
            rehearsal = ["-n", "10", "-a", "W32,W2", "-w", "0", "-d", str(options.jvm_rehearsal)]
            subprocess.run([*load, *rehearsal], capture_output=True, timeout=300, check=False)
        warm = options.jvm_warm_up if jvm else options.warm_up
        load += ["-n", str(clients), "-a", options.phases, "-w", str(warm), "-d", str(options.seconds)]
        done = subprocess.run(load, capture_output=True, text=True, timeout=300, check=False)
        if done.stderr:
            print(f"{peer} {scenario}: {done.stderr.strip()[:300]}", file=sys.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]
    except subprocess.TimeoutExpired:
        print(f"{peer} {scenario}: the load client did not end", file=sys.stderr)
        return []
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        errors.close()


def present(peer):
    needs = {"nats": "nats-server", "ws": "npm", "socket.io": "npm", "bun": "npm", "tornado": DEBIAN_PYTHON, "fastapi": DEBIAN_PYTHON}
    tool = needs.get(peer)
    if tool and not shutil.which(tool):
        print(f"left out: {peer}, for {tool} is not there", file=sys.stderr)
        return False
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", default=os.path.join(ROOT, "..", "shared", "bench"), help="folder of the load client and peers")
    parser.add_argument("--work", default=os.path.join(ROOT, "target", "bench"), help="folder for what is built and installed")
    parser.add_argument("--out", required=True, help="file that the measurements are added to")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--scenarios", default=",".join(SCENARIOS))
    parser.add_argument("--phases", default="W2,x0.5,W32,r50", help="as the load client has them")
    parser.add_argument("--seconds", type=float, default=2.0, help="measured in each phase")
    parser.add_argument("--warm-up", type=float, default=1.5, help="seconds before each phase")
    parser.add_argument("--jvm-warm-up", type=float, default=4, help="likewise for a JVM")
    parser.add_argument("--jvm-rehearsal", type=float, default=8, help="seconds of each of two loads by ten clients before that")
    parser.add_argument("--bytes", type=int, default=252, help="of a message of the peers; what ours is as a trade")
    parser.add_argument("--priority", type=int, default=1, help="1: before other work of the machine, 0: not")
    options = parser.parse_args()
    options.shared = os.path.abspath(options.shared)
    work = os.path.abspath(options.work)
    os.makedirs(work, exist_ok=True)
    compile_c(options.shared, work)
    peers = [peer for peer in options.peers.split(",") if present(peer)]
    for repetition in range(options.repetitions):
        for scenario in options.scenarios.split(","):
            for peer in peers:
                for row in measure(peer, scenario, options, work):
                    row.update(rep=repetition, scenario=scenario, bytes=options.bytes)
                    with open(options.out, "a", encoding="ascii") as file:
                        file.write(json.dumps(row) + "\n")
                    print("{rep} {scenario:7} {label:10} {mode:5} {deliv_per_s:>9.0f}/s {srv_us_per_deliv:6.2f} us a delivery,"
                          " server {srv_cpu:.2f} client {cli_cpu:.2f}, p50 {p50:.0f} p99 {p99:.0f} p99.9 {p999:.0f} us,"
                          " errors {errs} lost {discon}".format(**row), flush=True)


if __name__ == "__main__":
    main()
