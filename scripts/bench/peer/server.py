"""server.py tcp|udp: answers in capitals with asyncio, ASCII only."""

import asyncio
import socket
import sys


class Tcp(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def data_received(self, data):
        self.transport.write(data.upper())

    def pause_writing(self):
        self.transport.pause_reading()

    def resume_writing(self):
        self.transport.resume_reading()


class Udp(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, address):
        self.transport.sendto(data.upper(), address)


async def main():
    loop = asyncio.get_running_loop()
    if sys.argv[1] == "udp":
        transport, _ = await loop.create_datagram_endpoint(Udp, local_addr=("127.0.0.1", 0))
        bound = transport.get_extra_info("socket")
    else:
        server = await loop.create_server(Tcp, "127.0.0.1", 0, backlog=4096)
        bound = server.sockets[0]
    print(bound.getsockname()[1], flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
