import type { Language } from "../../base/text.ts";
import { noSocket, type Side } from "../../protocol/event.ts";
import { sideNames } from "../../protocol/side_name.ts";
import type { Transport } from "../../protocol/transport.ts";
import { splitAddress } from "../../protocol/address.ts";
import { isSameAddress, isSamePlace } from "../address.ts";
import type { Call } from "../call.ts";
import type { Conversation } from "../conversations.ts";
import type { Recording } from "../recording.ts";
import type { RecordedSocket } from "../sockets.ts";
import type { Lifeline } from "./diagram.ts";

/** Nobody can follow more than this, and no screen is wide enough. */
export const mostLifelines = 24;

interface Extent {
  readonly from: number;
  readonly until: number;
}

interface Column {
  readonly side: Side;
  readonly transport: Transport;
  readonly program?: number;
  /** The addresses that a client talks to, or that a server is bound to. */
  readonly places: (string | undefined)[];
  /** Only of a client: the servers that it talks to. */
  readonly peers: Set<Column>;
  readonly sockets: RecordedSocket[];
  /** When each socket was in use: that of a client, while it moved bytes. */
  readonly busy: Extent[];
}

/** Finds the lifeline of sockets and calls. */
export interface Placement {
  readonly lifelines: readonly Lifeline[];
  /** Undefined if it is not drawn. */
  lifelineOf(socket: RecordedSocket): number | undefined;
  endsOf(conversation: Conversation): { client: number; server: number } | undefined;
  /** Whether a call has to name its socket, because its lifeline has several. */
  hasSeveral(lifeline: number): boolean;
  readonly omitted: number;
}

/**
 * Gives every side a lifeline. A listening socket shares its lifeline with the connections accepted from it. The
 * sockets of a program share one if it used them one after another: attempts to connect, or the parts of a lesson.
 */
export function placeLifelines(
  { sockets, conversations, timeOf }: Recording,
  language: Language,
): Placement {
  const columns = new Columns(sockets, timeOf);
  const ends = new Map<Conversation, { client: Column; server: Column }>();
  let omitted = 0;
  for (const conversation of inOrderOfPlacing(conversations, timeOf)) {
    const pair = columns.pairFor(conversation);
    if (pair === undefined) omitted++;
    else ends.set(conversation, pair);
  }
  // Sockets without a conversation.
  const talking = new Set(conversations.flatMap(({ client, server }) => [client.socket, server.socket]));
  sockets.filter((socket) => !talking.has(socket)).forEach((socket) => columns.columnOf(socket));
  const { order } = columns;
  return {
    omitted,
    lifelines: order.map((column) => describe(column, letterOf(column, order), language)),
    lifelineOf: (socket) => {
      const column = columns.bySocket.get(socket);
      return column && order.indexOf(column);
    },
    endsOf: (conversation) => {
      const pair = ends.get(conversation);
      return pair && { client: order.indexOf(pair.client), server: order.indexOf(pair.server) };
    },
    hasSeveral: (lifeline) => labelsOf(order[lifeline]!).length > 1,
  };
}

/**
 * First what is known of both sides, then what worked, each in order of time: an attempt to reach a server in the
 * wrong family shares the lifeline of the right one.
 */
function inOrderOfPlacing(
  conversations: readonly Conversation[],
  timeOf: (call: Call) => number,
): Conversation[] {
  const keys = new Map(conversations.map((conversation) => {
    const { client, server } = conversation;
    const accept = server.socket?.accept;
    const calls = [...client.calls, ...server.calls, ...accept ? [accept] : []];
    const first = calls.reduce((first, call) => Math.min(first, timeOf(call)), Infinity);
    const works = calls.some(({ failure }) => failure === undefined);
    return [conversation, { rank: server.socket ? 0 : works ? 1 : 2, first }];
  }));
  return conversations.toSorted((a, b) => {
    const [one, other] = [keys.get(a)!, keys.get(b)!];
    return one.rank - other.rank || one.first - other.first;
  });
}

/** Lifelines from left to right. A client is left of the first server that it talks to. */
class Columns {
  readonly order: Column[] = [];
  readonly bySocket = new Map<RecordedSocket, Column>();

  constructor(readonly sockets: readonly RecordedSocket[], readonly timeOf: (call: Call) => number) {}

  /** @returns Undefined if there is no room for both. */
  pairFor({ client, server, transport }: Conversation): { client: Column; server: Column } | undefined {
    // Where no socket was accepted, the listening one stands for the server.
    const there = server.socket ?? this.#listenerAt(transport, server.address);
    const servers = there ? this.#findServer(there) : this.#findPlace(transport, server.address);
    const clients = client.socket ? this.#findClient(client.socket, servers) : undefined;
    const missing = [clients, servers].filter((column) => column === undefined).length;
    if (missing > 0 && this.order.length + missing > mostLifelines) return undefined;
    const to = servers ?? columnFor("server", transport, server.address, there);
    const from = clients ??
      columnFor("client", transport, client.socket ? server.address : client.address, client.socket);
    if (servers === undefined) this.order.push(to);
    if (clients === undefined) this.order.splice(this.order.indexOf(to), 0, from);
    if (there) this.#add(to, there);
    if (client.socket) this.#add(from, client.socket);
    from.peers.add(to);
    return { client: from, server: to };
  }

  columnOf(socket: RecordedSocket): void {
    const known = socket.side === "server" ? this.#findServer(socket) : this.#findClient(socket);
    if (known === undefined && this.order.length >= mostLifelines) return;
    const column = known ?? columnFor(socket.side, socket.transport, socket.local, socket);
    if (known === undefined) this.order.push(column);
    this.#add(column, socket);
  }

  #add(column: Column, socket: RecordedSocket): void {
    if (this.bySocket.get(socket) === column) return;
    this.bySocket.set(socket, column);
    column.sockets.push(socket);
    column.busy.push(this.#busySpan(socket));
    if (column.side === "server") column.places.push(socket.local);
  }

  #findServer(socket: RecordedSocket): Column | undefined {
    const own = this.order.filter(({ side, program, transport }) =>
      side === "server" && program === socket.program && transport === socket.transport
    );
    return this.bySocket.get(socket) ?? own.find((column) => isAt(column, socket.local)) ??
      own.find((column) => this.#isFree(column, socket));
  }

  #listenerAt(transport: Transport, address: string | undefined): RecordedSocket | undefined {
    return this.sockets.find((socket) =>
      socket.side === "server" && socket.transport === transport && socket.accept === undefined &&
      isSameAddress(socket.local, address)
    );
  }

  /** A peer that was not recorded, or not with this address. It may be the same program. */
  #findPlace(transport: Transport, address: string | undefined): Column | undefined {
    return this.order.find((column) =>
      column.side === "server" && column.transport === transport && isAt(column, address)
    );
  }

  #findClient(socket: RecordedSocket, server?: Column): Column | undefined {
    const port = splitAddress(peerOf(socket) ?? "").port;
    return this.bySocket.get(socket) ??
      this.order.find((column) =>
        column.side === "client" && column.program === socket.program &&
        column.transport === socket.transport &&
        (port === "" || splitAddress(column.places[0] ?? "").port === port ||
          server !== undefined && column.peers.has(server)) &&
        this.#isFree(column, socket)
      );
  }

  /** Whether none of its sockets was in use at the same time. */
  #isFree(column: Column, socket: RecordedSocket): boolean {
    const { from, until } = this.#busySpan(socket);
    return column.busy.every((span) => span.until <= from || until <= span.from);
  }

  #busySpan({ side, accept, calls }: RecordedSocket): Extent {
    const moving = side === "server"
      ? [...accept ? [accept] : [], ...calls]
      : calls.filter(({ call }) => call !== "bind" && call !== "close");
    const times = moving.map((call) => this.timeOf(call));
    return { from: times[0] ?? Infinity, until: times.at(-1) ?? -Infinity };
  }
}

function isAt({ places }: Column, address: string | undefined): boolean {
  return places.some((place) => isSamePlace(place, address));
}

function peerOf({ peer, calls }: RecordedSocket): string | undefined {
  return peer ?? calls.find((call) => call.peer !== undefined)?.peer;
}

function columnFor(
  side: Side,
  transport: Transport,
  place: string | undefined,
  socket: RecordedSocket | undefined,
): Column {
  const bound = side === "server" && socket ? socket.local : place;
  return {
    side,
    transport,
    places: [bound],
    peers: new Set(),
    sockets: [],
    busy: [],
    ...(socket && { program: socket.program }),
  };
}

/** `A`, `B`, … for the programs of one side from left to right. */
function letterOf({ side, program }: Column, order: readonly Column[]): string | undefined {
  const programs = new Set(
    order.filter((column) => column.side === side).flatMap((column) => column.program ?? []),
  );
  if (program === undefined || programs.size < 2) return undefined;
  return String.fromCharCode(0x41 + [...programs].indexOf(program));
}

function describe(
  { side, sockets, places: [place] }: Column,
  letter: string | undefined,
  language: Language,
): Lifeline {
  const { en, ko } = sideNames[side];
  if (sockets.length === 0) {
    const name = { en: `${en} (not recorded)`, ko: `${ko}(기록 없음)` }[language];
    return { side, isRecorded: false, name, address: place ?? "" };
  }
  const labels = labelsOf({ sockets }).toSorted((a, b) => numberOf(a) - numberOf(b));
  const numbers = labels.length > 3 ? [labels[0], "…", labels.at(-1)] : labels;
  const name = [
    { en, ko }[language],
    ...letter === undefined ? [] : [letter],
    ...labels.length === 0 ? [] : [numbers.join(labels.length > 3 ? " " : ", ")],
  ];
  return { side, isRecorded: true, name: name.join(" "), address: addressOf(side, sockets, language) };
}

/** Attempts that failed have no number. */
function labelsOf({ sockets }: Pick<Column, "sockets">): string[] {
  return sockets.flatMap(({ label }) => label === noSocket ? [] : [label]);
}

function numberOf(label: string): number {
  return Number(/\d+/.exec(label)?.[0] ?? 0);
}

function addressOf(side: Side, sockets: readonly RecordedSocket[], language: Language): string {
  const addresses = [...new Set(sockets.flatMap(({ local }) => local ?? []))];
  const [address = "", ...more] = addresses;
  const { host } = splitAddress(address);
  const all = addresses.map((one) => splitAddress(one).port);
  // A server may be bound to all addresses, and its connections have one each.
  const ports = side === "server" ? [...new Set(all)] : all;
  if (more.length === 0 || ports.length === 1) return address;
  if (ports.length <= 3) return `${host}:${ports.join(", :")}`;
  const many = ports.length;
  return { en: `${host}, ${many} ports`, ko: `${host}, 포트 ${many}개` }[language];
}
