import { capsock } from "./host.ts";

/**
 * A program of its own, to be started with the permissions of an edition and watched from outside: every command
 * that opens a socket, with every spelling of an address. It prints a line of JSON for each: its arguments, its
 * input, and its exit code.
 */
export interface Ran {
  readonly args: readonly string[];
  readonly input: string;
  readonly code: number;
}

/** This machine, as one may write it. */
export const localhosts = [
  "localhost",
  "LOCALHOST",
  "localhost.",
  "app.localhost",
  "a.b.localhost.",
  "ｌｏｃａｌｈｏｓｔ",
];

const hosts = [
  ...localhosts,
  ...[
    "localhost.localdomain",
    "localhost.test",
    "ip6-localhost",
    "name.test",
    "한국.test",
    "name",
    "localhost-x",
  ],
  ...[
    "127.0.0.1",
    "127.1",
    "127.255.255.254",
    "0x7f.1",
    "0x7f000001",
    "0177.0.0.1",
    "017700000001",
    "2130706433",
  ],
  ...[
    "192.0.2.1",
    "0xc0.0.2.1",
    "0xc0000201",
    "3221225985",
    "１９２.0.2.1",
    "0",
    "0.0.0.0",
    "255.255.255.255",
  ],
  ...["224.0.0.1", "10.0.0.1", "169.254.1.1"],
  ...["::1", "0:0:0:0:0:0:0:1", "::1%lo", "::1%eth0", "::", "fe80::1%eth0", "fe80::1%1", "ff02::1%eth0"],
  ...["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:192.0.2.1", "::ffff:c000:201", "::192.0.2.1"],
  ...["64:ff9b::c000:201", "2001:db8::1", "fd00::1"],
];

const port = "9";
const short = ["--timeout", "50ms"];

function commandLines(host: string): [args: string[], input?: string][] {
  const place = host.includes(":") ? `[${host}]` : host;
  const target = `${place}:${port}`;
  const line = (text: string): [string[], string] => [["shell", ...short], `${text}\n`];
  return [
    ...["tcp", "udp"].flatMap((transport): [string[], string?][] => [
      [["server", transport, `${place}:0`, "--for", "5ms"]],
      [["server", transport, "--host", host, "--port", "0", "--for", "5ms"]],
      [["client", transport, target, "-m", "x", ...short]],
      [["client", transport, target, "-m", "x", ...short, "--local-port", "20825"]],
      [["ping", transport, target, "-c", "1", ...short]],
      [["load", transport, target, "-n", "1", "-c", "1", ...short]],
      [["check", `${transport}://${target}`, "--once", ...short]],
      [["check", "--once", ...short], JSON.stringify({ targets: [`${transport}://${target}`] })],
    ]),
    [["server", "tcp", `${place}:0`, "--workers", "2", "--for", "5ms"]],
    line(`listen tcp ${host} 0`),
    line(`bind udp ${host} 0`),
    line(`connect tcp ${host} ${port}`),
    line(`bind udp 127.0.0.1 0\nsendto #1 ${target} x`),
  ];
}

if (import.meta.main) {
  const all = [...hosts.flatMap(commandLines), [["doctor"]], [["demo", "refused-timeout-unknown"]]] as const;
  const waiting = all.values();
  const runSome = async (): Promise<void> => {
    for (const [args, input = ""] of waiting) {
      const { code } = await capsock(args, input);
      // deno-lint-ignore no-console
      console.log(JSON.stringify({ args, input, code } satisfies Ran));
    }
  };
  await Promise.all(Array.from({ length: 8 }, runSome));
  Deno.exit();
}
