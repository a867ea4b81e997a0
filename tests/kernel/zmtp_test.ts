import assert from "node:assert/strict";
import { ByteReader } from "../../lib/kernel/byte_reader.ts";
import { MessageCoder } from "../../lib/kernel/message.ts";
import { ZmtpSocket } from "../../lib/kernel/zmtp.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A peer that greets, then sends these bytes in the given pieces. */
async function heard(pieces: Uint8Array[], greeting?: Uint8Array): Promise<string[][]> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const peer = (async () => {
    using connection = await listener.accept();
    const reader = new ByteReader(connection);
    await reader.take(64);
    const hello = new Uint8Array(64);
    hello.set([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3]);
    hello.set(encoder.encode("NULL"), 12);
    await connection.write(greeting ?? hello);
    if (!greeting) await connection.write(new Uint8Array([4, 6, 5, ...encoder.encode("READY")]));
    for (const piece of pieces) {
      let sent = 0;
      while (sent < piece.length) sent += await connection.write(piece.subarray(sent));
    }
    await connection.closeWrite();
    // Until the client has gone; leaving before it would cut its last messages off.
    const rest = new Uint8Array(1024);
    while (await connection.read(rest).catch(() => null) !== null);
  })();
  try {
    const socket = await ZmtpSocket.connect((listener.addr as Deno.NetAddr).port, "SUB");
    const messages: string[][] = [];
    for await (const frames of socket.messages()) {
      messages.push(frames.map((data) => decoder.decode(data)));
    }
    socket.close();
    return messages;
  } finally {
    await peer;
  }
}

function message(...frames: string[]): Uint8Array {
  const parts = frames.map((text, i) => {
    const data = encoder.encode(text);
    const more = i < frames.length - 1 ? 1 : 0;
    const head = data.length > 255 ? new Uint8Array(9) : new Uint8Array([more, data.length]);
    if (data.length > 255) {
      head[0] = more | 2;
      new DataView(head.buffer).setBigUint64(1, BigInt(data.length));
    }
    return [head, data];
  });
  return new Uint8Array(parts.flat().flatMap((part) => Array.from(part)));
}

Deno.test("ZmtpSocket reads short and long frames, however they are cut", async () => {
  const bytes = message("a", "b".repeat(300), "");
  assert.deepEqual(await heard([bytes, message("next")]), [["a", "b".repeat(300), ""], ["next"]]);
  const single = Array.from(bytes, (byte) => new Uint8Array([byte]));
  assert.deepEqual(await heard(single), [["a", "b".repeat(300), ""]]);
});

Deno.test("ZmtpSocket takes a message out of the middle of a large one", async () => {
  // What Deno 2.9.6 sends when "idle" is due while an output of 12 MB is being written.
  const json = `{"text":"${"x".repeat(200_000)}"}`;
  const large = message("<IDS|MSG>", "s".repeat(64), json);
  const idle = message("<IDS|MSG>", "t".repeat(64), `{"execution_state":"idle"}`);
  for (const at of [70_000, 150_000, large.length - 1]) {
    assert.deepEqual(await heard([large.subarray(0, at), idle, large.subarray(at), message("z")]), [
      ["<IDS|MSG>", "t".repeat(64), `{"execution_state":"idle"}`],
      ["<IDS|MSG>", "s".repeat(64), json],
      ["z"],
    ]);
  }
});

Deno.test("ZmtpSocket.connect() refuses a peer that speaks something else", async () => {
  const greeting = encoder.encode("HTTP/1.1 400 Bad Request".padEnd(64));
  await assert.rejects(heard([], greeting), { message: "the peer does not speak ZMTP 3" });
});

Deno.test("MessageCoder.decode() reads what it encodes and refuses another key", async () => {
  const coder = await MessageCoder.create("key");
  const { id, frames } = await coder.encode("execute_request", { code: "1 + 1" });
  const decoded = await coder.decode(frames);
  assert.equal(decoded?.header.msg_id, id);
  assert.deepEqual(decoded?.content, { code: "1 + 1" });
  assert.equal(await coder.decode([encoder.encode("noise")]), null);
  const other = await MessageCoder.create("another");
  await assert.rejects(other.decode(frames), {
    message: "a message came without the kernel's signature",
  });
});
