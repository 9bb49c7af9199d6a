"""The least a server can do: HTTP on a kept connection, records by COPY into PostgreSQL and out again as they lie."""

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec
import psycopg

_unpack = msgspec.msgpack.Decoder(list[tuple[int, str, str]]).decode
_pack = msgspec.msgpack.Encoder().encode


class Door(BaseHTTPRequestHandler):
    """/echo answers nothing, /push stores records by their id, /pull?n gives those that were written after the nth."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one packet an answer
    disable_nagle_algorithm = True

    def setup(self) -> None:
        super().setup()
        self.database = psycopg.connect(sys.argv[1])

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        answer = b""
        if self.path == "/push":
            with self.database.cursor() as cursor:
                cursor.execute("CREATE TEMP TABLE IF NOT EXISTS came (id text, fields text) ON COMMIT DELETE ROWS")
                with cursor.copy("COPY came FROM STDIN (FORMAT BINARY)") as copy:
                    copy.set_types(("text", "text"))
                    for _n, *row in _unpack(body):
                        copy.write_row(row)
                cursor.execute(
                    "INSERT INTO raw (id, fields) SELECT id, fields FROM came ON CONFLICT (id) DO UPDATE SET "
                    "fields = excluded.fields, n = nextval('raw_n')"
                )
            self.database.commit()
        elif self.path.startswith("/pull"):
            with self.database.cursor(binary=True) as cursor:
                cursor.execute("SELECT n, id, fields FROM raw WHERE n > %s ORDER BY n", (int(self.path[6:]),))
                answer = _pack(cursor.fetchall())
            self.database.commit()
        self.send_response(200)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
        self.wfile.flush()

    def log_message(self, *_words: object) -> None:
        """Silent."""


def main() -> None:
    with psycopg.connect(sys.argv[1]) as connection:
        connection.execute("CREATE SEQUENCE raw_n")
        connection.execute(
            "CREATE TABLE raw (id text PRIMARY KEY, n bigint NOT NULL UNIQUE DEFAULT nextval('raw_n'), fields text)"
        )
    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    print(f"127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
